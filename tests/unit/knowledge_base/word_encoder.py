"""A sentence encoder for tests: texts that share words are near each other; nothing is loaded."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.article import Article

_SIZE = 384


class WordEncoder:
    """Adds one fixed random direction a word."""

    fingerprint = "words"
    dimension = _SIZE

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.encoded += texts
        if not texts:
            return np.empty((0, _SIZE), np.float32)
        return np.stack([_vector(text) for text in texts])

    def words(self) -> Mapping[str, int]:
        return {"where": 0, "when": 1, "this": 2, "with": 3}


def _vector(text: str) -> npt.NDArray[np.float32]:
    total = sum((_direction(word) for word in re.findall(r"\w+", text.lower())), start=_direction(""))
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


@cache
def _direction(word: str) -> npt.NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).standard_normal(_SIZE) * (1.0 if word else 0.01)


def shop(copies: int = 1) -> tuple[Article, ...]:
    """A small help centre; `copies` widens it with articles about other things."""
    articles = [
        Article(
            "returns",
            "Sending goods back",
            "Send it within 30 days.\n\n## Label\n\n1. Open the order\n2. Print the label",
            (
                "how do i return shoes",
                "send a jacket back",
                "print the return label",
                "goods back to the shop",
            ),
        ),
        Article(
            "delivery",
            "Delivery times",
            "Parcels arrive after two days.",
            ("when will my parcel arrive", "parcel still not here", "how long does delivery take"),
        ),
        Article("warranty", "Warranty", "Every tent has a warranty of five years.", ()),
    ]
    for at in range(copies - 1):
        phrasings = tuple(f"word{at} thing{n} topic{at}" for n in range(5))
        articles.append(Article(f"other{at}", f"Topic{at} word{at}", "", phrasings))
    return tuple(articles)
