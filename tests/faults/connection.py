"""One namespace of the gateway as a page holds it: a bare websocket that loses nothing and hides nothing.

It is written here by hand, so that what the network does to single frames meets no library that mends it.
"""

import asyncio
import itertools
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

ACK_TIMEOUT_S = 5.0
PATIENCE_S = 10.0
Heard = Callable[[str, Any], None]


class NoAnswer(Exception):
    """No acknowledgement came: nobody knows whether the service acted."""


class Refused(Exception):
    """The gateway does not let this page in; the message is what it said."""


class Connection:
    """An open connection; `closed` is set when it has ended, for whatever reason."""

    def __init__(self, websocket: ClientConnection, namespace: str, heard: Heard) -> None:
        self._websocket = websocket
        self._namespace = namespace
        self._heard = heard
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._silence_s = 45.0
        self._reading: asyncio.Task[None] | None = None
        self.closed = asyncio.Event()

    @classmethod
    async def open(cls, address: str, namespace: str, token: str, heard: Heard) -> Self:
        """Connect and join.

        Raises:
            NoAnswer: the gateway could not be reached.
            Refused: it said no.
        """
        url = f"ws://{address}/socket.io/?EIO=4&transport=websocket"
        try:
            async with asyncio.timeout(PATIENCE_S):
                websocket = await connect(url, compression=None, ping_interval=None, close_timeout=0.5)
        except (OSError, WebSocketException, EOFError) as error:
            raise NoAnswer(str(error)) from error
        connection = cls(websocket, namespace, heard)
        connection._reading = asyncio.create_task(connection._read(token))
        try:
            await asyncio.wait_for(asyncio.shield(connection._joined), PATIENCE_S)
        except TimeoutError as error:
            await connection.close()
            raise NoAnswer("the gateway did not let the page in") from error
        except (NoAnswer, Refused):
            await connection.close()
            raise
        return connection

    async def close(self) -> None:
        """End the connection without a word, as a page that is closed."""
        self._websocket.transport.abort()
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        self._end()

    async def ask(self, event: str, payload: object, patience_s: float = ACK_TIMEOUT_S) -> dict[str, Any]:
        """Emit and give the acknowledgement.

        Raises:
            NoAnswer: none came in time, or the connection ended.
        """
        number = next(self._numbers)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            async with asyncio.timeout(patience_s):
                await self._send(f"42{self._namespace},{number}{json.dumps([event, payload])}")
                ack: dict[str, Any] = await answer
        except (TimeoutError, OSError, WebSocketException) as error:
            raise NoAnswer(event) from error
        finally:
            self._waiting.pop(number, None)
        return ack

    async def _send(self, packet: str) -> None:
        await self._websocket.send(packet)

    async def _read(self, token: str) -> None:
        try:
            while True:
                async with asyncio.timeout(self._silence_s):
                    packet = await self._websocket.recv()
                await self._take(str(packet), token)
        except (TimeoutError, OSError, WebSocketException, EOFError):
            self._websocket.transport.abort()
        finally:
            self._end()

    async def _take(self, packet: str, token: str) -> None:
        match packet[:1]:
            case "0":
                settings = json.loads(packet[1:])
                self._silence_s = (settings["pingInterval"] + settings["pingTimeout"]) / 1_000
                await self._send(f"40{self._namespace},{json.dumps({'token': token})}")
            case "2":
                await self._send("3")
            case "4":
                self._take_message(packet[1:])
            case "1":
                raise EOFError("the gateway closed the connection")

    def _take_message(self, packet: str) -> None:
        kind, _, rest = packet.partition(",")
        match kind[:1]:
            case "0" if not self._joined.done():
                self._joined.set_result(None)
            case "1":
                raise EOFError("the gateway turned the page out")
            case "2":
                name, *payload = json.loads(rest)
                self._heard(name, payload[0] if payload else None)
            case "3":
                self._take_answer(*rest.split("[", 1))
            case "4" if not self._joined.done():
                self._joined.set_exception(Refused(rest))

    def _take_answer(self, number: str, body: str) -> None:
        answer = self._waiting.get(int(number))
        if answer is not None and not answer.done():
            answer.set_result(json.loads(f"[{body}")[0])

    def _end(self) -> None:
        self.closed.set()
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(NoAnswer("the connection ended"))
        if not self._joined.done():
            self._joined.set_exception(NoAnswer("the connection ended"))
            with suppress(NoAnswer):
                self._joined.exception()
