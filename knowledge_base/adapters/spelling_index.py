"""Search by groups of letters, which survive misspelt, joined and inflected words."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

Matrix = npt.NDArray[np.float32]

_DIMENSIONS = 200
_SHARE = 0.5
"""Length of the features beside a sentence vector of length 1."""


class SpellingIndex:
    """Texts as weighted groups of two to four letters, and the directions in which the texts differ most."""

    def __init__(self, texts: Sequence[str]) -> None:
        vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32
        )
        weighed = vectorizer.fit_transform(texts or ["-"])
        self._size = len(texts)
        self._groups_of = vectorizer.build_analyzer()
        self._column: dict[str, int] = vectorizer.vocabulary_
        self._rarity = np.asarray(vectorizer.idf_, dtype=np.float32)
        self._directions = _directions(weighed)
        self._own = np.asarray(_SHARE * (weighed @ self._directions), dtype=np.float32)[: self._size]
        postings = weighed.tocsc()
        self._starts, self._rows, self._weights = postings.indptr, postings.indices, postings.data

    def similarities(self, text: str) -> Matrix:
        """Cosines with the indexed texts, shape (texts,)."""
        columns, weights = self._weigh(text)
        spans = [slice(self._starts[column], self._starts[column + 1]) for column in columns]
        if not spans:
            return np.zeros(self._size, np.float32)
        rows = np.concatenate([self._rows[span] for span in spans])
        parts = np.concatenate([w * self._weights[span] for w, span in zip(weights, spans, strict=True)])
        return np.bincount(rows, parts, self._size).astype(np.float32)

    def features(self, text: str) -> Matrix:
        """Coordinates along the main directions, shape (at most 200,)."""
        columns, weights = self._weigh(text)
        return np.asarray(_SHARE * (weights @ self._directions[columns]), dtype=np.float32)

    def own_features(self) -> Matrix:
        """The coordinates of the indexed texts, shape (texts, at most 200)."""
        return self._own

    def _weigh(self, text: str) -> tuple[list[int], Matrix]:
        """The text's known groups of letters and their weights, of length 1 together."""
        counts = Counter(self._column[group] for group in self._groups_of(text) if group in self._column)
        columns = list(counts)
        weights = (1.0 + np.log(np.asarray(list(counts.values()), np.float32))) * self._rarity[columns]
        return columns, np.asarray(weights / max(float(np.linalg.norm(weights)), 1e-9), dtype=np.float32)


def _directions(texts: csr_matrix) -> Matrix:
    """Leading right singular vectors, shape (groups of letters, directions); seeded, so always the same."""
    rows, columns = texts.shape
    wanted = max(1, min(_DIMENSIONS, rows - 1, columns - 1))
    _, _, right = randomized_svd(texts, wanted, n_oversamples=0, n_iter=1, random_state=0)
    return np.asarray(right.T, dtype=np.float32)
