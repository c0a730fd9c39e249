"""What lies around a customer's message when the bot answers it: who writes, how things stood, who is in.

A part that cannot be found out is left unknown: it must never cost the customer the answer.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from structlog.stdlib import BoundLogger

from bot.domain.caller import Caller
from bot.domain.desk import DeskState
from bot.domain.turn import Turn
from handoff.domain.conversation import Conversation, message_seq

LOOKED_BACK = 12
FRESH_START = frozenset({"returned_to_bot", "conversation_resolved", "conversation_reopened"})

Known = TypeVar("Known")


@dataclass(frozen=True, slots=True)
class Trace:
    """What is looked at of an earlier event; what its type does not have is None."""

    seq: int
    at: datetime
    type: str
    author: str | None = None
    message_id: str | None = None
    helpful: bool | None = None


class Callers(Protocol):
    """Who customers are."""

    async def look_up(self, conversation_id: str) -> tuple[Caller, int]:
        """Give who writes, and how many of their other conversations were never settled."""


class Events(Protocol):
    """Where the log is read."""

    async def traces(self, conversation_id: str, after: int, limit: int) -> tuple[Trace, ...]:
        """Give traces of the events behind the cursor `after`, in order."""


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
        who = turn.caller, turn.unsettled
        caller, unsettled = await self._try(self._callers.look_up(conversation.id), who)
        desk = await self._try(self._desk_state(conversation), turn.desk)
        traces = await self._try(self._events.traces(conversation.id, before, seq - before), ())
        return replace(
            turn,
            caller=caller,
            desk=desk,
            pause_s=pause_before(traces, seq),
            rejected=rejected_before(traces, seq),
            unsettled=unsettled,
        )

    async def _try(self, asked: Awaitable[Known], unknown: Known) -> Known:
        try:
            return await asked
        except Exception:
            self._log.exception("surroundings_unknown")
            return unknown


def pause_before(traces: Sequence[Trace], seq: int) -> float | None:
    """Give the seconds between the customer's message at `seq` and their message before; None without one."""
    said = [one.at for one in traces if one.seq <= seq and one.author == "customer"]
    return (said[-1] - said[-2]).total_seconds() if len(said) > 1 else None


def rejected_before(traces: Sequence[Trace], seq: int) -> int:
    """Count the bot's answers that were last rated as no help, since the bot had the conversation anew."""
    helpful: dict[str, bool] = {}
    for one in traces:
        if one.seq > seq or one.type in FRESH_START:
            helpful.clear()
        elif one.message_id is not None and one.helpful is not None:
            helpful[one.message_id] = one.helpful
    return sum(not one for one in helpful.values())
