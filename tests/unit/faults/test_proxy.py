"""The bad network does to a websocket what it was told to, and leaves the rest alone."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed, InvalidMessage

from tests.faults.proxy import FaultProxy
from tests.faults.weather import BOTH, DOWN, UP, Kind, Trouble

LONG_S = 60.0


async def echo(socket: ServerConnection) -> None:
    async for words in socket:
        await socket.send(words)


def then_calm(*troubles: Trouble) -> Iterator[Trouble]:
    yield from troubles
    yield Trouble(Kind.DELAY, 1_000, 1, BOTH)


@asynccontextmanager
async def echoing(*troubles: Trouble) -> AsyncIterator[tuple[FaultProxy, int]]:
    async with serve(echo, "127.0.0.1", 0) as server:
        upstream = next(iter(server.sockets)).getsockname()[1]
        proxy = FaultProxy(upstream, lambda _line: then_calm(*troubles), 1)
        port = await proxy.open()
        try:
            yield proxy, port
        finally:
            await proxy.close()


def opened(port: int) -> connect:
    return connect(f"ws://127.0.0.1:{port}", compression=None, ping_interval=None, close_timeout=0.2)


async def come(proxy: FaultProxy, kind: Kind) -> None:
    """Wait until a trouble is there."""
    async with asyncio.timeout(5):
        while not proxy.done[kind]:  # noqa: ASYNC110 -- a counter gives no sign
            await asyncio.sleep(0.01)


async def exchange(socket: ClientConnection, *words: str, answers: int) -> list[str]:
    for word in words:
        await socket.send(word)
    async with asyncio.timeout(5):
        return [str(await socket.recv()) for _ in range(answers)]


async def test_without_trouble_everything_passes() -> None:
    long = "x" * 100_000
    async with echoing() as (_, port), opened(port) as socket:
        assert await exchange(socket, "a", long, "b", answers=3) == ["a", long, "b"]


@pytest.mark.parametrize("kind", [Kind.RESET, Kind.CLOSE])
async def test_a_cut_ends_the_connection(kind: Kind) -> None:
    async with echoing(Trouble(kind, 0.05, 0, BOTH)) as (_, port), opened(port) as socket:
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(socket.recv(), 5)


async def test_half_open_holds_everything_back_and_gives_it_when_it_ends() -> None:
    async with echoing(Trouble(Kind.HALF_OPEN, 0, 0.4, UP)) as (proxy, port), opened(port) as socket:
        await come(proxy, Kind.HALF_OPEN)
        await socket.send("a")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 0.15)
        assert await exchange(socket, answers=1) == ["a"]


async def test_dropped_words_never_come() -> None:
    async with echoing(Trouble(Kind.DROP, 0, 0.3, DOWN)) as (proxy, port), opened(port) as socket:
        await come(proxy, Kind.DROP)
        await socket.send("a")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 0.5)
        assert await exchange(socket, "b", answers=1) == ["b"]


async def test_doubled_words_come_twice_in_both_directions() -> None:
    async with echoing(Trouble(Kind.DUPLICATE, 0, LONG_S, BOTH)) as (proxy, port), opened(port) as socket:
        await come(proxy, Kind.DUPLICATE)
        assert await exchange(socket, "a", answers=4) == ["a"] * 4


async def test_reordered_words_come_in_pairs_the_other_way_round() -> None:
    async with echoing(Trouble(Kind.REORDER, 0, LONG_S, UP)) as (proxy, port), opened(port) as socket:
        await come(proxy, Kind.REORDER)
        assert await exchange(socket, "a", "b", "c", "d", answers=4) == ["b", "a", "d", "c"]


async def test_what_reordering_holds_back_comes_when_it_ends() -> None:
    async with echoing(Trouble(Kind.REORDER, 0, 0.2, UP)) as (proxy, port), opened(port) as socket:
        await come(proxy, Kind.REORDER)
        assert await exchange(socket, "a", answers=1) == ["a"]


@pytest.mark.parametrize("kind", [Kind.DRIP, Kind.DELAY])
async def test_slow_words_come_whole_and_in_order(kind: Kind) -> None:
    async with echoing(Trouble(kind, 0, LONG_S, BOTH)) as (proxy, port), opened(port) as socket:
        await come(proxy, kind)
        words = ["first" * 20, "second" * 20]
        assert await exchange(socket, *words, answers=2) == words


async def test_calm_ends_all_trouble_that_is_to_come() -> None:
    async with echoing(Trouble(Kind.RESET, 0.2, 0, BOTH)) as (proxy, port), opened(port) as socket:
        proxy.calm_down()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 0.4)
        assert await exchange(socket, "a", answers=1) == ["a"]


async def test_sockets_can_be_refused() -> None:
    async with echoing() as (proxy, port):
        proxy.refuses_sockets = True
        with pytest.raises((InvalidMessage, OSError)):
            await opened(port)
