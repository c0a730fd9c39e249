"""Wordings of customers that an article lacks."""

from typing import Any

import numpy as np
import pytest

from knowledge_base.domain.suggestion import Suggestion, suggest, wordings
from tests.fakes_questions import asked
from tests.unit.knowledge_base.word_encoder import WordEncoder


@pytest.mark.parametrize(
    ("given", "about"),
    [
        pytest.param({"outcome": "answered", "article_id": "returns"}, True, id="answered"),
        pytest.param({"outcome": "clarified", "article_id": "returns"}, True, id="picked"),
        pytest.param({"nearest_id": "returns", "probability": 0.5}, True, id="handed over, near"),
        pytest.param({"nearest_id": "returns", "probability": 0.1}, False, id="handed over, far"),
        pytest.param(
            {"outcome": "answered", "article_id": "returns", "helpful": False}, False, id="unhelpful"
        ),
        pytest.param({"outcome": "person", "article_id": "returns"}, False, id="a person was needed"),
        pytest.param(
            {"outcome": "answered", "article_id": "delivery", "nearest_id": "returns", "probability": 0.6},
            False,
            id="another was chosen",
        ),
    ],
)
def test_which_questions_are_about_an_article(given: dict[str, Any], about: bool) -> None:
    assert bool(wordings("returns", [asked("send it back", **given)])) is about


def test_wordings_are_counted_and_masked() -> None:
    near = {"outcome": "answered", "article_id": "returns"}
    texts = ["send 48213 back", "Send 99999 back!", "return it"]
    found = wordings("returns", [asked(text, n, **near) for n, text in enumerate(texts)])
    assert dict(found) == {"send [number] back": 1, "Send [number] back!": 1, "return it": 1}


def test_known_phrasings_are_left_out_and_likes_are_joined() -> None:
    encode = WordEncoder().encode
    counted = [
        ("send my tent back", 3),
        ("how do i return shoes", 2),
        ("Send my tent back!", 1),
        ("refund", 1),
    ]
    present = encode(["How do I return shoes", "Sending goods back"])
    found = suggest(counted, encode([text for text, _ in counted]), present)
    assert found == (Suggestion("send my tent back", 4), Suggestion("refund", 1))


def test_an_article_without_phrasings_takes_them_all() -> None:
    encode = WordEncoder().encode
    assert suggest([("refund", 1)], encode(["refund"]), np.empty((0, 384), np.float32)) == (
        Suggestion("refund", 1),
    )
