"""The live board: after each change, agents hear the conversation's new line and customers their place.

It runs behind the commits and may fall behind under load without slowing them: many changes become one, and
it rests nine times as long as its last telling took, unless the queue moves.
"""

import asyncio
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Protocol

import socketio
from structlog.stdlib import BoundLogger

from handoff.adapters.sockets.gateway import AGENT, AGENTS_ROOM, CUSTOMER, Places, room_of
from handoff.conversation.service import Outcome

MOVES_QUEUE = frozenset(
    {"handoff_requested", "agent_assigned", "returned_to_queue", "returned_to_bot", "conversation_resolved"}
)
RESTS, SHORTEST_REST_S, LONGEST_REST_S = 9, 0.1, 5.0


class Conversations(Protocol):
    """Where conversations are read."""

    async def lines(self, conversation_ids: Iterable[str]) -> list[dict[str, Any]]:
        """Give the lines of these conversations, of those that there are."""


class Board:
    """Tells agents and waiting customers what changed; subscribe `on_outcome` to the service."""

    def __init__(
        self, sio: socketio.AsyncServer, conversations: Conversations, places: Places, log: BoundLogger
    ) -> None:
        self._sio = sio
        self._conversations = conversations
        self._places = places
        self._log = log
        self._changed: set[str] = set()
        self._queue_moved = False
        self._wake, self._urgent = asyncio.Event(), asyncio.Event()
        self._task = asyncio.create_task(self._run(), name="board")

    async def on_outcome(self, outcome: Outcome) -> None:
        """Take note of a change; telling happens behind the commit."""
        self._changed.add(outcome.conversation.id)
        if any(recorded.event.type in MOVES_QUEUE for recorded in outcome.events):
            self._queue_moved = True
            self._urgent.set()
        self._wake.set()

    async def close(self) -> None:
        """Stop telling."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            self._urgent.clear()
            began = time.monotonic()
            changed, self._changed = self._changed, set()
            moved, self._queue_moved = self._queue_moved, False
            try:
                await self._tell_agents(changed)
                if moved:
                    await self._tell_waiting()
            except Exception:
                self._log.exception("board_failed")
            await self._rest(time.monotonic() - began)

    async def _rest(self, took_s: float) -> None:
        rest_s = min(max(RESTS * took_s, SHORTEST_REST_S), LONGEST_REST_S)
        with suppress(TimeoutError):
            async with asyncio.timeout(rest_s):
                await self._urgent.wait()

    async def _tell_agents(self, changed: set[str]) -> None:
        for line in await self._conversations.lines(changed):
            await self._sio.emit("conversation_updated", line, room=AGENTS_ROOM, namespace=AGENT)

    async def _tell_waiting(self) -> None:
        for conversation_id, place in (await self._places()).items():
            await self._sio.emit("queue", place, room=room_of(conversation_id), namespace=CUSTOMER)
