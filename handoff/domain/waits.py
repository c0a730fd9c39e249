"""One customer's wait for a person: what was told of it at its begin, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handoff.domain.conversation import Conversation
from handoff.domain.estimate import Estimate, PastWait

SERVED = "assigned"


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait that began at a place of a team's queue; `hour` is the team's own, 0..23.

    What was told is None when too little was known; `outcome` is "assigned" or "left".
    """

    conversation_id: str
    asked_at: datetime
    team_id: str
    position: int
    hour: int
    open_at_start: bool
    told_p50_s: float | None = None
    told_p90_s: float | None = None
    ended_at: datetime | None = None
    outcome: str | None = None

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it lasts."""
        return (self.ended_at - self.asked_at).total_seconds() if self.ended_at else None

    @property
    def told(self) -> Estimate | None:
        """What was told at its begin."""
        if self.told_p50_s is None or self.told_p90_s is None:
            return None
        return Estimate(self.told_p50_s, self.told_p90_s)


def outcome_of(conversation: Conversation) -> str:
    """Say how the wait of a conversation that waits no more has ended."""
    return SERVED if conversation.agent is not None else "left"


def history(waits: Iterable[Wait], at: datetime) -> list[PastWait]:
    """Give the waits that tell of later ones: served ones that began in open hours."""
    return [
        PastWait(w.position, w.hour, w.seconds, (at - w.ended_at).total_seconds())
        for w in waits
        if w.outcome == SERVED and w.open_at_start and w.ended_at and w.seconds is not None
    ]


def told_and_true(waits: Iterable[Wait]) -> list[tuple[Estimate, float]]:
    """Give what was told beside what came true, of waits that somebody served."""
    pairs = ((w.told, w.seconds) for w in waits if w.outcome == SERVED)
    return [(told, seconds) for told, seconds in pairs if told is not None and seconds is not None]
