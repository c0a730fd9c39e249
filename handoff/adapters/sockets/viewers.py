"""Which agents have which conversation on their screen: told to colleagues, never stored."""

from collections.abc import Mapping

import socketio

from handoff.adapters.sockets.gateway import AGENT, AGENTS_ROOM, Ack, SocketEvent
from handoff.contract.wire import Viewing
from handoff.people.accounts import Staff


class Viewers:
    """Takes note of what every window shows."""

    def __init__(self, sio: socketio.AsyncServer) -> None:
        self._sio = sio
        self._windows: dict[str, tuple[str, Staff]] = {}
        self.events: Mapping[str, SocketEvent] = {"viewing": SocketEvent(Viewing, self._look)}

    async def leave(self, sid: str) -> None:
        """Take note that a window is gone."""
        before = self._windows.pop(sid, None)
        if before is not None:
            await self._tell(before[0])

    async def _look(self, sid: str, staff: Staff, viewing: Viewing) -> Ack:
        before, now = self._windows.pop(sid, None), viewing.conversation_id
        if now is not None:
            self._windows[sid] = (now, staff)
        for conversation_id in {before[0] if before else None, now} - {None}:
            await self._tell(conversation_id)
        shown = {conversation_id for conversation_id, _ in self._windows.values()}
        return {"viewing": [self._seen_by(conversation_id) for conversation_id in sorted(shown)]}

    async def _tell(self, conversation_id: str | None) -> None:
        await self._sio.emit("viewing", self._seen_by(conversation_id), room=AGENTS_ROOM, namespace=AGENT)

    def _seen_by(self, conversation_id: str | None) -> dict[str, object]:
        people = {staff.id: staff.name for shown, staff in self._windows.values() if shown == conversation_id}
        agents = [{"id": staff_id, "name": people[staff_id]} for staff_id in sorted(people)]
        return {"conversation_id": conversation_id, "agents": agents}
