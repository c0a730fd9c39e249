"""Tell by kernel ridge regression which article a question belongs to.

Every example votes for its article with the weight that its likeness to the question has (Saunders, Gammerman
and Vovk 1998). The votes solve one linear system, so nothing iterates, the same examples always give the same
numbers, and a few later ones are taken in exactly by a small system beside the large one.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve  # type: ignore[import-untyped]

Matrix = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_SHARPNESS = 2.5
"""How quickly likeness falls with the distance of two sentence vectors."""
_RIDGE = 0.1
_CERTAIN = 10.0
"""What one whole vote counts, of the size of a certain log-odds."""


@dataclass(frozen=True)
class Fitted:
    """What one fit saw and found: `examples` (examples, features), the last `letters` features from spelling;
    `owners`, each example's article; `factor`, the Cholesky factor of the likenesses; `votes` (examples,
    articles)."""

    examples: Matrix
    owners: Rows
    letters: int
    factor: Matrix
    votes: Matrix


@dataclass(frozen=True)
class KernelClassifier:
    """A fit and what came after it: examples `added`, and rows of the fit that are `leaving`."""

    fitted: Fitted
    added: Matrix
    added_owners: Rows
    leaving: Rows
    votes: Matrix

    def scores(self, features: Matrix, rows: Rows | None = None) -> Matrix:
        """How much each article, or each of some rows, claims a question: about 10 for one of its own
        examples, about 0 for what no example is like. Shape (questions, articles)."""
        votes = self.votes if rows is None else self.votes[:, rows]
        known = _likeness(features, self.fitted.examples, self.fitted.letters)
        if len(self.added):
            known = np.hstack([known, _likeness(features, self.added, self.fitted.letters)])
        return np.asarray(_CERTAIN * (known @ votes), dtype=np.float32)

    def extended(self, features: Matrix, owners: Rows, articles: int, gone: Rows) -> "KernelClassifier":
        """The same with columns for `articles` new articles; `owners` counts from 0 among them.

        Examples of the articles `gone` count no more. The result is what a fit to all that remains would be.
        """
        first = self.votes.shape[1]
        stay = ~np.isin(self.added_owners, gone)
        added = np.vstack([self.added[stay], features])
        added_owners = np.concatenate([self.added_owners[stay], owners + first])
        leaving = np.flatnonzero(np.isin(self.fitted.owners, gone))
        votes = _bordered(self.fitted, added, _wanted(added_owners, first + articles), leaving)
        return KernelClassifier(self.fitted, added, added_owners, leaving, votes)


def fit(features: Matrix, owners: Rows, articles: int, letters: int) -> KernelClassifier:
    """Fit on one row of features an example, `letters` of them from spelling; `owners` names each example's
    article, 0 to `articles` - 1."""
    factor = np.empty((0, 0), np.float32)
    votes = np.zeros((0, articles), np.float32)
    if len(features):
        factor, _ = cho_factor(_ridged(features, letters), lower=True, overwrite_a=True, check_finite=False)
        votes = _solved(factor, _wanted(owners, articles))
    return standing(Fitted(features, owners, letters, factor, votes))


def standing(fitted: Fitted) -> KernelClassifier:
    """The classifier as it was fitted, with nothing after it."""
    nothing = np.empty(0, np.int64)
    return KernelClassifier(fitted, fitted.examples[:0], nothing, nothing, fitted.votes)


def _bordered(fitted: Fitted, added: Matrix, wanted: Matrix, leaving: Rows) -> Matrix:
    """Votes of all examples, the added behind, under the condition that those leaving have none: block
    elimination of a bordered system."""
    count, fresh = len(fitted.examples), len(added)
    border = np.zeros((count, fresh + len(leaving)), np.float32)
    border[:, :fresh] = _likeness(fitted.examples, added, fitted.letters)
    border[leaving, fresh + np.arange(len(leaving))] = 1.0
    corner = np.zeros((border.shape[1], border.shape[1]), np.float32)
    corner[:fresh, :fresh] = _ridged(added, fitted.letters)
    before = np.zeros((count, wanted.shape[1]), np.float32)
    before[:, : fitted.votes.shape[1]] = fitted.votes
    asked = np.vstack([wanted, np.zeros((len(leaving), wanted.shape[1]), np.float32)])
    reach = _solved(fitted.factor, border)
    votes = np.linalg.solve(corner - border.T @ reach, asked - border.T @ before)
    return np.vstack([before - reach @ votes, votes[:fresh]]).astype(np.float32)


def _ridged(features: Matrix, letters: int) -> Matrix:
    likeness = _likeness(features, features, letters)
    likeness[np.diag_indices(len(likeness))] += _RIDGE
    return likeness


def _solved(factor: Matrix, right: Matrix) -> Matrix:
    if not len(factor):
        return right
    return np.asarray(cho_solve((factor, True), right, check_finite=False), dtype=np.float32)


def _likeness(left: Matrix, right: Matrix, letters: int) -> Matrix:
    """Kernel of two sets of features: of the sentence vectors by their distance, of the letters plainly."""
    split = left.shape[1] - letters
    meaning = np.exp(_SHARPNESS * (left[:, :split] @ right[:, :split].T - 1.0))
    return np.asarray(meaning + left[:, split:] @ right[:, split:].T, dtype=np.float32)


def _wanted(owners: Rows, articles: int) -> Matrix:
    wanted = np.zeros((len(owners), articles), np.float32)
    wanted[np.arange(len(owners)), owners] = 1.0
    return wanted
