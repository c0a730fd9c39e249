"""Training, storing and using the sentiment model, over a stand-in for the sentence encoder."""

import json
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from bot.adapters.sentiment_model import (
    FRAME_REPEATS,
    LEXICAL_FEATURES,
    LexicalFeatures,
    Phrase,
    SentimentModel,
    fingerprint_of,
    prepare,
    read_phrases,
    train,
)
from bot.adapters.trouble_model import ASKING_FEATURES, TroubleModel
from bot.errors import InvalidModel

GLAD = (
    "what a lovely day",
    "thanks, that was great",
    "where is my parcel",
    "the shop opens at nine",
    "so kind of you",
)
CALM = TroubleModel(np.zeros(16 + ASKING_FEATURES, dtype=np.float32), -2.0)
UPSET = ("what an awful day", "this is terrible", "I hate waiting", "you idiots broke it", "so rude of you")


class CountingEncoder:
    """Hashes words into a short unit vector, and counts the texts it was given."""

    def __init__(self) -> None:
        self.encoded = 0

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.encoded += len(texts)
        vectors = np.full((len(texts), 16), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, zlib.crc32(word.encode()) % 16] += 1.0
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "sentiment"
    folder.mkdir()
    for name, texts in (("upset.jsonl", UPSET), ("calm.jsonl", GLAD)):
        rows = "".join(json.dumps({"text": text, "feeling": "x"}) + "\n" for text in texts)
        (folder / name).write_text(rows, encoding="utf-8")
    frames = {"topics": ["the bus", "my phone", "the food"], "upset": ["{x} is bad"], "calm": ["{x} is good"]}
    (folder / "frames.json").write_text(json.dumps(frames), encoding="utf-8")
    requests = [{"text": "it never arrived", "trouble": True}, {"text": "when do you open", "trouble": False}]
    rows = "".join(json.dumps(request) + "\n" for request in requests)
    (folder / "trouble.jsonl").write_text(rows, encoding="utf-8")
    return folder


def test_phrases_and_filled_frames_are_read(data: Path) -> None:
    phrases = list(read_phrases(data))
    assert len(phrases) == len(UPSET) + len(GLAD) + 2 * FRAME_REPEATS
    assert Phrase("I hate waiting", upset=True) in phrases
    assert {phrase.text for phrase in phrases if phrase.text.endswith("is bad")} == {
        "the bus is bad",
        "my phone is bad",
        "the food is bad",
    }


def test_trained_model_tells_upset_from_glad(data: Path) -> None:
    encode = CountingEncoder()
    model = train(tuple(read_phrases(data)), encode, CALM, "f")
    upset = model.negative("this is awful, I hate it", encode(["this is awful, I hate it"])[0])
    glad = model.negative("thanks, so kind", encode(["thanks, so kind"])[0])
    assert 0 <= glad < 0.5 < upset <= 1


def test_training_is_repeatable(data: Path, tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        train(tuple(read_phrases(data)), CountingEncoder(), CALM, "f").save(tmp_path / name)
    first, second = (np.load(tmp_path / name) for name in ("a.npz", "b.npz"))
    assert all(np.array_equal(first[key], second[key]) for key in first.files)


def test_stored_model_judges_alike(data: Path, tmp_path: Path) -> None:
    encode = CountingEncoder()
    trained = train(tuple(read_phrases(data)), encode, CALM, "f")
    trained.save(tmp_path / "models" / "sentiment.npz")
    loaded = SentimentModel.load(tmp_path / "models" / "sentiment.npz")
    vector = encode(["so rude"])[0]
    assert loaded.negative("so rude", vector) == pytest.approx(trained.negative("so rude", vector))
    assert loaded.trouble("so rude", vector) == pytest.approx(trained.trouble("so rude", vector))
    assert loaded.fingerprint == "f"


def test_prepare_trains_only_what_changed(data: Path, tmp_path: Path) -> None:
    path, encode = tmp_path / "sentiment.npz", CountingEncoder()
    prepare(data, path, encode, "encoder-1")
    trained_on = encode.encoded
    prepare(data, path, encode, "encoder-1")
    assert encode.encoded == trained_on
    prepare(data, path, encode, "encoder-2")
    assert encode.encoded == 2 * trained_on


def test_changed_phrases_change_the_fingerprint(data: Path) -> None:
    before = fingerprint_of(data, "e")
    (data / "calm.jsonl").write_text('{"text": "all is well"}\n', encoding="utf-8")
    assert fingerprint_of(data, "e") != before


def test_damaged_model_is_trained_anew(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "sentiment.npz"
    path.write_bytes(b"not an archive")
    model = prepare(data, path, CountingEncoder(), "e")
    assert SentimentModel.load(path).fingerprint == model.fingerprint


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 broken"], ids=["missing", "empty", "broken"])
def test_unusable_model_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "sentiment.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidModel, match=r"sentiment\.npz"):
        SentimentModel.load(path)


def test_model_of_other_features_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sentiment.npz"
    few = np.zeros(3)
    np.savez(
        path,
        weights=few,
        bias=0.0,
        mean=few,
        spread=few,
        fingerprint="f",
        trouble_weights=few,
        trouble_bias=0.0,
    )
    with pytest.raises(InvalidModel, match="frontdesk train"):
        SentimentModel.load(path)


def test_lexical_features_have_a_fixed_length_at_any_text() -> None:
    features = LexicalFeatures()
    assert {len(features(text)) for text in ("", "bad", "\U0001f621" * 50, "word " * 4000)} == {
        LEXICAL_FEATURES
    }
