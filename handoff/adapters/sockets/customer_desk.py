"""What a customer's page may emit, and what each event does."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Literal, Protocol

import socketio

from handoff.adapters.sockets.gateway import AGENT, CUSTOMER, Ack, Places, SocketEvent, room_of
from handoff.contract.wire import (
    Cursor,
    CustomerMessage,
    Nothing,
    Pick,
    Rating,
    Seen,
    SocketAuth,
    Survey,
    Typing,
)
from handoff.conversation.service import Outcome, Service
from handoff.conversation.visitors import Visitor
from handoff.domain import commands
from handoff.domain.conversation import Conversation
from handoff.domain.events import MessagePosted, Recorded
from handoff.domain.visibility import for_customer
from handoff.errors import NotAuthenticated


class Conversations(Protocol):
    """Where conversations are read."""

    async def load(self, conversation_id: str) -> Conversation:
        """Give the current state."""

    async def events_after(self, conversation_id: str, after: int) -> tuple[Recorded, ...]:
        """Give the events behind the cursor `after`, in order."""

    async def seen(self, conversation_id: str) -> dict[str, int]:
        """Give the last seq that each side has seen."""

    async def see(self, conversation_id: str, side: Literal["customer", "agent"], seq: int) -> bool:
        """Store that one side has seen up to `seq`; False when that changed nothing."""


class CustomerDesk:
    """Serves the `/customer` namespace; a socket only ever reaches the conversation of its token."""

    namespace = CUSTOMER

    def __init__(
        self,
        sio: socketio.AsyncServer,
        service: Service,
        conversations: Conversations,
        authenticate: Callable[[str], Awaitable[Visitor | None]],
        check_rate: Callable[[str], None],
        check_signals: Callable[[str], None],
        places: Places,
        came_from: Callable[[str, str | None], None],
        epoch: str,
    ) -> None:
        self._sio = sio
        self._service = service
        self._conversations = conversations
        self._authenticate = authenticate
        self._check_rate = check_rate
        self._check_signals = check_signals
        self._places = places
        self._came_from = came_from
        self._epoch = epoch
        self._catching_up: set[asyncio.Task[None]] = set()
        self.events: Mapping[str, SocketEvent] = {
            "message:post": SocketEvent(CustomerMessage, self._post),
            "handoff:request": SocketEvent(Nothing, self._request_handoff),
            "sync": SocketEvent(Cursor, self._sync),
            "typing": SocketEvent(Typing, self._typing),
            "seen": SocketEvent(Seen, self._seen),
            "answer:rate": SocketEvent(Rating, self._rate),
            "survey:submit": SocketEvent(Survey, self._survey),
            "choice:pick": SocketEvent(Pick, self._pick),
        }

    async def admit(self, sid: str, auth: SocketAuth) -> Visitor:
        """Recognise the customer; a cursor that comes along is caught up with at once."""
        visitor = await self._authenticate(auth.token)
        if visitor is None:
            raise NotAuthenticated("This conversation has ended or the token is not valid.")
        self._came_from(visitor.conversation_id, address_of(self._sio.get_environ(sid, CUSTOMER)))
        await self._sio.enter_room(sid, room_of(visitor.conversation_id), namespace=CUSTOMER)
        if auth.cursor is not None:
            task = asyncio.create_task(self._catch_up(sid, visitor, auth.cursor))
            self._catching_up.add(task)
            task.add_done_callback(self._catching_up.discard)
        return visitor

    async def leave(self, sid: str) -> None:
        """Nothing is kept for a customer's socket."""

    async def _catch_up(self, sid: str, visitor: Visitor, cursor: int) -> None:
        while page := await self._conversations.events_after(visitor.conversation_id, cursor):
            for recorded in page:
                await self._sio.emit("event", for_customer(recorded), to=sid, namespace=CUSTOMER)
            cursor = page[-1].seq

    async def _post(self, _sid: str, visitor: Visitor, message: CustomerMessage) -> Ack:
        self._check_rate(visitor.customer_id)
        command = commands.PostCustomerMessage(
            conversation_id=visitor.conversation_id,
            client_id=message.client_id,
            text=message.text,
            attachments=tuple(message.attachments),
        )
        return acknowledge(await self._service.handle(command))

    async def _pick(self, _sid: str, visitor: Visitor, pick: Pick) -> Ack:
        self._check_rate(visitor.customer_id)
        command = commands.PickChoice(
            conversation_id=visitor.conversation_id, message_id=pick.message_id, choice_id=pick.choice_id
        )
        return acknowledge(await self._service.handle(command))

    async def _request_handoff(self, _sid: str, visitor: Visitor, _nothing: Nothing) -> Ack:
        self._check_rate(visitor.customer_id)
        evidence = {"reason": "customer_asked", "lines": ["The customer pressed “Talk to a person”."]}
        command = commands.RequestHandoff(
            conversation_id=visitor.conversation_id, reason="customer_asked", evidence=evidence
        )
        return acknowledge(await self._service.handle(command))

    async def _sync(self, sid: str, visitor: Visitor, cursor: Cursor) -> Ack:
        # In this order: what is stored between the two reads must not look like a hole.
        conversation = await self._conversations.load(visitor.conversation_id)
        events = await self._conversations.events_after(visitor.conversation_id, cursor.after)
        place = (await self._places()).get(conversation.id)
        if place is not None:
            await self._sio.emit("queue", place, to=sid, namespace=CUSTOMER)
        return {
            "events": [for_customer(recorded) for recorded in events],
            "last_seq": max(conversation.last_seq, events[-1].seq if events else 0),
            "epoch": self._epoch,
            "conversation_id": conversation.id,
            "status": conversation.status.value,
            "seen": await self._conversations.seen(conversation.id),
        }

    async def _seen(self, _sid: str, visitor: Visitor, seen: Seen) -> Ack:
        self._check_signals(visitor.customer_id)
        if await self._conversations.see(visitor.conversation_id, "customer", seen.seq):
            notice = {"conversation_id": visitor.conversation_id, "by": "customer", "seq": seen.seq}
            await self._sio.emit("seen", notice, room=room_of(visitor.conversation_id), namespace=AGENT)
        return {}

    async def _typing(self, _sid: str, visitor: Visitor, typing: Typing) -> Ack:
        self._check_signals(visitor.customer_id)
        notice = {
            "conversation_id": visitor.conversation_id,
            "author": "customer",
            "active": typing.active,
        }
        await self._sio.emit("typing", notice, room=room_of(visitor.conversation_id), namespace=AGENT)
        return {}

    async def _rate(self, _sid: str, visitor: Visitor, rating: Rating) -> Ack:
        self._check_rate(visitor.customer_id)
        command = commands.RateAnswer(
            conversation_id=visitor.conversation_id, message_id=rating.message_id, helpful=rating.helpful
        )
        return acknowledge(await self._service.handle(command))

    async def _survey(self, _sid: str, visitor: Visitor, survey: Survey) -> Ack:
        self._check_rate(visitor.customer_id)
        command = commands.SubmitSurvey(conversation_id=visitor.conversation_id, **survey.model_dump())
        return acknowledge(await self._service.handle(command))


def acknowledge(outcome: Outcome) -> dict[str, Any]:
    """Give the acknowledgement of a command that was handled."""
    answer = outcome.answer
    if answer is None:
        return {"seq": outcome.conversation.last_seq}
    if isinstance(answer.event, MessagePosted):
        return {"seq": answer.seq, "message_id": answer.event.message_id}
    return {"seq": answer.seq}


def address_of(environ: Mapping[str, Any] | None) -> str | None:
    """Give the network address at the other end of a socket, if the server knows it."""
    client = ((environ or {}).get("asgi.scope") or {}).get("client")
    return str(client[0]) if client else None
