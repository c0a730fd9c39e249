"""The course of a customer's mood over a conversation: not one word, but a change that lasts.

Each message has a negativity between 0 (glad or neutral) and 1 (upset). Two summaries are kept up with
every message: a smoothed level (exponentially weighted moving average, Roberts 1959, Technometrics 1(3))
and a one-sided cumulative sum of what exceeds the allowance (CUSUM, Page 1954, Biometrika 41; the
sequential test of Page and Hinkley). The alarm has hysteresis: it starts at one level of the sum and ends
at a lower one, so that a single calm line does not silence it.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How the course is followed; every value lies between 0 and 1 except `alarm` and `calm` (sums).

    `smoothing` is the weight of the newest message in the level; `allowance` the negativity that is still
    normal in a support conversation; the alarm starts when the sum reaches `alarm` and ends when it falls
    below `calm`.
    """

    smoothing: float = 0.45
    allowance: float = 0.45
    alarm: float = 0.6
    calm: float = 0.25


@dataclass(frozen=True, slots=True)
class Course:
    """The state after the newest message; `curve` is the level after each message, oldest first.

    `excess` is the cumulative sum and `limit` what it was held against: the alarm's end while it lasts,
    else its start.
    """

    curve: tuple[float, ...] = ()
    excess: float = 0.0
    limit: float = 1.0

    @property
    def alarmed(self) -> bool:
        """Whether the change is large enough to act on."""
        return self.excess >= self.limit

    @property
    def level(self) -> float:
        """The smoothed negativity now, 0 when nothing was said yet."""
        return self.curve[-1] if self.curve else 0.0


def follow(negatives: Sequence[float], sensitivity: Sensitivity) -> Course:
    """Follow a conversation's negativities, oldest first, to the course after the newest.

    A higher negativity anywhere never lowers the level or the sum, nor ends an alarm earlier. The sum is
    capped at twice the alarm, so that a customer who calmed down is not held to old anger for ever.
    """
    course = Course()
    for negative in negatives:
        course = _advance(course, negative, sensitivity)
    return course


def _advance(course: Course, negative: float, sensitivity: Sensitivity) -> Course:
    before = course.level if course.curve else negative
    level = before + sensitivity.smoothing * (negative - before)
    excess = max(0.0, course.excess + negative - sensitivity.allowance)
    excess = min(excess, 2 * sensitivity.alarm)
    limit = sensitivity.calm if course.alarmed else sensitivity.alarm
    return Course((*course.curve, level), excess, limit)
