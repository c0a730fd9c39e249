"""What people say of the answers they were shown, against what was promised of them.

The interval is the exact two-sided one (Clopper and Pearson 1934): in at least the stated share of cases it
holds the true error of answers like the rated ones. The answers drift when even its lower end is above the
target: then chance alone hardly explains what is seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge_base.domain.label import Label
from knowledge_base.domain.risk_control import binomial_cdf, upper_bound

WINDOW = timedelta(days=90)
"""Older ratings are of articles and questions of another season."""


@dataclass(frozen=True, slots=True)
class Observed:
    """How many of the rated answers were wrong; shares are None while none was rated."""

    rated: int
    wrong: int
    error: float | None
    lower: float | None
    upper: float | None
    drifting: bool


def shown(labels: Iterable[Label], now: datetime) -> tuple[Label, ...]:
    """Give the recent labels of answers that somebody saw: customers' ratings, and agents' verdicts on
    articles that were found."""
    return tuple(
        label
        for label in labels
        if now - WINDOW <= label.at
        and (label.source == "customer" or (label.source == "agent" and label.probability is not None))
    )


def observe(labels: Sequence[Label], target: float, confidence: float = 0.95) -> Observed:
    """Count the wrong ones and say whether they are more than the target allows."""
    rated, wrong = len(labels), sum(not label.right for label in labels)
    if not rated:
        return Observed(0, 0, None, None, None, drifting=False)
    lower, upper = interval(wrong, rated, confidence)
    return Observed(rated, wrong, wrong / rated, lower, upper, drifting=lower > target)


def interval(wrong: int, rated: int, confidence: float = 0.95) -> tuple[float, float]:
    """The two-sided Clopper-Pearson interval of the true error rate; needs at least one rating."""
    tail = (1.0 - confidence) / 2
    return _lower_bound(wrong, rated, tail), upper_bound(wrong, rated, 1.0 - tail)


def _lower_bound(wrong: int, rated: int, tail: float) -> float:
    """The rate at which as many errors or more have the chance `tail`."""
    if wrong == 0:
        return 0.0
    low, high = 0.0, wrong / rated
    for _ in range(50):
        middle = (low + high) / 2
        if 1.0 - binomial_cdf(wrong - 1, rated, middle) < tail:
            low = middle
        else:
            high = middle
    return low
