"""Key figures from the event log: how much came in, who settled it, how long people waited."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any, Protocol

from handoff.domain.estimate import Coverage
from handoff.domain.events import (
    AgentAssigned,
    ContactLeft,
    ConversationResolved,
    Event,
    HandoffRequested,
    MessagePosted,
    RatingGiven,
    Recorded,
    ReturnedToBot,
    SlaBreached,
    SlaWarned,
    SurveySubmitted,
)
from handoff.domain.sla import Watch

WAIT_ENDS = (AgentAssigned, ReturnedToBot, ConversationResolved)


class EventLog(Protocol):
    """Where events of a period are read."""

    async def events_between(self, start: datetime, end: datetime) -> Sequence[Recorded]:
        """Give all events with start <= at < end, ordered by conversation and seq."""


class Waits(Protocol):
    """Where it is known how often estimates came true."""

    async def coverage(self, start: datetime, end: datetime) -> Coverage:
        """Say how often the estimates told in a period came true."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """Summarises periods."""

    log: EventLog
    waits: Waits

    async def summary(self, start: datetime, end: datetime) -> dict[str, Any]:
        """Give the figures of one period; times are medians in seconds, None where nothing happened."""
        told = await self.waits.coverage(start, end)
        figures = summarise_events(await self.log.events_between(start, end))
        return {**figures, "wait_estimates": told.to_data()}


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
        "sla": _promises(kinds),
        "contacts_left": sum(isinstance(event, ContactLeft) for event in kinds),
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


def _promises(kinds: Sequence[Event]) -> dict[str, dict[str, int]]:
    """Count, for each promise, how often it was in danger and how often it was broken."""
    warned = Counter(event.target for event in kinds if isinstance(event, SlaWarned))
    broken = Counter(event.target for event in kinds if isinstance(event, SlaBreached))
    return {target: {"warned": warned[target], "breached": broken[target]} for target in Watch.__slots__}


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None
