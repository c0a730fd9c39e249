"""How long agents had conversations, read from the events: what calling a person costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from handoff.domain.events import (
    AgentAssigned,
    ConversationResolved,
    Recorded,
    ReturnedToBot,
    ReturnedToQueue,
)

LONGEST_SILENCE = timedelta(minutes=15)
"""Of a longer silence while an agent has the conversation, only this much counts as their time."""
_ENDS = (ConversationResolved, ReturnedToBot, ReturnedToQueue)


@dataclass(frozen=True, slots=True)
class Handling:
    """How many handoffs came to an end, and the agents' time they took together."""

    handoffs: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Handling") -> "Handling":
        """Put two together."""
        return Handling(self.handoffs + other.handoffs, self.seconds + other.seconds)


def handling_of(events: Iterable[Recorded]) -> Handling:
    """Measure the ended handoffs of one conversation from its events in order."""
    seconds, handoffs = 0.0, 0
    spent: timedelta | None = None
    before: datetime | None = None
    for recorded in events:
        if spent is not None and before is not None:
            spent += min(recorded.at - before, LONGEST_SILENCE)
        if isinstance(recorded.event, AgentAssigned) and spent is None:
            spent = timedelta(0)
        if isinstance(recorded.event, _ENDS) and spent is not None:
            seconds, handoffs, spent = seconds + spent.total_seconds(), handoffs + 1, None
        before = recorded.at
    return Handling(handoffs, seconds)
