"""Choose the cut-off from which the bot may answer, so that the share of wrong answers keeps under a target.

Learn then test (Angelopoulos, Bates, Candès, Jordan and Lei 2021): walk from the strictest cut-off to looser
ones and test each with an exact binomial bound (Clopper and Pearson 1934); the first that cannot be shown to
be safe ends the walk (fixed sequence testing), so no correction for the number of tests is needed. On
questions like those it was chosen on, the chance that the error among answers exceeds the target is at most 1
- confidence.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

NEVER = 1.01
"""A cut-off that no probability reaches."""

_STEP = 10
"""Answers added between one test and the next."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """The loosest proven cut-off and what stands behind it; `answered` 0 means that none was proven."""

    probability: float
    answered: int
    wrong: int
    bound: float


def binomial_cdf(wrong: int, answered: int, rate: float) -> float:
    """Chance of at most `wrong` errors among `answered` when each errs with `rate`."""
    if wrong >= answered or rate <= 0.0:
        return 1.0
    if rate >= 1.0:
        return 0.0
    log_rate, log_rest = math.log(rate), math.log1p(-rate)
    size = math.lgamma(answered + 1)
    return math.fsum(
        math.exp(
            size
            - math.lgamma(k + 1)
            - math.lgamma(answered - k + 1)
            + k * log_rate
            + (answered - k) * log_rest
        )
        for k in range(wrong + 1)
    )


def upper_bound(wrong: int, answered: int, confidence: float = 0.95) -> float:
    """One-sided Clopper-Pearson upper bound on the true error rate; 1 without any answers."""
    if wrong >= answered:
        return 1.0
    low, high = wrong / answered, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if binomial_cdf(wrong, answered, middle) > 1.0 - confidence:
            low = middle
        else:
            high = middle
    return high


def fewest(target: float, confidence: float = 0.95) -> int:
    """The fewest faultless answers that prove the target."""
    return math.ceil(math.log(1.0 - confidence) / math.log(1.0 - target))


def choose_cut_off(
    probabilities: Sequence[float], right: Sequence[bool], target: float = 0.05, confidence: float = 0.95
) -> CutOff:
    """Return the lowest cut-off on the probabilities that is proven to keep the target.

    The walk starts where three times the fewest provable answers (or all, if fewer) lie above the cut-off.
    That depends on the probabilities alone, not on which were right, so the promise holds.
    """
    if not 0.0 < target < 1.0 or not 0.0 < confidence < 1.0:
        raise ValueError(f"target and confidence must lie between 0 and 1, got {target} and {confidence}")
    ordered = sorted(zip(probabilities, right, strict=True), key=lambda pair: -pair[0])
    chosen = CutOff(NEVER, 0, 0, 1.0)
    wrong, tested = 0, min(3 * fewest(target, confidence), len(ordered))
    for answered, (probability, correct) in enumerate(ordered, 1):
        wrong += not correct
        tie = answered < len(ordered) and ordered[answered][0] == probability
        if answered < tested or tie:
            continue
        if binomial_cdf(wrong, answered, target) > 1.0 - confidence:
            break
        chosen = CutOff(probability, answered, wrong, upper_bound(wrong, answered, confidence))
        tested = answered + _STEP
    return chosen


def estimate_cut_off(probabilities: Sequence[float], right: Sequence[bool], target: float = 0.05) -> float:
    """Return the loosest cut-off that kept the target on these questions; an estimate, proven by nothing.

    For a knowledge base that is too small or too alike for a proof. At least the fewest provable answers lie
    above the cut-off, or it is NEVER.
    """
    ordered = sorted(zip(probabilities, right, strict=True), key=lambda pair: -pair[0])
    wrong, chosen = 0, NEVER
    for answered, (probability, correct) in enumerate(ordered, 1):
        wrong += not correct
        if answered >= fewest(target) and wrong <= target * answered:
            chosen = probability
    return chosen
