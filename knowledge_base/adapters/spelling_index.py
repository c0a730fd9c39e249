"""Search by groups of letters, which survive misspelt, joined and inflected words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, vstack  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

from knowledge_base.adapters.postings import Postings

Matrix = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_DIMENSIONS = 200
_SHARE = 0.5
"""Length of the features beside a sentence vector of length 1."""
_MOST_GROUPS = 65_536
_SAMPLE = 20_000
"""Texts that the main directions are learnt from; more of them say the same."""
_TELLING = 50_000
"""Postings looked through for the likely texts: those of the rarest groups, as the others tell little."""


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32, max_features=_MOST_GROUPS
    )


_groups_of: Callable[[str], list[str]] = _vectorizer().build_analyzer()


@lru_cache(maxsize=64)
def _counted(text: str) -> tuple[tuple[str, int], ...]:
    """The groups of letters of a text and how often each is there; a question is looked at several times."""
    return tuple(Counter(_groups_of(text)).items())


@dataclass(frozen=True)
class SpellingIndex:
    """Texts as weighted groups of two to four letters, and the `directions` (groups, at most 200) in which
    the texts differ most. `fresh` texts follow the others; they are weighed as the others are."""

    columns: Mapping[str, int]
    rarity: Matrix
    directions: Matrix
    postings: Postings
    texts: csr_matrix
    fresh: csr_matrix

    def extended(self, texts: Sequence[str]) -> "SpellingIndex":
        """The same with more texts behind."""
        rows = [self._row(text) for text in texts]
        return replace(self, fresh=vstack([self.fresh, *rows], format="csr", dtype=np.float32))

    def similarities(self, text: str, rows: Rows | None = None) -> Matrix:
        """Cosines with all texts, or with some rows of them."""
        columns, weights = self._weigh(text)
        if rows is None:
            own = self._sum(columns, weights)
            return np.concatenate([own, self.fresh @ self._dense(columns, weights)]) if self._grown else own
        question = self._dense(columns, weights)
        first = rows < self.postings.size
        found = np.empty(len(rows), np.float32)
        found[first] = self.texts[rows[first]] @ question
        if self._grown:
            found[~first] = self.fresh[rows[~first] - self.postings.size] @ question
        return found

    def likely(self, text: str, limit: int) -> Rows:
        """Rows of texts that share the text's rarest groups, at most about `limit`; fresh ones always."""
        columns, weights = self._weigh(text)
        counts = self.postings.counts(columns)
        order = np.argsort(counts, kind="stable")
        kept = order[: int(np.searchsorted(np.cumsum(counts[order]), _TELLING)) + 1]
        close = self._sum([columns[at] for at in kept], weights[kept])
        found = np.flatnonzero(close)
        if len(found) > limit:
            found = found[np.argpartition(-close[found], limit)[:limit]]
        return np.concatenate([found, self.postings.size + np.arange(self.fresh.shape[0])])

    def features(self, text: str) -> Matrix:
        """Coordinates along the main directions, shape (at most 200,)."""
        columns, weights = self._weigh(text)
        return np.asarray(_SHARE * (weights @ self.directions[columns]), dtype=np.float32)

    def own_features(self) -> Matrix:
        """The coordinates of the indexed texts, shape (texts, at most 200)."""
        return np.asarray(_SHARE * (self.texts @ self.directions), dtype=np.float32)

    @property
    def _grown(self) -> bool:
        return bool(self.fresh.shape[0])

    def _dense(self, columns: Sequence[int], weights: Matrix) -> Matrix:
        whole = np.zeros(len(self.columns), np.float32)
        whole[columns] = weights
        return whole

    def _sum(self, columns: Sequence[int], weights: Matrix) -> Matrix:
        parts = [self.postings.of(column) for column in columns]
        if not parts:
            return np.zeros(self.postings.size, np.float32)
        rows = np.concatenate([rows for rows, _ in parts])
        shares = np.concatenate([w * own for w, (_, own) in zip(weights, parts, strict=True)])
        return np.bincount(rows, shares, self.postings.size).astype(np.float32)

    def _weigh(self, text: str) -> tuple[list[int], Matrix]:
        """The text's known groups of letters and their weights, of length 1 together."""
        found = [(self.columns[group], n) for group, n in _counted(text) if group in self.columns]
        columns = [column for column, _ in found]
        counts = np.asarray([n for _, n in found], np.float32)
        weights = (1.0 + np.log(counts)) * self.rarity[columns]
        return columns, np.asarray(weights / max(float(np.linalg.norm(weights)), 1e-9), dtype=np.float32)

    def _row(self, text: str) -> csr_matrix:
        columns, weights = self._weigh(text)
        shape = (1, len(self.columns))
        return csr_matrix((weights, (np.zeros(len(columns), np.int64), columns)), shape, dtype=np.float32)


def build(texts: Sequence[str]) -> SpellingIndex:
    """Index the texts, one row each."""
    vectorizer = _vectorizer()
    weighed = vectorizer.fit_transform(texts or ["-"])
    directions = _directions(weighed)
    weighed = weighed[: len(texts)]
    columns = {group: int(column) for group, column in vectorizer.vocabulary_.items()}
    rarity = np.asarray(vectorizer.idf_, dtype=np.float32)
    postings = Postings.of_matrix(weighed.tocsc())
    return SpellingIndex(columns, rarity, directions, postings, weighed, weighed[:0])


def _directions(texts: csr_matrix) -> Matrix:
    """Leading right singular vectors, shape (groups of letters, directions); seeded, so always the same."""
    sample = texts[:: -(-texts.shape[0] // _SAMPLE)]
    rows, columns = sample.shape
    wanted = max(1, min(_DIMENSIONS, rows - 1, columns - 1))
    _, _, right = randomized_svd(sample, wanted, n_oversamples=0, n_iter=1, random_state=0)
    return np.asarray(right.T, dtype=np.float32)
