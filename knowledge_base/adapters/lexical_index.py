"""Word search by BM25 (Robertson and Zaragoza 2009) over stemmed words."""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import Stemmer

from knowledge_base.adapters.postings import Postings, Rows, Scores

_WORD = re.compile(r"\w+")
_OFTEN = """
a am an and any anyone are as at be been being but by can could did do does doing dont for get got had has
have having hello help hey hi how i if im in into is it ive just know like me my need no not of on or our
please should so such tell thank thanks that the their then there these they this to us want was we were
what when where which who why will with would you your
"""
_STOP_WORDS = frozenset(_WORD.findall(_OFTEN))
_K1 = 1.2
_B = 0.5


@dataclass(frozen=True)
class LexicalIndex:
    """BM25 over documents, scaled so that 1 means: every word of the question, as often as it can count.

    `fresh` documents follow the others in their own rows; they are measured with the average `length` of the
    others, but every word's rarity counts them as well.
    """

    columns: Mapping[str, int]
    postings: Postings
    length: float
    fresh: Mapping[str, tuple[Rows, Scores]]
    added: int = 0

    @property
    def size(self) -> int:
        """Number of documents."""
        return self.postings.size + self.added

    def extended(self, documents: Sequence[str]) -> "LexicalIndex":
        """The same with more documents behind."""
        fresh = dict(self.fresh)
        for row, document in enumerate(documents, self.size):
            for word, part in _parts(stems(document), self.length):
                rows, parts = fresh.get(word, (np.empty(0, np.int64), np.empty(0, np.float32)))
                fresh[word] = (np.append(rows, row), np.append(parts, np.float32(part)))
        return LexicalIndex(self.columns, self.postings, self.length, fresh, self.added + len(documents))

    def scores(self, question: str) -> Scores:
        """Score every document from 0 to about 1."""
        weights = self._weights(question)
        total = np.zeros(self.size, np.float32)
        best = sum(weights.values())
        for word, weight in weights.items():
            if word in self.columns:
                rows, parts = self.postings.of(self.columns[word])
                total[rows] += np.float32(weight / best) * parts
            if word in self.fresh:
                behind, parts = self.fresh[word]
                total[behind] += np.float32(weight / best) * parts
        return total

    def missing(self, question: str) -> float:
        """Share, 0 to 1, of the question's meaning that no document has a word for; 1 without meaning."""
        weights = self._weights(question)
        lost = sum(weight for word, weight in weights.items() if not self._documents(word))
        return lost / sum(weights.values()) if weights else 1.0

    def _weights(self, question: str) -> dict[str, float]:
        """Inverse document frequency of each word of the question, as BM25 counts it."""
        total = max(1, self.size)
        found = {word: self._documents(word) for word in sorted(set(stems(question)))}
        return {
            word: math.log1p((total - n + 0.5) / (n + 0.5) if n else total + 0.5) for word, n in found.items()
        }

    def _documents(self, word: str) -> int:
        own = self.postings.count(self.columns[word]) if word in self.columns else 0
        return own + (len(self.fresh[word][0]) if word in self.fresh else 0)


def build(documents: Sequence[str]) -> LexicalIndex:
    """Index the documents, one row each."""
    words = [stems(document) for document in documents]
    length = sum(map(len, words)) / max(1, len(words)) or 1.0
    columns: dict[str, int] = {}
    features, rows, parts = array("q"), array("q"), array("f")
    for row, own in enumerate(words):
        for word, part in _parts(own, length):
            features.append(columns.setdefault(word, len(columns)))
            rows.append(row)
            parts.append(part)
    shape = (len(documents), len(columns))
    return LexicalIndex(columns, Postings.gather(parts, rows, features, shape), length, {})


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning."""
    found = _WORD.findall(text.lower().replace("'", ""))
    # The stemmer keeps state, so each thread needs its own; making one costs a microsecond.
    kept: list[str] = Stemmer.Stemmer("english").stemWords([w for w in found if w not in _STOP_WORDS])
    return kept


def _parts(words: Sequence[str], length: float) -> Iterable[tuple[str, float]]:
    """What each word of a document counts, between 0 and 1, before its rarity."""
    norm = _K1 * (1 - _B + _B * len(words) / length)
    return ((word, n / (n + norm)) for word, n in Counter(words).items())
