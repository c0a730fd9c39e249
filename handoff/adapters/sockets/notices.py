"""Words to one colleague: a conversation came to you or was taken from you, or a note names you.

They are told once to the windows that are open and are never stored; the events say the same for good.
"""

from collections.abc import Mapping

import socketio

from handoff.adapters.sockets.gateway import AGENT, staff_room
from handoff.conversation.service import Outcome
from handoff.domain.events import AgentAssigned, NotePosted, Recorded, ReturnedToQueue


class Notices:
    """Tells single agents what concerns them; subscribe `on_outcome` to the service."""

    def __init__(self, sio: socketio.AsyncServer) -> None:
        self._sio = sio

    async def on_outcome(self, outcome: Outcome) -> None:
        """Tell the agents whom these events name."""
        for recorded in outcome.events:
            await self._tell(recorded)

    async def _tell(self, recorded: Recorded) -> None:
        match recorded.event:
            case AgentAssigned(cause=str(cause), agent=agent, by=by, former=former):
                notice = {"cause": cause, "agent": agent, "by": by, "former": former}
                await self._emit("ownership", recorded, notice, agent, former)
            case ReturnedToQueue(cause="lease_expired", former=former):
                notice = {"cause": "lease_expired", "agent": None, "by": None, "former": former}
                await self._emit("ownership", recorded, notice, former)
            case NotePosted(mentions=mentions, agent=author, note_id=note_id, text=text):
                notice = {"note_id": note_id, "by": author, "text": text}
                await self._emit("mention", recorded, notice, *({"id": name} for name in mentions))

    async def _emit(self, name: str, recorded: Recorded, notice: Mapping[str, object], *to: object) -> None:
        told = {"conversation_id": recorded.conversation_id, "seq": recorded.seq, **notice}
        for staff in to:
            if isinstance(staff, dict):
                await self._sio.emit(name, told, room=staff_room(staff["id"]), namespace=AGENT)
