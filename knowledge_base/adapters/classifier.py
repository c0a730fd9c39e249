"""Learn from the articles' own phrasings which article a question belongs to."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

Matrix = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_PENALTY = 0.05
_STEPS = 15
"""Few steps fit in milliseconds, and stopping early generalises as well as fitting to the end."""
_LARGEST = 4_000_000
"""Examples times articles above which class means replace the iterative fit."""
_SHRINKAGE = 0.2


@dataclass(frozen=True)
class Classifier:
    """A linear model: `weights` (features, articles) and `bias` (articles,)."""

    weights: Matrix
    bias: Matrix

    def scores(self, features: Matrix) -> Matrix:
        """Log-odds up to a constant, shape (questions, articles): the higher the more certain, also
        against nothing."""
        return np.asarray(features @ self.weights + self.bias, dtype=np.float32)


def fit(features: Matrix, owners: Rows, articles: int) -> Classifier:
    """Fit on one row of features an example; `owners` names each example's article, 0 to `articles` - 1."""
    if not len(features):
        return Classifier(np.zeros((features.shape[1], articles), np.float32), np.zeros(articles, np.float32))
    if len(features) * articles > _LARGEST:
        return _fit_means(features, owners, articles)
    return _fit_softmax(features, owners, articles)


def _fit_softmax(features: Matrix, owners: Rows, articles: int) -> Classifier:
    """Multinomial logistic regression by a few steps of L-BFGS."""
    examples = np.hstack([features, np.ones((len(features), 1), np.float32)])
    wanted = np.zeros((len(examples), articles), np.float32)
    wanted[np.arange(len(examples)), owners] = 1.0
    shape = (examples.shape[1], articles)
    penalty = np.full((shape[0], 1), _PENALTY / max(1, len(examples)), np.float32)
    penalty[-1] *= 0.01

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(shape).astype(np.float32)
        scores = examples @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        total = chances.sum(axis=1, keepdims=True)
        value = (np.log(total) - (scores * wanted).sum(axis=1, keepdims=True)).mean()
        slope = examples.T @ (chances / total - wanted) / len(examples) + penalty * weights
        regularised = float(value) + 0.5 * float((penalty * weights * weights).sum())
        return regularised, slope.ravel().astype(np.float64)

    options = {"maxiter": _STEPS, "maxcor": 8}
    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options=options)
    solution = found.x.reshape(shape).astype(np.float32)
    return Classifier(solution[:-1], solution[-1])


def _fit_means(features: Matrix, owners: Rows, articles: int) -> Classifier:
    """Linear discriminant analysis with a shrunken covariance (Ledoit and Wolf 2004): no iteration."""
    sums = np.zeros((articles, features.shape[1]), np.float32)
    np.add.at(sums, owners, features)
    means = sums / np.maximum(np.bincount(owners, minlength=articles), 1)[:, None]
    apart = features - means[owners]
    spread = apart.T @ apart / max(1, len(features))
    size = len(spread)
    level = max(float(np.trace(spread)) / size, 1e-4)
    spread = (1 - _SHRINKAGE) * spread + _SHRINKAGE * level * np.eye(size, dtype=np.float32)
    weights = np.linalg.solve(spread, means.T)
    bias = -0.5 * np.einsum("af,fa->a", means, weights)
    return Classifier(weights.astype(np.float32), bias.astype(np.float32))
