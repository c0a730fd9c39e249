"""The live board: after each change, agents hear the conversation's new line and customers their place.

It runs behind the commits and may fall behind under load without slowing them; many changes become one.
"""

import asyncio
from typing import Any, Protocol

import socketio
from structlog.stdlib import BoundLogger

from handoff.adapters.sockets.gateway import AGENT, AGENTS_ROOM, CUSTOMER, room_of
from handoff.domain.conversation import Conversation
from handoff.domain.queue import positions
from handoff.service import Outcome

MOVES_QUEUE = frozenset(
    {"handoff_requested", "agent_assigned", "returned_to_queue", "returned_to_bot", "conversation_resolved"}
)


class Conversations(Protocol):
    """Where conversations are read."""

    async def summary(self, conversation_id: str) -> dict[str, Any]:
        """Give one conversation's line."""

    async def waiting(self) -> tuple[Conversation, ...]:
        """Give all conversations in the queue."""


class Board:
    """Tells agents and waiting customers what changed; subscribe `on_outcome` to the service."""

    def __init__(self, sio: socketio.AsyncServer, conversations: Conversations, log: BoundLogger) -> None:
        self._sio = sio
        self._conversations = conversations
        self._log = log
        self._changed: set[str] = set()
        self._queue_moved = False
        self._wake = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name="board")

    async def on_outcome(self, outcome: Outcome) -> None:
        """Take note of a change; telling happens behind the commit."""
        self._changed.add(outcome.conversation.id)
        self._queue_moved |= any(recorded.event.type in MOVES_QUEUE for recorded in outcome.events)
        self._wake.set()

    async def close(self) -> None:
        """Stop telling."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            changed, self._changed = self._changed, set()
            moved, self._queue_moved = self._queue_moved, False
            try:
                await self._tell_agents(changed)
                if moved:
                    await self._tell_waiting()
            except Exception:
                self._log.exception("board_failed")

    async def _tell_agents(self, changed: set[str]) -> None:
        for conversation_id in changed:
            summary = await self._conversations.summary(conversation_id)
            await self._sio.emit("conversation_updated", summary, room=AGENTS_ROOM, namespace=AGENT)

    async def _tell_waiting(self) -> None:
        for conversation_id, place in positions(await self._conversations.waiting()).items():
            notice = {"position": place, "estimate_s": None}
            await self._sio.emit("queue", notice, room=room_of(conversation_id), namespace=CUSTOMER)
