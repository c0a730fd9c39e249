"""What an agent's page may emit, and what each event does."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

import socketio

from handoff.adapters.sockets.agent_moves import LEADS, AgentMoves, as_agent
from handoff.adapters.sockets.customer_desk import acknowledge
from handoff.adapters.sockets.gateway import (
    AGENT,
    AGENTS_ROOM,
    CUSTOMER,
    Ack,
    SocketEvent,
    room_of,
    staff_room,
)
from handoff.adapters.sockets.mention_events import MentionEvents
from handoff.adapters.sockets.viewers import Viewers
from handoff.contract.wire import (
    AgentSeen,
    AgentText,
    AgentTyping,
    NoteText,
    Nothing,
    OpenConversation,
    Presence,
    Renewal,
    SocketAuth,
)
from handoff.conversation.mentions import Mentions
from handoff.conversation.service import Service
from handoff.domain import commands
from handoff.domain.conversation import Status
from handoff.domain.events import Recorded
from handoff.domain.visibility import for_agent
from handoff.errors import NotAllowed, NotAuthenticated
from handoff.people.accounts import Staff
from handoff.queue.leases import Leases
from handoff.queue.presence import PresenceBoard


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

    async def lines(self, conversation_ids: Iterable[str]) -> list[dict[str, Any]]:
        """Give the lines of these conversations, of those that there are."""

    async def seen(self, conversation_id: str) -> dict[str, int]:
        """Give the last seq that each side has seen."""

    async def see(self, conversation_id: str, side: Literal["customer", "agent"], seq: int) -> bool:
        """Store that one side has seen up to `seq`; False when that changed nothing."""


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
        leases: Leases,
        moves: AgentMoves,
        viewers: Viewers,
        mentions: Mentions,
        check_signals: Callable[[str], None],
        epoch: str,
    ) -> None:
        self._sio = sio
        self._service = service
        self._conversations = conversations
        self._authenticate = authenticate
        self._presence = presence
        self._leases = leases
        self._viewers = viewers
        self._mentions = mentions
        self._check_signals = check_signals
        self._epoch = epoch
        self.events: Mapping[str, SocketEvent] = {
            "presence:set": SocketEvent(Presence, self._set_presence),
            "queue:list": SocketEvent(Nothing, self._list_queue),
            "conversation:open": SocketEvent(OpenConversation, self._open),
            "message:post": SocketEvent(AgentText, self._post),
            "note:post": SocketEvent(NoteText, self._note),
            "typing": SocketEvent(AgentTyping, self._typing),
            "seen": SocketEvent(AgentSeen, self._seen),
            "lease:renew": SocketEvent(Renewal, self._renew),
            **moves.events,
            **viewers.events,
            **MentionEvents(mentions, conversations).events,
        }

    async def admit(self, sid: str, auth: SocketAuth) -> Staff:
        """Recognise the agent; an editor has no business with customers."""
        staff = await self._authenticate(auth.token)
        if staff is None:
            raise NotAuthenticated("Please sign in again.")
        if not staff.may("agent", *LEADS):
            raise NotAllowed("Your role does not include talking to customers.")
        await self._leases.renew(staff.id)
        for room in (AGENTS_ROOM, staff_room(staff.id)):
            await self._sio.enter_room(sid, room, namespace=AGENT)
        self._presence.arrive(sid, staff)
        return staff

    async def leave(self, sid: str) -> None:
        """Take note that one of the agent's windows is gone."""
        await self._viewers.leave(sid)
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
            "waiting": sorted(waiting, key=lambda line: (-line["priority"], line["waiting_since"])),
            "assigned": assigned,
            "own": [line for line in assigned if line["agent"]["id"] == staff.id],
            "all": await self._conversations.summaries(),
            "mentions": [one.to_wire() for one in await self._mentions.unread(staff.id)],
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
            "seen": await self._conversations.seen(opened.conversation_id),
        }

    async def _post(self, _sid: str, staff: Staff, message: AgentText) -> Ack:
        command = commands.PostAgentMessage(
            conversation_id=message.conversation_id,
            agent=as_agent(staff),
            client_id=message.client_id,
            text=message.text,
            fence=message.fence,
            attachments=tuple(message.attachments),
        )
        return acknowledge(await self._service.handle(command))

    async def _note(self, _sid: str, staff: Staff, note: NoteText) -> Ack:
        command = commands.PostNote(
            conversation_id=note.conversation_id,
            agent=as_agent(staff),
            client_id=note.client_id,
            text=note.text,
            mentions=tuple(note.mentions),
        )
        return acknowledge(await self._service.handle(command))

    async def _renew(self, _sid: str, staff: Staff, renewal: Renewal) -> Ack:
        await self._leases.renew(staff.id)
        lost = await self._leases.losses(staff.id, renewal.told)
        return {"lease_s": self._leases.life.total_seconds(), "lost": [loss.to_wire() for loss in lost]}

    async def _seen(self, _sid: str, staff: Staff, seen: AgentSeen) -> Ack:
        """Only the eyes of the agent who answers count: a colleague who looks in promises nothing."""
        self._check_signals(staff.id)
        conversation_id = seen.conversation_id
        summary = await self._conversations.summary(conversation_id)
        if summary["agent"] == as_agent(staff).to_data() and await self._conversations.see(
            conversation_id, "agent", seen.seq
        ):
            notice = {"conversation_id": conversation_id, "by": "agent", "seq": seen.seq}
            await self._sio.emit("seen", notice, room=room_of(conversation_id), namespace=CUSTOMER)
        return {}

    async def _typing(self, sid: str, staff: Staff, typing: AgentTyping) -> Ack:
        self._check_signals(staff.id)
        notice = {
            "conversation_id": typing.conversation_id,
            "author": "agent",
            "name": staff.name,
            "active": typing.active,
        }
        room = room_of(typing.conversation_id)
        if (await self._conversations.summary(typing.conversation_id))["agent"] == as_agent(staff).to_data():
            await self._sio.emit("typing", notice, room=room, namespace=CUSTOMER)
        await self._sio.emit("typing", notice, room=room, namespace=AGENT, skip_sid=sid)
        return {}
