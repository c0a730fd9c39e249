"""Tell by the means of the articles' examples which article a question belongs to: linear discriminant
analysis with a shrunken covariance (Ledoit and Wolf 2004), for more examples than a kernel can bear."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

Matrix = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_SHRINKAGE = 0.2


@dataclass(frozen=True)
class ClassMeans:
    """A linear model: `weights` (articles, features), `bias` (articles,), and the `spread` (features,
    features) that all articles share."""

    weights: Matrix
    bias: Matrix
    spread: Matrix

    def scores(self, features: Matrix, rows: Rows | None = None) -> Matrix:
        """Log-odds up to a constant, shape (questions, articles or rows of them)."""
        weights, bias = (self.weights, self.bias) if rows is None else (self.weights[rows], self.bias[rows])
        return np.asarray(features @ weights.T + bias, dtype=np.float32)

    def extended(self, features: Matrix, owners: Rows, articles: int, _gone: Rows) -> "ClassMeans":
        """The same with rows for `articles` new articles; `owners` counts from 0 among them. Every article is
        judged by its own mean alone, so those gone change nothing for the others."""
        weights, bias = _judged(_centres(features, owners, articles), self.spread)
        return ClassMeans(
            np.concatenate([self.weights, weights]), np.concatenate([self.bias, bias]), self.spread
        )


def fit(features: Matrix, owners: Rows, articles: int) -> ClassMeans:
    """Fit on one row of features an example; `owners` names each example's article, 0 to `articles` - 1."""
    centres = _centres(features, owners, articles)
    apart = features - centres[owners]
    spread = apart.T @ apart / max(1, len(features))
    size = len(spread)
    level = max(float(np.trace(spread)) / size, 1e-4)
    shrunken = np.asarray((1 - _SHRINKAGE) * spread + _SHRINKAGE * level * np.eye(size), dtype=np.float32)
    return ClassMeans(*_judged(centres, shrunken), shrunken)


def _judged(means: Matrix, spread: Matrix) -> tuple[Matrix, Matrix]:
    weights = np.linalg.solve(spread, means.T).T
    bias = -0.5 * np.einsum("af,af->a", means, weights)
    return np.ascontiguousarray(weights, dtype=np.float32), np.asarray(bias, dtype=np.float32)


def _centres(features: Matrix, owners: Rows, articles: int) -> Matrix:
    """Mean of each article's examples, shape (articles, features)."""
    shape = (articles, len(features))
    members = csr_matrix((np.ones(len(owners), np.float32), (owners, np.arange(len(owners)))), shape)
    counts = np.maximum(np.bincount(owners, minlength=articles), 1)
    return np.asarray(members @ features / counts[:, None], dtype=np.float32)
