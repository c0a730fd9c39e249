"""Choose from rehearsed questions when the bot may answer, and say what that promises.

Two kinds of promise, both by the walk of `risk_control`. The common cut-off keeps the target error over all
questions together. A category's own cut-off keeps it over those questions whose first article is in that
category, whatever the other categories do. Each holds by itself with the stated confidence: of twenty
categories, one may be expected to break its promise at 95 %. A category whose own questions prove nothing
shares the common cut-off, and with it only the common promise.

Cut-offs of their own are used only while all answers together still keep the target by the same exact bound.
That last check looks at questions the cut-offs were chosen on, so it guards the common promise but adds none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from knowledge_base.domain.calibration import CategoryCutOff, Curve
from knowledge_base.domain.risk_control import (
    NEVER,
    choose_cut_off,
    estimate_cut_off,
    fewest,
    upper_bound,
)

LEAST_SURE = 0.5
"""However good the rehearsal, an answer more likely wrong than right is never given."""

_STEPS = 100_000

_Rule = Callable[["Tried"], bool]


@dataclass(frozen=True, slots=True)
class Tried:
    """One rehearsed question: the chance given to its first article, which is in `category`, and the truth.

    `answerable` says whether some article was there that answers.
    """

    probability: float
    right: bool
    answerable: bool
    category: str


@dataclass(frozen=True, slots=True)
class Promise:
    """When the bot answers, and what is known of that.

    `bound` is the exact upper bound on the share of wrong answers, None when nothing was answered;
    `coverage` the share of the answerable questions that are answered; `unanswerable` the share of questions
    that nothing answers.
    """

    cut_off: float
    proven: bool
    bound: float | None
    coverage: float | None
    unanswerable: float | None
    categories: tuple[CategoryCutOff, ...] = ()

    def answers_from(self, category: str) -> float:
        """The probability from which a first article of this category is shown as the answer."""
        own = next((one.cut_off for one in self.categories if one.category == category), None)
        return self.cut_off if own is None else own


def make_promise(tried: Sequence[Tried], target: float, confidence: float) -> Promise:
    """Choose the loosest cut-offs that keep the target; without a proof, an estimate that says it is none."""
    cut_off, proven = _common(tried, target, confidence)
    categories = _categories(tried, target, confidence)
    if proven and not _keeps(tried, _rule(cut_off, categories), target, confidence):
        categories = tuple(_unused(category) for category in categories)
    answers = _rule(cut_off, categories)
    known = [one for one in tried if one.answerable]
    return Promise(
        cut_off=cut_off,
        proven=proven,
        bound=_bound([one for one in tried if answers(one)], confidence),
        coverage=sum(map(answers, known)) / len(known) if known else None,
        unanswerable=1 - len(known) / len(tried) if tried else None,
        categories=categories,
    )


def draw_curve(tried: Sequence[Tried]) -> Curve:
    """Keep what was tried, in the order of probability; rounded up, so that no cut-off becomes looser."""
    ordered = sorted(tried, key=lambda one: one.probability)
    names = tuple(sorted({one.category for one in tried}))
    numbers = {name: number for number, name in enumerate(names)}
    return Curve(
        probabilities=tuple(min(1.0, ceil(one.probability * _STEPS) / _STEPS) for one in ordered),
        right="".join(str(int(one.right)) for one in ordered),
        answerable="".join(str(int(one.answerable)) for one in ordered),
        categories=tuple(numbers[one.category] for one in ordered),
        names=names,
    )


def promise_at(curve: Curve, target: float, confidence: float) -> Promise:
    """Choose the cut-offs of another target from the same rehearsal."""
    tried = [
        Tried(probability, right == "1", answerable == "1", curve.names[number])
        for probability, right, answerable, number in zip(
            curve.probabilities, curve.right, curve.answerable, curve.categories, strict=True
        )
    ]
    return make_promise(tried, target, confidence)


def _common(tried: Sequence[Tried], target: float, confidence: float) -> tuple[float, bool]:
    probabilities, right = [one.probability for one in tried], [one.right for one in tried]
    proven = choose_cut_off(probabilities, right, target, confidence).probability
    if proven != NEVER:
        return max(proven, LEAST_SURE), True
    estimate = estimate_cut_off(probabilities, right, target)
    return 1.0 - target if estimate == NEVER else max(estimate, LEAST_SURE), False


def _categories(tried: Sequence[Tried], target: float, confidence: float) -> tuple[CategoryCutOff, ...]:
    """One category alone needs no cut-off beside the common one."""
    parts: dict[str, list[Tried]] = {}
    for one in tried:
        parts.setdefault(one.category, []).append(one)
    if len(parts) < 2:
        return ()
    return tuple(_own(name, parts[name], target, confidence) for name in sorted(parts))


def _own(category: str, tried: Sequence[Tried], target: float, confidence: float) -> CategoryCutOff:
    shares = CategoryCutOff(category, labels=len(tried))
    if len(tried) < fewest(target, confidence):
        return shares
    probabilities, right = [one.probability for one in tried], [one.right for one in tried]
    found = choose_cut_off(probabilities, right, target, confidence).probability
    if found == NEVER:
        return shares
    cut_off = max(found, LEAST_SURE)
    bound = _bound([one for one in tried if one.probability >= cut_off], confidence)
    return CategoryCutOff(category, cut_off, proven=True, bound=bound, labels=len(tried))


def _unused(category: CategoryCutOff) -> CategoryCutOff:
    return CategoryCutOff(category.category, labels=category.labels)


def _rule(cut_off: float, categories: Sequence[CategoryCutOff]) -> _Rule:
    own: Mapping[str, float] = {one.category: one.cut_off for one in categories if one.cut_off is not None}
    return lambda one: one.probability >= own.get(one.category, cut_off)


def _keeps(tried: Sequence[Tried], answers: _Rule, target: float, confidence: float) -> bool:
    bound = _bound([one for one in tried if answers(one)], confidence)
    return bound is not None and bound <= target


def _bound(answered: Sequence[Tried], confidence: float) -> float | None:
    if not answered:
        return None
    return upper_bound(sum(not one.right for one in answered), len(answered), confidence)
