"""What the socket library leaves open: how many connections one address holds, and readers that stop reading.

Stands outermost, next to the server. A message that cannot be written within `patience_s` ends its
connection, because the buffers of a reader that stands still would grow for ever; the page comes back and
asks for what it missed by its cursor.
"""

import asyncio
from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ABORT = "frontdesk.abort"
TRY_LATER = 1013


class ConnectionGuard:
    """Passes everything on, and watches the websockets."""

    def __init__(self, app: ASGIApp, per_address: int, patience_s: float) -> None:
        self.app = app
        self._per_address = per_address
        self._patience_s = patience_s
        self._open: Counter[str] = Counter()

    @property
    def open(self) -> int:
        """How many websockets are open."""
        return self._open.total()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection or request."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else "unknown"
        if self._open[address] >= self._per_address:
            await _turn_away(receive, send)
            return
        self._open[address] += 1
        try:
            abort = _abort_of(send)
            await self.app({**scope, ABORT: abort}, receive, self._impatient(send, abort))
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    def _impatient(self, send: Send, abort: Callable[[], None]) -> Send:
        async def send_in_time(message: Message) -> None:
            try:
                async with asyncio.timeout(self._patience_s):
                    await send(message)
            except TimeoutError as error:
                abort()
                raise ConnectionAbortedError("the reader stood still for too long") from error

        return send_in_time


async def _turn_away(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": TRY_LATER})


def _abort_of(send: Send) -> Callable[[], None]:
    """Give what cuts the connection at once.

    ASGI only knows a polite close, which waits until everything is written, and so for ever for a reader that
    stands still. The server's `send` is a method of its protocol, which holds the transport.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)

    def abort() -> None:
        if transport is not None:
            transport.abort()

    return abort
