"""Front door of trust: what is promised about answers, what was observed, and what both rest on."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.drift import WINDOW, Observed, observe, shown
from knowledge_base.domain.label import Label


class Knowledge(Protocol):
    """The live index."""

    @property
    def calibration(self) -> Calibration:
        """Give the calibration in force."""


class Verdicts(Protocol):
    """What people said of answers."""

    async def verdicts(self) -> Sequence[Label]:
        """Give one label a question and article, of customers and agents only."""


@dataclass(frozen=True, slots=True)
class TrustReport:
    """The operator's target, the calibration in force, and how it has been kept as of a moment.

    `proven` says whether the cut-off in force was proven for this very target.
    """

    target_error: float
    calibration: Calibration
    proven: bool
    observed: Observed
    assumptions: tuple[str, ...]
    as_of: datetime


class Trust:
    """Says how far the answers can be trusted."""

    def __init__(
        self, knowledge: Knowledge, verdicts: Verdicts, target_error: float, clock: Callable[[], datetime]
    ) -> None:
        self._knowledge = knowledge
        self._verdicts = verdicts
        self._target_error = target_error
        self._clock = clock

    async def report(self) -> TrustReport:
        """Compare what is promised with what was observed until now."""
        now, calibration = self._clock(), self._knowledge.calibration
        labels = shown(await self._verdicts.verdicts(), now)
        observed = await asyncio.to_thread(observe, labels, self._target_error, calibration.confidence)
        proven = calibration.proven and calibration.target_error <= self._target_error
        return TrustReport(self._target_error, calibration, proven, observed, assumptions(calibration), now)


def assumptions(calibration: Calibration) -> tuple[str, ...]:
    """Say in plain words what promise and observation rest on."""
    if not calibration.rehearsed:
        return (_NOTHING_YET, _RATERS)
    unanswerable = calibration.unanswerable
    return (
        _ALIKE,
        *([_hard_day(unanswerable)] if unanswerable is not None else []),
        *([_CATEGORIES] if calibration.categories else []),
        _CHOICES,
        _RATERS,
    )


_NOTHING_YET = "Nothing has been rehearsed yet: cautious values hold that were found on other questions."
_ALIKE = (
    "The promise holds for questions like the rehearsed ones: phrasings asked while they were left out, "
    "questions that no article answers, and real ones that people gave a verdict on. If customers begin to "
    "ask otherwise, it says less."
)
_CATEGORIES = (
    "Each category's bound holds by itself, for questions whose first article is in it. Of many such bounds, "
    "a few may fail at once; categories without a proof of their own share the common promise only."
)
_CHOICES = (
    "Every new rehearsal chooses the cut-off anew, each time with the same small chance that the promise is "
    "not kept."
)
_RATERS = (
    f"Observed errors come from those who rate: customers and agents, in the last {WINDOW.days} days. Who is "
    "annoyed may rate more often than who is content, and an answer that nobody rates counts for nothing."
)


def _hard_day(unanswerable: float) -> str:
    return (
        f"{unanswerable:.0%} of the questions behind the cut-off had no article that answers them, as on a "
        "hard day. If more of your customers' questions have none, more answers are wrong than promised."
    )
