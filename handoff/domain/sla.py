"""Service levels: how long customers may wait for a person, counted in the team's business hours.

`watch` folds the events of a conversation into what is being waited for; `standing` compares that with the
team's targets. Both are pure: the same events and the same moment always give the same answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from handoff.domain.events import (
    ConversationResolved,
    HandoffRequested,
    MessagePosted,
    Recorded,
    ReturnedToBot,
)
from handoff.domain.hours import Schedule, after_open_seconds

State = Literal["ok", "warned", "breached"]
STATES: tuple[State, ...] = ("ok", "warned", "breached")
WARN_AT = 0.8


@dataclass(frozen=True, slots=True)
class Targets:
    """Seconds of business hours within which something must happen; None promises nothing."""

    first_response_s: int | None = None
    next_response_s: int | None = None
    resolution_s: int | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Since when a conversation waits for what: a first answer, the next one, the end of the matter."""

    first_response: datetime | None = None
    next_response: datetime | None = None
    resolution: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One promise that is running: when it is due and how it stands."""

    target: str
    due_at: datetime
    state: State

    def to_data(self) -> dict[str, Any]:
        """Give the standing as the conversation's line shows it."""
        return {"target": self.target, "due_at": self.due_at.isoformat(), "state": self.state}


def watch(events: Iterable[Recorded], so_far: Watch = Watch()) -> Watch:
    """Fold events, in order, into what the customer waits for."""
    for recorded in events:
        so_far = _step(so_far, recorded)
    return so_far


def _step(now: Watch, recorded: Recorded) -> Watch:
    match recorded.event:
        case HandoffRequested():
            return Watch(first_response=recorded.at, resolution=recorded.at)
        case ConversationResolved() | ReturnedToBot():
            return Watch()
        case MessagePosted(author="agent"):
            return replace(now, first_response=None, next_response=None)
        case MessagePosted(author="customer") if now.resolution and not now.first_response:
            return replace(now, next_response=now.next_response or recorded.at)
        case _:
            return now


def standings(now: Watch, targets: Targets, schedule: Schedule, at: datetime) -> tuple[Standing, ...]:
    """Give every running promise and how it stands at `at`, the most urgent first."""
    found = []
    for target in Watch.__slots__:
        since, seconds = getattr(now, target), getattr(targets, f"{target}_s")
        if since is not None and seconds is not None:
            found.append(_standing(target, since, seconds, schedule, at))
    return tuple(sorted(filter(None, found), key=lambda s: (-STATES.index(s.state), s.due_at)))


def _standing(
    target: str, since: datetime, seconds: int, schedule: Schedule, at: datetime
) -> Standing | None:
    due = after_open_seconds(schedule, since, seconds)
    warn = after_open_seconds(schedule, since, seconds * WARN_AT)
    if due is None or warn is None:
        return None
    return Standing(target, due, "breached" if at >= due else "warned" if at >= warn else "ok")


def next_change(now: Watch, targets: Targets, schedule: Schedule, at: datetime) -> datetime | None:
    """Give the next moment after `at` at which a promise is warned of or broken."""
    moments = []
    for target in Watch.__slots__:
        since, seconds = getattr(now, target), getattr(targets, f"{target}_s")
        if since is not None and seconds is not None:
            moments += [after_open_seconds(schedule, since, seconds * share) for share in (WARN_AT, 1.0)]
    return min((moment for moment in moments if moment and moment > at), default=None)
