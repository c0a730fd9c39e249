"""Figures that say how good answers are, from labelled questions. Pure arithmetic on plain values."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """One labelled question and what was made of it.

    `expected` is None when no article answers it; `found` are article ids, best first; `probability` is the
    first hit's, 0 without hits.
    """

    expected: str | None
    found: tuple[str, ...]
    probability: float
    answered: bool

    @property
    def right(self) -> bool:
        """Whether the first article is the one that answers."""
        return self.expected is not None and self.found[:1] == (self.expected,)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares are 0 to 1; a figure without a single question behind it is None."""

    questions: int
    unanswerable: int
    recall_at_1: float | None
    recall_at_5: float | None
    mrr: float | None
    coverage: float | None
    error_among_answered: float | None
    coverage_at_95: float | None
    auroc_unanswerable: float | None
    calibration_error: float | None


def summarise(outcomes: Sequence[Outcome]) -> Figures:
    """Work out every figure."""
    known = [outcome for outcome in outcomes if outcome.expected is not None]
    answered = [outcome for outcome in outcomes if outcome.answered]
    return Figures(
        questions=len(outcomes),
        unanswerable=len(outcomes) - len(known),
        recall_at_1=recall(known, 1),
        recall_at_5=recall(known, 5),
        mrr=mean_reciprocal_rank(known),
        coverage=_mean([outcome.answered for outcome in outcomes]),
        error_among_answered=_mean([not outcome.right for outcome in answered]),
        coverage_at_95=coverage_at(outcomes, 0.95),
        auroc_unanswerable=auroc(
            [o.probability for o in known], [o.probability for o in outcomes if o.expected is None]
        ),
        calibration_error=calibration_error([(o.probability, o.right) for o in outcomes]),
    )


def recall(outcomes: Sequence[Outcome], depth: int) -> float | None:
    """Share of answerable questions whose article is among the first `depth`."""
    return _mean([outcome.expected in outcome.found[:depth] for outcome in outcomes])


def mean_reciprocal_rank(outcomes: Sequence[Outcome]) -> float | None:
    """Mean of 1 / rank of the right article, 0 where it was not found."""
    return _mean([1 / (o.found.index(o.expected) + 1) if o.expected in o.found else 0.0 for o in outcomes])


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Chance that a positive scores above a negative, ties counting half (Hanley and McNeil 1982)."""
    if not positive or not negative:
        return None
    ranked = sorted([(score, True) for score in positive] + [(score, False) for score in negative])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += (at + end + 1) / 2 * sum(is_positive for _, is_positive in ranked[at:end])
        at = end
    count = len(positive)
    return (total - count * (count + 1) / 2) / (count * len(negative))


def coverage_at(outcomes: Sequence[Outcome], precision: float) -> float | None:
    """Largest share of questions that one cut-off could answer at this precision, chosen with hindsight."""
    if not outcomes:
        return None
    ordered = sorted(outcomes, key=lambda outcome: -outcome.probability)
    best, right = 0.0, 0
    for count, outcome in enumerate(ordered, 1):
        right += outcome.right
        last = count == len(ordered) or ordered[count].probability != outcome.probability
        if last and right / count >= precision:
            best = count / len(ordered)
    return best


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float | None:
    """Expected calibration error: mean distance of stated and true probability over equal bins (Guo et al.
    2017)."""
    if not pairs:
        return None
    gaps = [0.0] * bins
    for probability, right in pairs:
        gaps[min(int(probability * bins), bins - 1)] += probability - right
    return sum(abs(gap) for gap in gaps) / len(pairs)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
