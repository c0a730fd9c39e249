"""The sockets: decode an event, call the service, acknowledge; after a commit, tell the rooms.

A handler only validates, commits and acknowledges; whatever goes wrong becomes a refusal with a code, and
an event that a socket missed is fetched again by its cursor, so nothing here needs to be delivered twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import socketio
from structlog.stdlib import BoundLogger

from handoff.contract.wire import Payload, SocketAuth, read
from handoff.conversation.service import Outcome
from handoff.domain.events import Recorded
from handoff.domain.visibility import for_agent, for_customer
from handoff.errors import UNFORESEEN, InvalidInput, problem_of

CONNECT_TIMEOUT_S = 5.0
CUSTOMER = "/customer"
AGENT = "/agent"
AGENTS_ROOM = "agents"

Ack = dict[str, Any]
Handler = Callable[[str, Any, Any], Awaitable[Ack]]
Places = Callable[[], Awaitable[Mapping[str, Mapping[str, Any]]]]
"""Gives the `queue` signal of every waiting conversation, by its id."""


def staff_room(staff_id: str) -> str:
    """Name the room in which one member of staff is reached, in all their windows."""
    return f"staff:{staff_id}"


def room_of(conversation_id: str) -> str:
    """Name the room in which one conversation is heard."""
    return f"conversation:{conversation_id}"


@dataclass(frozen=True, slots=True)
class SocketEvent:
    """One event a page may emit: its payload type and who handles it."""

    payload: type[Payload]
    handle: Handler


class Desk(Protocol):
    """What one namespace does with its sockets and their events."""

    namespace: str
    events: Mapping[str, SocketEvent]

    async def admit(self, sid: str, auth: SocketAuth) -> object:
        """Recognise who opened the socket and give their session, or raise."""

    async def leave(self, sid: str) -> None:
        """Take note that the socket is gone, or was refused after all."""


class Gateway:
    """Joins socket.io with the desks of customers and agents."""

    def __init__(self, sio: socketio.AsyncServer, log: BoundLogger) -> None:
        self._sio = sio
        self._log = log

    def open(self, desk: Desk) -> None:
        """Serve a desk under its namespace; an event it does not know is refused, not ignored."""
        for name, event in desk.events.items():
            self._sio.on(name, self._handler(desk, event), namespace=desk.namespace)
        self._sio.on("*", self._unknown, namespace=desk.namespace)
        self._sio.on("connect", self._connect(desk), namespace=desk.namespace)
        self._sio.on("disconnect", self._disconnect(desk), namespace=desk.namespace)

    async def on_outcome(self, outcome: Outcome) -> None:
        """Tell both sides of a conversation what was just stored."""
        for recorded in outcome.events:
            await self._tell(recorded)

    async def turn_out(self, staff_id: str) -> None:
        """Close every window of one member of staff; a page that is still signed in comes back by itself."""
        members = self._sio.manager.get_participants(AGENT, staff_room(staff_id))
        for sid, _ in list(members):
            await self._sio.disconnect(sid, namespace=AGENT)

    async def _tell(self, recorded: Recorded) -> None:
        room = room_of(recorded.conversation_id)
        await self._sio.emit("event", for_customer(recorded), room=room, namespace=CUSTOMER)
        await self._sio.emit("event", for_agent(recorded), room=room, namespace=AGENT)

    def _handler(self, desk: Desk, event: SocketEvent) -> Callable[..., Awaitable[Ack]]:
        async def on_event(sid: str, *arguments: object) -> Ack:
            try:
                payload = read(event.payload, _only(arguments))
                session = await self._sio.get_session(sid, desk.namespace)
                return {"ok": True, **await event.handle(sid, session, payload)}
            except Exception as error:
                return self._refuse(error)

        return on_event

    def _connect(self, desk: Desk) -> Callable[..., Awaitable[Ack | None]]:
        async def on_connect(sid: str, *arguments: object) -> Ack | None:
            if self._is_open(desk, sid):
                return await self._unknown("connect", sid)
            try:
                async with asyncio.timeout(CONNECT_TIMEOUT_S):
                    session = await desk.admit(sid, read(SocketAuth, arguments[-1]))
                    await self._sio.save_session(sid, session, desk.namespace)
            except Exception as error:
                await self._leave(desk, sid)
                refusal = self._refuse(error)["error"]
                raise socketio.exceptions.ConnectionRefusedError(refusal["message"], refusal) from error
            return None

        return on_connect

    def _disconnect(self, desk: Desk) -> Callable[..., Awaitable[Ack | None]]:
        async def on_disconnect(sid: str, *_arguments: object) -> Ack | None:
            if self._is_open(desk, sid):
                return await self._unknown("disconnect", sid)
            await self._leave(desk, sid)
            return None

        return on_disconnect

    def _is_open(self, desk: Desk, sid: str) -> bool:
        """Say whether the socket stays open: then it was a page that emitted an event with a name of ours."""
        return bool(self._sio.manager.is_connected(sid, desk.namespace))

    async def _leave(self, desk: Desk, sid: str) -> None:
        try:
            await desk.leave(sid)
        except Exception:
            self._log.exception("leave_failed", sid=sid)

    async def _unknown(self, event: object, _sid: str, *_arguments: object) -> Ack:
        return self._refuse(InvalidInput(f"There is no event {str(event)[:60]!r}."))

    def _refuse(self, error: Exception) -> Ack:
        problem = problem_of(error)
        if problem is None:
            self._log.error("event_failed", exc_info=error)
            return UNFORESEEN.to_ack()
        if problem.code == "storage_unavailable":
            self._log.error("storage_unavailable", exc_info=error)
        return problem.to_ack()


def _only(arguments: tuple[object, ...]) -> object:
    if len(arguments) > 1:
        raise InvalidInput(f"An event carries one payload, not {len(arguments)}.")
    return arguments[0] if arguments else None
