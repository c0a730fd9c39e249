"""For each feature the texts that have it, as three flat arrays that can be mapped from a file."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix  # type: ignore[import-untyped]

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Postings:
    """Feature f is in `rows[starts[f]:starts[f + 1]]` with the `weights` there; `size` texts in all."""

    starts: Rows
    rows: npt.NDArray[np.int32]
    weights: Scores
    size: int

    def of(self, feature: int) -> tuple[npt.NDArray[np.int32], Scores]:
        """The texts that have a feature, each once, and its weight in them."""
        span = slice(int(self.starts[feature]), int(self.starts[feature + 1]))
        return self.rows[span], self.weights[span]

    def count(self, feature: int) -> int:
        """How many texts have a feature."""
        return int(self.starts[feature + 1] - self.starts[feature])

    def counts(self, features: Sequence[int]) -> Rows:
        """How many texts have each of some features."""
        wanted = np.asarray(features, np.int64)
        return np.asarray(self.starts[wanted + 1] - self.starts[wanted])

    @classmethod
    def of_matrix(cls, texts: csc_matrix) -> "Postings":
        """The postings of a matrix (texts, features)."""
        return cls(
            np.asarray(texts.indptr, np.int64),
            np.asarray(texts.indices, np.int32),
            np.asarray(texts.data, np.float32),
            texts.shape[0],
        )

    @classmethod
    def gather(
        cls, weights: Sequence[float], rows: Sequence[int], features: Sequence[int], shape: tuple[int, int]
    ) -> "Postings":
        """Order entries by feature; `shape` is (texts, features)."""
        return cls.of_matrix(csc_matrix((weights, (rows, features)), shape, dtype=np.float32))
