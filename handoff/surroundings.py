"""What lies around a customer's message when the bot answers it: who writes, how things stood, who is in.

A part that cannot be found out is left unknown: it must never cost the customer the answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from structlog.stdlib import BoundLogger

from bot.domain.caller import Caller
from bot.domain.desk import DeskState
from bot.domain.turn import Turn
from handoff.domain.conversation import Conversation, message_seq
from handoff.domain.events import MessagePosted, RatingGiven, Recorded

LOOKED_BACK = 12
FRESH_START = frozenset({"returned_to_bot", "conversation_resolved", "conversation_reopened"})

Known = TypeVar("Known")


class Callers(Protocol):
    """Who customers are."""

    async def caller_of(self, conversation_id: str) -> Caller:
        """Give who writes."""

    async def unsettled_before(self, conversation_id: str) -> int:
        """Count the same customer's other conversations that were never settled."""


class Events(Protocol):
    """Where the log is read."""

    async def events_after(self, conversation_id: str, after: int, limit: int | None) -> tuple[Recorded, ...]:
        """Give the events behind the cursor `after`, in order."""


class Surroundings:
    """Looks around; `desk_state` says who could take the conversation now."""

    def __init__(
        self,
        events: Events,
        callers: Callers,
        desk_state: Callable[[Conversation], Awaitable[DeskState]],
        log: BoundLogger,
    ) -> None:
        self._events = events
        self._callers = callers
        self._desk_state = desk_state
        self._log = log

    async def complete(self, conversation: Conversation, turn: Turn) -> Turn:
        """Give the turn with what does not stand in its message."""
        seq = message_seq(turn.message_id)
        before = max(0, seq - 1 - LOOKED_BACK)
        caller, desk, unsettled, events = await asyncio.gather(
            self._try(self._callers.caller_of(conversation.id), turn.caller),
            self._try(self._desk_state(conversation), turn.desk),
            self._try(self._callers.unsettled_before(conversation.id), turn.unsettled),
            self._try(self._events.events_after(conversation.id, before, seq - before), ()),
        )
        return replace(
            turn,
            caller=caller,
            desk=desk,
            pause_s=pause_before(events, seq),
            rejected=rejected_before(events, seq),
            unsettled=unsettled,
        )

    async def _try(self, asked: Awaitable[Known], unknown: Known) -> Known:
        try:
            return await asked
        except Exception:
            self._log.exception("surroundings_unknown")
            return unknown


def pause_before(events: Sequence[Recorded], seq: int) -> float | None:
    """Give the seconds between the customer's message at `seq` and their message before; None without one."""
    times = [
        recorded.at
        for recorded in events
        if recorded.seq <= seq
        and isinstance(recorded.event, MessagePosted)
        and recorded.event.author == "customer"
    ]
    return (times[-1] - times[-2]).total_seconds() if len(times) > 1 else None


def rejected_before(events: Sequence[Recorded], seq: int) -> int:
    """Count the bot's answers that were last rated as no help, since the bot had the conversation anew."""
    helpful: dict[str, bool] = {}
    for recorded in events:
        if recorded.seq > seq or recorded.event.type in FRESH_START:
            helpful.clear()
        elif isinstance(recorded.event, RatingGiven):
            helpful[recorded.event.message_id] = recorded.event.helpful
    return sum(not one for one in helpful.values())
