"""Turn what a hit list looks like into the probability that its first article is right.

Both models are convex and start from the same point, so the same examples always give the same numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.ranking import SIGNALS, TRAITS

Array = npt.NDArray[np.float32]
Wide = npt.NDArray[np.float64]

_NEWTON_STEPS = 50


@dataclass(frozen=True, slots=True)
class CategoryCutOff:
    """When to answer a question whose first article is in this category.

    `cut_off` None means that the common one holds; `bound` is the exact upper bound on the share of wrong
    answers from an own one; `labels` counts the rehearsed questions behind it.
    """

    category: str
    cut_off: float | None = None
    proven: bool = False
    bound: float | None = None
    labels: int = 0


@dataclass(frozen=True, slots=True)
class Curve:
    """The rehearsed questions behind the cut-offs, so that those of another target can be found without a
    new rehearsal; one column each: the chance given to the first article, whether it was right and whether
    some article answers (a text of 0 and 1), and the number of its category in `names`.
    """

    probabilities: tuple[float, ...]
    right: str
    answerable: str
    categories: tuple[int, ...]
    names: tuple[str, ...]

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Curve":
        """The curve that `asdict` described."""
        return cls(
            probabilities=tuple(stored["probabilities"]),
            right=stored["right"],
            answerable=stored["answerable"],
            categories=tuple(stored["categories"]),
            names=tuple(stored["names"]),
        )


@dataclass(frozen=True)
class Calibration:
    """Everything that is learnt beside the indexes: how to fuse, how to judge, and when to answer.

    `answered_from` and `clarified_from` are cut-offs on probabilities; `rehearsed` counts the questions
    behind them, 0 for the cautious values used before any rehearsal; `proven` says whether the cut-off keeps
    the target error with the stated confidence, or is only an estimate. What stands behind it, None where
    nothing does: `bound`, the exact upper bound on the share of wrong answers; `coverage`, the share of the
    answerable questions that were answered; `unanswerable`, the share of questions that nothing answers;
    `curve`, the questions themselves.
    """

    weights: tuple[float, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    slopes: tuple[float, ...]
    intercept: float
    answered_from: float
    clarified_from: float
    rehearsed: int = 0
    proven: bool = False
    target_error: float = 0.05
    confidence: float = 0.95
    bound: float | None = None
    coverage: float | None = None
    unanswerable: float | None = None
    categories: tuple[CategoryCutOff, ...] = ()
    curve: Curve | None = None

    def answers_from(self, category: str) -> float:
        """The probability from which a first article of this category is shown as the answer."""
        own = next((one.cut_off for one in self.categories if one.category == category), None)
        return self.answered_from if own is None else own

    def probability(self, traits: Array) -> float:
        """Chance, 0 to 1, that the first article is right."""
        return float(self.probabilities(traits[None, :])[0])

    def probabilities(self, traits: Array) -> Wide:
        """The same for many questions at once: (questions, traits) -> (questions,)."""
        standard = (np.asarray(traits, np.float64) - self.centre) / self.scale
        return sigmoid(standard @ np.asarray(self.slopes) + self.intercept)

    def to_dict(self) -> dict[str, Any]:
        """A JSON-able form."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Calibration":
        """The calibration that `to_dict` described."""
        known: Any = {
            key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()
        }
        known["categories"] = tuple(CategoryCutOff(**one) for one in known.get("categories", ()))
        known["curve"] = Curve.from_dict(known["curve"]) if known.get("curve") else None
        calibration = cls(**known)
        traits = (calibration.slopes, calibration.centre, calibration.scale)
        if len(calibration.weights) != len(SIGNALS) or any(len(part) != len(TRAITS) for part in traits):
            raise ValueError("the stored calibration was learnt of other signals or traits")
        return calibration


def sigmoid(logits: Wide) -> Wide:
    """The logistic function, safe for large values."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)), dtype=np.float64)


def fit_fusion(signals: Sequence[Array], right: Sequence[int], prior: Sequence[float], trust: float) -> Wide:
    """Fit fusion weights by conditional logistic regression (McFadden 1974), drawn towards `prior`.

    Each question has a matrix (candidates, signals) and the row of its right article. `trust` is how many
    questions' worth of evidence the prior weights count for. Weights stay at or above 0: no signal may count
    against an article.
    """
    weights = np.asarray(prior, np.float64)
    anchor, width = weights.copy(), np.maximum(np.abs(weights), 0.5)
    stacked, mask = _stack(signals)
    gold = np.asarray(right)
    rows = np.arange(len(gold))
    for _ in range(_NEWTON_STEPS if len(gold) else 0):
        logits = np.where(mask, stacked @ weights, -np.inf)
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        means = np.einsum("qc,qcs->qs", chances, stacked)
        slope = (means - stacked[rows, gold]).sum(axis=0) + trust * (weights - anchor) / width**2
        second = np.einsum("qc,qcs,qct->st", chances, stacked, stacked) - means.T @ means
        step = np.linalg.solve(second + np.diag(trust / width**2), slope)
        moved = np.maximum(weights - step, 0.0)
        if float(np.abs(moved - weights).max()) < 1e-6:
            break
        weights = moved
    return weights


def _stack(signals: Sequence[Array]) -> tuple[Wide, npt.NDArray[np.bool_]]:
    """Pad the matrices to one array (questions, candidates, signals) and say which rows are real."""
    if not signals:
        return np.zeros((0, 1, 1)), np.zeros((0, 1), bool)
    longest = max(len(matrix) for matrix in signals)
    stacked = np.zeros((len(signals), longest, signals[0].shape[1]))
    mask = np.zeros((len(signals), longest), bool)
    for at, matrix in enumerate(signals):
        stacked[at, : len(matrix)] = matrix
        mask[at, : len(matrix)] = True
    return stacked, mask


def fit_judgement(
    traits: Array, right: npt.NDArray[np.bool_], weights: Wide, prior: Calibration, ridge: float = 2.0
) -> Calibration:
    """Fit P(first article is right) by ridge logistic regression on several traits (after Platt 1999).

    `weights` says how much each example counts. Slopes are drawn towards `prior`, whose centre, scale and
    cut-offs are kept, with the force of `ridge`.
    """
    standard = (np.asarray(traits, np.float64) - prior.centre) / prior.scale
    design = np.hstack([standard, np.ones((len(traits), 1))])
    anchor = np.asarray([*prior.slopes, prior.intercept])
    solution = anchor.copy()
    wanted = right.astype(np.float64)

    def loss(at: Wide) -> float:
        logits = design @ at
        apart = at - anchor
        return float(weights @ (np.logaddexp(0.0, logits) - wanted * logits) + 0.5 * ridge * apart @ apart)

    for _ in range(_NEWTON_STEPS):
        chances = sigmoid(design @ solution)
        slope = design.T @ (weights * (chances - wanted)) + ridge * (solution - anchor)
        curve = design.T @ (design * (weights * chances * (1 - chances))[:, None])
        step = np.linalg.solve(curve + ridge * np.eye(len(anchor)), slope)
        if float(slope @ step) < 1e-9:
            break
        solution = solution - _damping(loss, solution, step, float(slope @ step)) * step
    slopes = tuple(float(value) for value in solution[:-1])
    return replace(prior, slopes=slopes, intercept=float(solution[-1]))


def _damping(loss: Callable[[Wide], float], at: Wide, step: Wide, gain: float) -> float:
    """Halve a Newton step until it truly lowers the loss (Armijo's rule)."""
    part, before = 1.0, loss(at)
    while part > 1e-6 and loss(at - part * step) > before - 0.1 * part * gain:
        part /= 2
    return part
