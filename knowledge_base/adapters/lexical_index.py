"""Word search by BM25 (Robertson and Zaragoza 2009) over stemmed words, with bm25s and PyStemmer."""

import re
from collections.abc import Sequence

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

Scores = npt.NDArray[np.float32]

_WORD = re.compile(r"\w+")
_OFTEN = """
am any anyone been being can could did do does doing dont get got had has have having help hello hey hi
how i im ive just know like me my need our please should so tell thank thanks the us want was we were
what when where which who why would you your
"""
_STOP_WORDS = frozenset(bm25s.stopwords.STOPWORDS_EN) | frozenset(_WORD.findall(_OFTEN))
_K1 = 1.2


class LexicalIndex:
    """BM25 over documents, scaled so that 1 means: every word of the question, as often as it can count."""

    def __init__(self, documents: Sequence[str]) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._size = len(documents)
        self._index = bm25s.BM25(k1=_K1, b=0.5, method="lucene")
        words = [self.words(document) or ["\x00"] for document in documents] or [["\x00"]]
        self._index.index(words, show_progress=False)
        self._weights = _rarity(words)
        self._unseen = float(np.log1p(len(words) + 0.5))

    def words(self, text: str) -> list[str]:
        """The stems of the words that carry meaning."""
        found = _WORD.findall(text.lower().replace("'", ""))
        kept: list[str] = self._stemmer.stemWords([word for word in found if word not in _STOP_WORDS])
        return kept

    def scores(self, question: str) -> Scores:
        """Score every document from 0 to about 1."""
        words = sorted(set(self.words(question)))
        known = [word for word in words if word in self._weights]
        if not known or not self._size:
            return np.zeros(self._size, np.float32)
        best = sum(self._weights.get(word, self._unseen) for word in words)
        raw = np.asarray(self._index.get_scores(known), dtype=np.float32)
        return np.asarray(raw[: self._size] / best, dtype=np.float32)

    def missing(self, question: str) -> float:
        """Share, 0 to 1, of the question's meaning that no document has a word for; 1 without meaning."""
        words = set(self.words(question))
        weights = {word: self._weights.get(word, self._unseen) for word in words}
        lost = sum(weight for word, weight in weights.items() if word not in self._weights)
        return lost / sum(weights.values()) if weights else 1.0


def _rarity(documents: Sequence[Sequence[str]]) -> dict[str, float]:
    """Inverse document frequency of each word, as BM25 counts it."""
    counts: dict[str, int] = {}
    for words in documents:
        for word in set(words):
            counts[word] = counts.get(word, 0) + 1
    total = len(documents)
    return {word: float(np.log1p((total - n + 0.5) / (n + 0.5))) for word, n in counts.items()}
