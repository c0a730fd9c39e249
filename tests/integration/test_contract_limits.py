"""Connections that only cost: strangers, hoarders of sockets and readers that stand still are cut off."""

import asyncio
import itertools
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx2
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bot.domain.identity import Claim
from tests.contract import accepted, bearer, fresh_id, history, say
from tests.inside import Inside, opened
from tests.live import customer

PER_ADDRESS = 6
TALL = "tall " * 700


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """A service with little patience and few sockets for one address."""
    data_dir: Path = tmp_path_factory.mktemp("strict")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handoff.house.bridge.JOIN_WITHIN_S", 1.5)
        patch.setattr("handoff.house.bridge.REAP_EVERY_S", 0.1)
        patch.setattr("handoff.house.bridge.READ_PATIENCE_S", 0.5)
        patch.setattr("handoff.house.bridge.MOST_WAITING", 40)
        with opened(data_dir, sockets_per_address=PER_ADDRESS, message_rate="100000/second") as service:
            yield service


def raw(place: Inside) -> connect:
    url = f"{place.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    return connect(url, max_queue=1, ping_interval=None)


async def join(socket: ClientConnection, token: str) -> None:
    await socket.recv()
    await socket.send("40/customer," + json.dumps({"token": token}))
    assert str(await socket.recv()).startswith("40/customer")


async def ask_and_never_read(socket: ClientConnection) -> None:
    """Ask for everything again and again, and read nothing of it."""
    async with asyncio.timeout(60):
        for number in itertools.count():
            await socket.send(f'42/customer,{number}["sync",{{"after":0}}]')
            await asyncio.sleep(0.005)


async def test_who_never_says_who_they_are_is_cut_off(strict: Inside) -> None:
    async with raw(strict) as socket:
        await socket.recv()
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(socket.recv(), 10)


async def test_who_has_joined_stays(strict: Inside) -> None:
    token = strict.visitor()["token"]
    async with raw(strict) as socket:
        await join(socket, token)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 3)
        await socket.send('42/customer,1["sync",{"after":0}]')
        assert '"ok":true' in str(await socket.recv())


async def test_one_address_has_so_many_sockets_and_no_more(strict: Inside) -> None:
    async with AsyncExitStack() as stack:
        token = strict.visitor()["token"]
        for _ in range(PER_ADDRESS):
            await join(await stack.enter_async_context(raw(strict)), token)
        with pytest.raises(InvalidStatus) as refused:
            await stack.enter_async_context(raw(strict))
        assert refused.value.response.status_code == 403
    await strict.comes_true(lambda: strict.sockets() == {})
    async with customer(strict) as robin:
        await say(robin, "Room again")


async def test_a_reader_that_stands_still_is_cut_off_and_catches_up_by_cursor(strict: Inside) -> None:
    admission = strict.visitor()
    async with customer(strict, admission) as robin:
        for _ in range(60):
            await say(robin, TALL)
        async with raw(strict) as slow:
            await join(slow, admission["token"])
            with pytest.raises(ConnectionClosed):
                await ask_and_never_read(slow)
        await strict.comes_true(lambda: len(strict.sockets().get("/customer", ())) == 1)
        await say(robin, "Nobody else noticed")
    async with customer(strict, admission) as back:
        texts = [event["data"].get("text") for event in await history(back)]
        assert texts.count(TALL.strip()) == 60
        assert "Nobody else noticed" in texts
        accepted(await back.emit("typing", {"active": True}))


@pytest.mark.parametrize("door", ["admission", "socket", "message"])
async def test_a_guesser_is_known_by_their_address_whichever_door_they_take(
    strict: Inside, door: str
) -> None:
    book, claim = strict.house.brain.jobs.guesses, Claim("FH-204518", email="eve@example.com")
    eve, again = strict.visitor(), strict.visitor()
    where = again["conversation_id"]
    if door != "admission":
        book.came_from(where, "192.0.2.7")
        assert book.besides(where, claim).nearby == 0
    if door == "socket":
        async with customer(strict, again) as page:
            accepted(await page.emit("sync", {"after": 0}))
    if door == "message":
        async with httpx2.AsyncClient(base_url=strict.url, headers=bearer(again["token"])) as client:
            words = {"client_id": fresh_id(), "text": "hello"}
            posted = await client.post(f"/api/v1/conversations/{where}/messages", json=words)
            assert posted.status_code == 201, posted.text
    book.wrong(eve["conversation_id"], claim)
    assert book.besides(where, claim).nearby > 0
