"""Rings where something changed without an event: offers, lines of lists, places in the queue."""

from collections.abc import Mapping
from typing import Any, Protocol

import socketio

from handoff.adapters.sockets.gateway import AGENT, AGENTS_ROOM, CUSTOMER, Places, room_of, staff_room
from handoff.domain.refusals import ConversationNotFound


class Lines(Protocol):
    """Where a conversation's line is read."""

    async def summary(self, conversation_id: str) -> dict[str, Any]:
        """Give one conversation's line."""


class Bell:
    """Tells pages; a customer hears of the queue only what is news to them."""

    def __init__(self, sio: socketio.AsyncServer, lines: Lines) -> None:
        self._sio = sio
        self._lines = lines
        self._told: Mapping[str, Mapping[str, Any]] = {}

    async def offer(self, agent_id: str, offer: dict[str, Any]) -> None:
        """Lay an offer before all pages of one agent, or take it away again."""
        await self._sio.emit("offer", offer, room=staff_room(agent_id), namespace=AGENT)

    async def line(self, conversation_id: str) -> None:
        """Give all agents the new line of a conversation."""
        try:
            summary = await self._lines.summary(conversation_id)
        except ConversationNotFound:
            return
        await self._sio.emit("conversation_updated", summary, room=AGENTS_ROOM, namespace=AGENT)

    async def queue(self, places: Places) -> None:
        """Tell waiting customers what time alone has changed: the estimate, the hours, the patience."""
        now = await places()
        for conversation_id, signal in now.items():
            if self._told.get(conversation_id) != signal:
                await self._sio.emit("queue", signal, room=room_of(conversation_id), namespace=CUSTOMER)
        self._told = now

    def page_open(self, conversation_id: str) -> bool:
        """Say whether the customer has the conversation on a page right now."""
        return any(self._sio.manager.get_participants(CUSTOMER, room_of(conversation_id)))
