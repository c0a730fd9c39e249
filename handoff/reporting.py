"""Key figures from the event log: how much came in, who settled it, how long people waited."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any, Protocol

from handoff.domain.events import (
    AgentAssigned,
    ConversationResolved,
    HandoffRequested,
    MessagePosted,
    RatingGiven,
    Recorded,
    ReturnedToBot,
    SurveySubmitted,
)

WAIT_ENDS = (AgentAssigned, ReturnedToBot, ConversationResolved)


class EventLog(Protocol):
    """Where events of a period are read."""

    async def events_between(self, start: datetime, end: datetime) -> Sequence[Recorded]:
        """Give all events with start <= at < end, ordered by conversation and seq."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """Summarises periods."""

    log: EventLog

    async def summary(self, start: datetime, end: datetime) -> dict[str, Any]:
        """Give the figures of one period; times are medians in seconds, None where nothing happened."""
        return summarise_events(await self.log.events_between(start, end))


def summarise_events(events: Sequence[Recorded]) -> dict[str, Any]:
    """Count and measure events that are ordered by conversation and seq."""
    by_conversation: dict[str, list[Recorded]] = {}
    for recorded in events:
        by_conversation.setdefault(recorded.conversation_id, []).append(recorded)
    started = {c: log for c, log in by_conversation.items() if any(_is_customer(r) for r in log)}
    handed = {c for c, log in started.items() if any(isinstance(r.event, HandoffRequested) for r in log)}
    kinds = [recorded.event for recorded in events]
    csat = [event.csat for event in kinds if isinstance(event, SurveySubmitted)]
    ratings = [event.helpful for event in kinds if isinstance(event, RatingGiven)]
    return {
        "conversations": len(started),
        "messages": dict(Counter(e.author for e in kinds if isinstance(e, MessagePosted))),
        "handed_off": len(handed),
        "handoff_rate": len(handed) / len(started) if started else None,
        "handoff_reasons": dict(Counter(e.reason for e in kinds if isinstance(e, HandoffRequested))),
        "resolved": sum(isinstance(event, ConversationResolved) for event in kinds),
        "wait_s_median": _median([wait for log in started.values() for wait in _waits(log)]),
        "answers_rated": len(ratings),
        "answers_helpful": sum(ratings),
        "csat_mean": sum(csat) / len(csat) if csat else None,
    }


def _is_customer(recorded: Recorded) -> bool:
    return isinstance(recorded.event, MessagePosted) and recorded.event.author == "customer"


def _waits(log: Sequence[Recorded]) -> list[float]:
    """Give the seconds from each handoff request to the agent who took it."""
    waits: list[float] = []
    asked: datetime | None = None
    for recorded in log:
        if isinstance(recorded.event, HandoffRequested):
            asked = recorded.at
        if isinstance(recorded.event, AgentAssigned) and asked is not None:
            waits.append((recorded.at - asked).total_seconds())
        if isinstance(recorded.event, WAIT_ENDS):
            asked = None
    return waits


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None
