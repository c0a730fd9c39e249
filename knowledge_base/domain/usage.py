"""How often an article answers, and whether its answers end with a person more often than they used to."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_SHOWN = 20
"""Answers that each of the two periods must have; fewer say nothing."""
FEWEST_FAILED = 5
CHANCE = 0.05
"""The risk, over all articles looked at together, of reporting one although nothing has changed."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How often an article was the answer in two periods, and how often a person was needed after it."""

    article_id: str
    earlier_shown: int
    earlier_failed: int
    later_shown: int
    later_failed: int


@dataclass(frozen=True, slots=True)
class Worsening:
    """An article whose answers end with a person more often now; `p_value` is that of the test."""

    usage: Usage
    p_value: float


def worsening(usages: Sequence[Usage]) -> tuple[Worsening, ...]:
    """Give the articles that got worse, the surest first.

    One-sided two-proportion z test with pooled variance, the later period against the earlier, on articles
    with enough answers; Holm's step-down (1979) keeps the risk of any false report at `CHANCE`.
    """
    tested = sorted((Worsening(usage, p_value(usage)) for usage in usages if _enough(usage)), key=_by_p_value)
    found: list[Worsening] = []
    for rank, candidate in enumerate(tested):
        if candidate.p_value > CHANCE / (len(tested) - rank):
            break
        found.append(candidate)
    return tuple(found)


def p_value(usage: Usage) -> float:
    """The chance of a rise at least this large if both periods were alike."""
    shown = usage.earlier_shown + usage.later_shown
    pooled = (usage.earlier_failed + usage.later_failed) / shown
    variance = pooled * (1 - pooled) * (1 / usage.earlier_shown + 1 / usage.later_shown)
    if variance == 0:
        return 1.0
    rise = usage.later_failed / usage.later_shown - usage.earlier_failed / usage.earlier_shown
    return 0.5 * math.erfc(rise / math.sqrt(2 * variance))


def _enough(usage: Usage) -> bool:
    shown = min(usage.earlier_shown, usage.later_shown)
    return shown >= FEWEST_SHOWN and usage.later_failed >= FEWEST_FAILED


def _by_p_value(one: Worsening) -> tuple[float, str]:
    return one.p_value, one.usage.article_id
