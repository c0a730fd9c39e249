"""After many connections nothing is left: no socket, no task, no room and no growing memory.

Among them are connects that fail, that hang, that never say who they are, that vanish without a word and
that never read. `FRONTDESK_LONG=1` makes them five thousand.
"""

import asyncio
import gc
import itertools
import json
import logging
import os
import random
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import httpx2
import psutil
import pytest
from websockets.asyncio.client import connect

from handoff.adapters.people_store import SqlCustomerStore
from handoff.people.accounts import digest
from tests.contract import say
from tests.inside import Inside, opened
from tests.live import customer

LONG = os.environ.get("FRONTDESK_LONG") == "1"
CONNECTS = 5_000 if LONG else 120
AT_ONCE = 10
GROWTH_MB = 80.0
TALL = "tall " * 700
SLOW_READERS = 5 if LONG else 2
log = logging.getLogger(__name__)
Find = Callable[..., Awaitable[str | None]]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """A service that soon loses patience."""
    data_dir: Path = tmp_path_factory.mktemp("busy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handoff.house.bridge.JOIN_WITHIN_S", 1.0)
        patch.setattr("handoff.house.bridge.REAP_EVERY_S", 0.2)
        patch.setattr("handoff.house.bridge.READ_PATIENCE_S", 1.0)
        patch.setattr("handoff.house.bridge.MOST_WAITING", 60)
        patch.setattr("handoff.adapters.sockets.gateway.CONNECT_TIMEOUT_S", 1.0)
        patch.setattr(SqlCustomerStore, "find_token", sometimes_broken(SqlCustomerStore.find_token))
        with opened(data_dir, message_rate="100000/second", visitor_rate="100000/second") as service:
            yield service


def sometimes_broken(find_token: Find) -> Find:
    """Give a store that fails for some tokens, never answers for others, and else works."""
    digests = {"fails": digest("fails"), "hangs": digest("hangs")}

    async def find(self: SqlCustomerStore, token_digest: str, at: Any) -> str | None:
        if token_digest == digests["fails"]:
            raise RuntimeError("the store fell over")
        if token_digest == digests["hangs"]:
            await asyncio.Event().wait()
        return await find_token(self, token_digest, at)

    return find


def raw(place: Inside) -> connect:
    url = f"{place.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    return connect(url, max_queue=2, ping_interval=None, close_timeout=1)


async def joins(place: Inside, token: str) -> None:
    """Come in properly, ask for everything, and go."""
    async with raw(place) as socket:
        await socket.recv()
        await socket.send("40/customer," + json.dumps({"token": token}))
        await socket.recv()
        await socket.send('42/customer,1["sync",{"after":0}]')
        await socket.recv()


async def is_refused(place: Inside, token: str) -> None:
    """Try to come in with a token nobody knows."""
    await joins(place, f"not {token}")


async def fails(place: Inside, _token: str) -> None:
    """Come in while the store is broken."""
    await joins(place, "fails")


async def hangs(place: Inside, _token: str) -> None:
    """Come in while the store does not answer."""
    await joins(place, "hangs")


async def stays_a_stranger(place: Inside, _token: str) -> None:
    """Never say who it is; wait to be cut off."""
    async with raw(place) as socket:
        while True:
            await socket.recv()


async def vanishes(place: Inside, token: str) -> None:
    """Come in and lose the network in the middle of a word."""
    async with raw(place) as socket:
        await socket.recv()
        await socket.send("40/customer," + json.dumps({"token": token}))
        await socket.recv()
        socket.transport.write(b"\x81\xfe")
        socket.transport.abort()


async def never_reads(place: Inside, token: str) -> None:
    """Come in, ask for everything again and again and read nothing; wait to be cut off."""
    async with raw(place) as socket:
        await socket.recv()
        await socket.send("40/customer," + json.dumps({"token": token}))
        for number in itertools.count():
            await socket.send(f'42/customer,{number}["sync",{{"after":0}}]')
            await asyncio.sleep(0.005)


KINDS = [*[joins] * 12, *[is_refused] * 3, *[vanishes] * 3, fails, hangs, stays_a_stranger]


class Footprint:
    """What the service holds, as this process sees it."""

    def __init__(self, place: Inside) -> None:
        self.guard = cast("Any", place.house.app)
        self.sio = self.guard.app.engineio_server
        self.process = psutil.Process()
        self.port = place.port

    def held(self) -> dict[str, int]:
        """Count what has to be gone when everybody has gone."""
        manager = self.sio.manager
        rooms = sum(len(sids) for rooms in manager.rooms.values() for sids in rooms.values())
        pending = sum(len(sids) for sids in manager.pending_connect.values())
        return {
            "websockets": self.guard.open,
            "engine sockets": len(self.sio.eio.sockets),
            "environments": len(self.sio.environ),
            "rooms": rooms,
            "pending": pending,
        }

    def connections(self) -> int:
        """Count the open ends on the service's own port."""
        found = self.process.net_connections(kind="tcp")
        open_ends = [c for c in found if c.laddr.port == self.port and c.status != psutil.CONN_LISTEN]
        return len(open_ends)

    def memory_mb(self) -> float:
        gc.collect()
        return float(self.process.memory_info().rss) / 2**20


async def many(place: Inside, token: str, chance: random.Random, times: int) -> None:
    async def worker(mine: int) -> None:
        for _ in range(mine):
            kind = chance.choice(KINDS)
            with suppress(Exception):
                async with asyncio.timeout(20):
                    await kind(place, token)

    await asyncio.gather(*(worker(times // AT_ONCE) for _ in range(AT_ONCE)))


async def stand_still(place: Inside, token: str) -> None:
    slow = [never_reads(place, token) for _ in range(SLOW_READERS)]
    await asyncio.wait_for(asyncio.gather(*slow, return_exceptions=True), 120)


def index_is_ready(place: Inside) -> bool:
    """Say whether the models are loaded, which takes memory of its own."""
    parts: dict[str, str] = httpx2.get(f"{place.url}/readyz", timeout=10).json()["components"]
    return parts["index"] == "ok"


async def test_nothing_is_left_after_many_connections(busy: Inside) -> None:
    chance = random.Random(20261122)
    footprint = Footprint(busy)
    admission = busy.visitor()
    async with customer(busy, admission) as robin:
        for _ in range(60):
            await say(robin, TALL)
    await busy.comes_true(lambda: index_is_ready(busy), 120)
    await many(busy, admission["token"], chance, 40)
    await stand_still(busy, admission["token"])
    await busy.comes_true(lambda: not any(footprint.held().values()), 60)
    tasks, memory = tasks_of(busy), footprint.memory_mb()

    await many(busy, admission["token"], chance, CONNECTS)
    await stand_still(busy, admission["token"])

    await busy.comes_true(lambda: not any(footprint.held().values()), 60)
    await busy.comes_true(lambda: tasks_of(busy) <= tasks, 60)
    await busy.comes_true(lambda: footprint.connections() == 0, 60)
    growth = footprint.memory_mb() - memory
    log.info("%s connects: tasks %s -> %s, memory %+.1f MB", CONNECTS, tasks, tasks_of(busy), growth)
    assert growth < GROWTH_MB
    async with customer(busy, admission) as robin:
        await say(robin, "It goes on as before")


def tasks_of(place: Inside) -> int:
    """Count the tasks of the service's own loop, which runs on another thread."""
    counted: list[int] = []
    done = threading.Event()
    loop = place.loop

    def count() -> None:
        counted.append(len(asyncio.all_tasks(loop)))
        done.set()

    loop.call_soon_threadsafe(count)
    done.wait(10)
    return counted[0]
