"""The sentiment model as it is set up: our phrases, the real encoder, real wordings."""

from pathlib import Path

import numpy as np
import pytest

from bot.adapters.sentiment_model import SentimentModel, prepare, read_phrases
from bot.evaluation import auroc
from knowledge_base.adapters.encoder import Encoder
from tests.live import MODELS, ROOT

PHRASES = ROOT / "data" / "sentiment"

UPSET = (
    "You lost my parcel and nobody cares, this is outrageous",
    "third wrong delivery in a row, what a shambles",
    "I'm so disappointed, the rucksack tore on the first day",
    "your chatbot is utterly useless",
    "stop wasting my time and give me my money back",
    "another month of waiting, this is ridiculous and I'm so fed up",
    "I've had enough of these silly excuses",
    "that answer is nonsense and you know it",
)
CALM = (
    "my parcel is two days late, could you check?",
    "the zip is broken, is that covered?",
    "where do I find my invoice",
    "I got the wrong size, how do I exchange it?",
    "thanks, that solved it!",
    "are you open on Sundays",
    "I lost my loyalty card, what now",
    "damn, those boots look good",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(MODELS / "encoder")


@pytest.fixture(scope="module")
def model(encoder: Encoder) -> SentimentModel:
    return prepare(PHRASES, MODELS / "sentiment.npz", encoder.encode, encoder.fingerprint)


def judge(model: SentimentModel, encoder: Encoder, text: str) -> float:
    return model.negative(text, encoder.encode([text])[0])


@pytest.mark.parametrize("text", UPSET)
def test_upset(model: SentimentModel, encoder: Encoder, text: str) -> None:
    assert judge(model, encoder, text) >= 0.5


@pytest.mark.parametrize("text", CALM)
def test_problem_told_calmly_is_not_upset(model: SentimentModel, encoder: Encoder, text: str) -> None:
    assert judge(model, encoder, text) < 0.5


@pytest.mark.parametrize("text", ["", "\U0001f44d", "\U0001f621" * 300, "a" * 4000, "<b>DROP TABLE;</b>"])
def test_any_text_gets_a_probability(model: SentimentModel, encoder: Encoder, text: str) -> None:
    assert 0.0 <= judge(model, encoder, text) <= 1.0


def test_held_out_phrases_are_ranked(encoder: Encoder, model: SentimentModel) -> None:
    texts = [*UPSET, *CALM]
    area = auroc([True] * len(UPSET) + [False] * len(CALM), [judge(model, encoder, text) for text in texts])
    assert area is not None
    assert area >= 0.9


def test_test_wordings_are_not_trained_on() -> None:
    trained = {phrase.text.lower() for phrase in read_phrases(PHRASES)}
    assert not trained & {text.lower() for text in (*UPSET, *CALM)}


def test_stored_model_holds_plain_numbers(model: SentimentModel, tmp_path: Path) -> None:
    model.save(tmp_path / "sentiment.npz")
    with np.load(tmp_path / "sentiment.npz", allow_pickle=False) as stored:
        assert np.isfinite(stored["weights"]).all()


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("I was billed twice for October", True),
        ("my suitcase did not arrive", True),
        ("do you ship to Norway?", False),
        ("how do I change my name in the account?", False),
    ],
)
def test_trouble_is_told_whatever_the_tone(
    model: SentimentModel, encoder: Encoder, text: str, trouble: bool
) -> None:
    assert (model.trouble(text, encoder.encode([text])[0]) >= 0.5) is trouble
