"""What an agent's page may emit, and what each event does."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

import socketio

from handoff.accounts import Staff
from handoff.adapters.sockets.customer_desk import acknowledge
from handoff.adapters.sockets.gateway import AGENT, AGENTS_ROOM, CUSTOMER, Ack, SocketEvent, room_of
from handoff.domain import commands
from handoff.domain.commands import AgentRef, Command
from handoff.domain.conversation import Status
from handoff.domain.events import Recorded
from handoff.domain.visibility import for_agent
from handoff.errors import InvalidInput, NotAllowed, NotAuthenticated
from handoff.presence import PresenceBoard
from handoff.service import Service
from handoff.wire import (
    AgentText,
    AgentTyping,
    Nothing,
    OfConversation,
    OpenConversation,
    Presence,
    SocketAuth,
    TransferTo,
)


class Conversations(Protocol):
    """Where conversations are read."""

    async def events_after(self, conversation_id: str, after: int) -> tuple[Recorded, ...]:
        """Give the events behind the cursor `after`, in order."""

    async def summary(self, conversation_id: str) -> dict[str, Any]:
        """Give one conversation's line."""

    async def summaries(
        self, statuses: Sequence[Status] | None = None, limit: int | None = 200
    ) -> list[dict[str, Any]]:
        """Give the lines of the agents' lists, most recently changed first."""


class AgentDesk:
    """Serves the `/agent` namespace for staff whose role lets them talk to customers."""

    namespace = AGENT

    def __init__(
        self,
        sio: socketio.AsyncServer,
        service: Service,
        conversations: Conversations,
        authenticate: Callable[[str], Awaitable[Staff | None]],
        presence: PresenceBoard,
        epoch: str,
    ) -> None:
        self._sio = sio
        self._service = service
        self._conversations = conversations
        self._authenticate = authenticate
        self._presence = presence
        self._epoch = epoch
        self.events: Mapping[str, SocketEvent] = {
            "presence:set": SocketEvent(Presence, self._set_presence),
            "queue:list": SocketEvent(Nothing, self._list_queue),
            "conversation:open": SocketEvent(OpenConversation, self._open),
            "conversation:claim": SocketEvent(OfConversation, self._asking(commands.Claim)),
            "conversation:release": SocketEvent(OfConversation, self._asking(commands.Release)),
            "conversation:return_to_bot": SocketEvent(OfConversation, self._asking(commands.ReturnToBot)),
            "conversation:resolve": SocketEvent(OfConversation, self._asking(commands.Resolve)),
            "conversation:transfer": SocketEvent(TransferTo, self._transfer),
            "message:post": SocketEvent(AgentText, self._post),
            "note:post": SocketEvent(AgentText, self._note),
            "typing": SocketEvent(AgentTyping, self._typing),
        }

    async def admit(self, sid: str, auth: SocketAuth) -> Staff:
        """Recognise the agent; an editor has no business with customers."""
        staff = await self._authenticate(auth.token)
        if staff is None:
            raise NotAuthenticated("Please sign in again.")
        if not staff.may("agent"):
            raise NotAllowed("Your role does not include talking to customers.")
        await self._sio.enter_room(sid, AGENTS_ROOM, namespace=AGENT)
        self._presence.arrive(sid, staff)
        return staff

    async def leave(self, sid: str) -> None:
        """Take note that one of the agent's windows is gone."""
        if self._presence.leave(sid):
            await self._tell_presence()

    async def _set_presence(self, _sid: str, staff: Staff, presence: Presence) -> Ack:
        self._presence.set(staff, presence.status, presence.capacity)
        await self._tell_presence()
        return {}

    async def _tell_presence(self) -> None:
        await self._sio.emit("presence", self._presence.to_wire(), room=AGENTS_ROOM, namespace=AGENT)

    async def _list_queue(self, _sid: str, staff: Staff, _nothing: Nothing) -> Ack:
        # Without a limit: whoever waits longest has not changed for longest, and must not fall off the list.
        waiting = await self._conversations.summaries((Status.QUEUED,), None)
        assigned = await self._conversations.summaries((Status.ASSIGNED,), None)
        return {
            "waiting": sorted(waiting, key=lambda line: line["waiting_since"]),
            "own": [line for line in assigned if line["agent"]["id"] == staff.id],
            "all": await self._conversations.summaries(),
            "epoch": self._epoch,
        }

    async def _open(self, sid: str, _staff: Staff, opened: OpenConversation) -> Ack:
        summary = await self._conversations.summary(opened.conversation_id)
        await self._sio.enter_room(sid, room_of(opened.conversation_id), namespace=AGENT)
        events = await self._conversations.events_after(opened.conversation_id, opened.after)
        return {
            "events": [for_agent(recorded) for recorded in events],
            "last_seq": max(summary["last_seq"], events[-1].seq if events else 0),
            "epoch": self._epoch,
            "conversation": summary,
        }

    def _asking(
        self, command_type: Callable[..., Command]
    ) -> Callable[[str, Staff, OfConversation], Awaitable[Ack]]:
        async def on_ask(_sid: str, staff: Staff, asked: OfConversation) -> Ack:
            command = command_type(conversation_id=asked.conversation_id, agent=_ref(staff))
            return acknowledge(await self._service.handle(command))

        return on_ask

    async def _transfer(self, _sid: str, staff: Staff, transfer: TransferTo) -> Ack:
        if transfer.to_team is not None or transfer.to_agent_id is None:
            raise InvalidInput("Name the colleague in to_agent_id; there are no teams yet.")
        colleague = self._presence.find(transfer.to_agent_id)
        if colleague is None:
            raise InvalidInput("This colleague is not here right now.")
        command = commands.Transfer(
            conversation_id=transfer.conversation_id, agent=_ref(staff), to_agent=_ref(colleague)
        )
        return acknowledge(await self._service.handle(command))

    async def _post(self, _sid: str, staff: Staff, message: AgentText) -> Ack:
        command = commands.PostAgentMessage(
            conversation_id=message.conversation_id,
            agent=_ref(staff),
            client_id=message.client_id,
            text=message.text,
        )
        return acknowledge(await self._service.handle(command))

    async def _note(self, _sid: str, staff: Staff, note: AgentText) -> Ack:
        command = commands.PostNote(
            conversation_id=note.conversation_id,
            agent=_ref(staff),
            client_id=note.client_id,
            text=note.text,
        )
        return acknowledge(await self._service.handle(command))

    async def _typing(self, sid: str, staff: Staff, typing: AgentTyping) -> Ack:
        notice = {
            "conversation_id": typing.conversation_id,
            "author": "agent",
            "name": staff.name,
            "active": typing.active,
        }
        room = room_of(typing.conversation_id)
        if (await self._conversations.summary(typing.conversation_id))["agent"] == _ref(staff).to_data():
            await self._sio.emit("typing", notice, room=room, namespace=CUSTOMER)
        await self._sio.emit("typing", notice, room=room, namespace=AGENT, skip_sid=sid)
        return {}


def _ref(staff: Staff) -> AgentRef:
    return AgentRef(staff.id, staff.name)
