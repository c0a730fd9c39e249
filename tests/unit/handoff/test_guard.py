"""The guard: so many sockets from one address, and no patience with a reader that stands still."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from handoff.adapters.sockets.guard import ABORT, ConnectionGuard
from tests.waiting import until


@dataclass
class Transport:
    """Remembers that it was cut."""

    aborted: bool = False

    def abort(self) -> None:
        self.aborted = True


@dataclass
class Protocol:
    """The server's end of one websocket, whose buffers may be full."""

    full: bool = False
    transport: Transport = field(default_factory=Transport)
    sent: list[Message] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        if self.full:
            await asyncio.Event().wait()
        self.sent.append(message)


async def receive() -> Message:
    return {"type": "websocket.connect"}


def scope(address: str = "10.0.0.1") -> dict[str, Any]:
    return {"type": "websocket", "client": (address, 4711)}


class Held:
    """An application whose sockets stay open until they are let go."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.scopes: list[Scope] = []

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        await send({"type": "websocket.accept"})
        await self.gate.wait()


async def test_one_address_gets_its_share_and_gets_it_back() -> None:
    app = Held()
    guard = ConnectionGuard(app, per_address=2, patience_s=5)
    first = [asyncio.create_task(guard(scope(), receive, Protocol().send)) for _ in range(2)]
    await until(lambda: guard.open == 2)
    refused, other = Protocol(), Protocol()
    await guard(scope(), receive, refused.send)
    assert [message["type"] for message in refused.sent] == ["websocket.close"]
    from_elsewhere = asyncio.create_task(guard(scope("10.0.0.2"), receive, other.send))
    await until(lambda: guard.open == 3)
    app.gate.set()
    await asyncio.gather(*first, from_elsewhere)
    assert guard.open == 0
    again = Protocol()
    await guard(scope(), receive, again.send)
    assert [message["type"] for message in again.sent] == ["websocket.accept"]


async def test_a_reader_that_stands_still_is_cut() -> None:
    guard = ConnectionGuard(Held(), per_address=9, patience_s=0.01)
    slow = Protocol(full=True)
    with pytest.raises(ConnectionAbortedError):
        await guard(scope(), receive, slow.send)
    assert slow.transport.aborted
    assert guard.open == 0


async def test_the_application_can_cut_a_connection_itself() -> None:
    app = Held()
    app.gate.set()
    protocol = Protocol()
    await ConnectionGuard(app, per_address=9, patience_s=5)(scope(), receive, protocol.send)
    assert not protocol.transport.aborted
    app.scopes[0][ABORT]()
    assert protocol.transport.aborted


async def test_requests_are_passed_on_uncounted() -> None:
    app = Held()
    app.gate.set()
    guard = ConnectionGuard(app, per_address=0, patience_s=5)
    protocol = Protocol()
    await guard({"type": "http"}, receive, protocol.send)
    assert ABORT not in app.scopes[0]
    assert protocol.sent
