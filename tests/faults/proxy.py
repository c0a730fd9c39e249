"""A bad network on loopback: a TCP proxy that cuts, delays, holds back, loses, doubles, reorders and drips.

It knows just enough of websockets to treat frames as wholes; plain HTTP goes through it as bytes.
"""

import asyncio
import random
import socket
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

from tests.faults.frames import FrameReader
from tests.faults.weather import Kind, Trouble, Way

HEAD_END = b"\r\n\r\n"
LONGEST_DELAY_S = 0.4
DRIP_BYTES = 24
DRIP_PAUSE_S = 0.02
LINGER_NOT = struct.pack("ii", 1, 0)

Forecast = Callable[[int], Iterator[Trouble]]


class Pipe:
    """One direction of a line."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, dice: random.Random
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._dice = dice
        self._frames: FrameReader | None = None
        self._held: bytes | None = None
        self._free = asyncio.Event()
        self._free.set()
        self.trouble: Kind | None = None

    def begin(self, kind: Kind) -> None:
        """Let a trouble begin."""
        self.trouble = kind
        if kind is Kind.HALF_OPEN:
            self._free.clear()

    def end(self) -> None:
        """Let the trouble end; what was held back goes on."""
        self.trouble = None
        self._free.set()
        if self._held is not None:
            held, self._held = self._held, None
            with suppress(ConnectionError, RuntimeError):
                self._writer.write(held)

    def speak_frames(self) -> None:
        """Go over to frames from here on."""
        self._frames = FrameReader()

    async def run(self, first: bytes = b"") -> None:
        """Carry bytes until either side ends."""
        if first:
            await self._send(first)
        while True:
            data = await self._reader.read(65_536)
            await self._free.wait()
            if not data:
                break
            if self._frames is None:
                await self._send(data)
                continue
            for frame in self._frames.feed(data):
                await self._carry(frame.raw, words=frame.carries_words)
        with suppress(ConnectionError, OSError, RuntimeError):
            self._writer.write_eof()

    async def _carry(self, raw: bytes, *, words: bool) -> None:
        match self.trouble if words else None:
            case Kind.DROP:
                return
            case Kind.DUPLICATE:
                await self._send(raw + raw)
            case Kind.REORDER if self._held is None:
                self._held = raw
            case Kind.REORDER:
                held, self._held = self._held or b"", None
                await self._send(raw + held)
            case _:
                await self._send(raw)

    async def _send(self, data: bytes) -> None:
        if self.trouble is Kind.DELAY:
            await asyncio.sleep(self._dice.uniform(0, LONGEST_DELAY_S))
        if self.trouble is Kind.DRIP:
            await self._drip(data)
            return
        self._writer.write(data)
        await self._writer.drain()

    async def _drip(self, data: bytes) -> None:
        for start in range(0, len(data), DRIP_BYTES):
            self._writer.write(data[start : start + DRIP_BYTES])
            await self._writer.drain()
            if self.trouble is Kind.DRIP:
                await asyncio.sleep(DRIP_PAUSE_S)


class FaultProxy:
    """Stands before a port; every connection has a forecast of its own, by its number."""

    def __init__(self, upstream: int, forecast: Forecast, seed: int) -> None:
        self._upstream = upstream
        self._forecast = forecast
        self._seed = seed
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._calm = False
        self.lines = 0
        self.done: Counter[Kind] = Counter()
        self.refuses_sockets = False
        """Whether connections that want to become websockets are cut, as some company networks do."""

    async def open(self) -> int:
        """Begin to listen and give the port."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """End everything."""
        if self._server is not None:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def calm_down(self) -> None:
        """Cause no further trouble."""
        self._calm = True
        self.refuses_sockets = False

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        task = asyncio.create_task(self._serve(self.lines, reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, line: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = [writer]
        try:
            head = await reader.readuntil(HEAD_END)
            wants_socket = b"upgrade: websocket" in head.lower()
            if wants_socket and self.refuses_sockets:
                return
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._upstream)
            ends.append(far_writer)
            dice = random.Random(f"{self._seed}:{line}:delays")
            up, down = Pipe(reader, far_writer, dice), Pipe(far_reader, writer, dice)
            answer = b""
            if wants_socket:
                far_writer.write(head)
                answer = await far_reader.readuntil(HEAD_END)
                up.speak_frames()
                down.speak_frames()
                head = b""
            await self._carry(line, {Way.UP: up, Way.DOWN: down}, head, answer, ends)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, RuntimeError):
            return
        finally:
            for end in ends:
                end.close()

    async def _carry(
        self,
        line: int,
        pipes: dict[Way, Pipe],
        head: bytes,
        answer: bytes,
        ends: list[asyncio.StreamWriter],
    ) -> None:
        flows = [
            asyncio.create_task(pipes[Way.UP].run(head)),
            asyncio.create_task(pipes[Way.DOWN].run(answer)),
        ]
        weather = asyncio.create_task(self._storm(line, pipes, ends))
        try:
            await asyncio.wait([*flows, weather], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (*flows, weather):
                task.cancel()
            await asyncio.gather(*flows, weather, return_exceptions=True)

    async def _storm(self, line: int, pipes: dict[Way, Pipe], ends: list[asyncio.StreamWriter]) -> None:
        """Let one trouble after the other come over the line; it returns when the line is cut."""
        for trouble in self._forecast(line):
            await asyncio.sleep(trouble.after_s)
            if self._calm:
                await asyncio.Event().wait()
            self.done[trouble.kind] += 1
            if trouble.kind in {Kind.RESET, Kind.CLOSE}:
                _cut(ends, hard=trouble.kind is Kind.RESET)
                return
            hit = [pipes[way] for way in sorted(trouble.ways)]
            for pipe in hit:
                pipe.begin(trouble.kind)
            await asyncio.sleep(trouble.lasts_s)
            for pipe in hit:
                pipe.end()


def _cut(ends: list[asyncio.StreamWriter], *, hard: bool) -> None:
    for end in ends:
        if hard:
            raw: socket.socket = end.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
            end.transport.abort()
        else:
            end.close()
