"""Sockets that fail while they open: they are refused in time and leave nothing behind."""

import asyncio
import json

import pytest
from websockets.asyncio.client import connect

from handoff.adapters.people_store import SqlCustomerStore
from handoff.adapters.session_store import SqlSessionStore
from tests.contract import refused_at_the_door, say
from tests.inside import Inside
from tests.live import Client, customer


async def fails(*_arguments: object) -> None:
    """Stand in for a store that breaks."""
    raise RuntimeError("the store fell over")


async def hangs(*_arguments: object) -> None:
    """Stand in for a store that never answers."""
    await asyncio.Event().wait()


BREAKAGES = {"/customer": (SqlCustomerStore, "find_token"), "/agent": (SqlSessionStore, "find")}


@pytest.mark.parametrize("breakage", [fails, hangs])
@pytest.mark.parametrize("namespace", BREAKAGES)
async def test_a_connect_that_breaks_is_refused_and_leaves_nothing(
    inside: Inside, monkeypatch: pytest.MonkeyPatch, namespace: str, breakage: object
) -> None:
    await inside.comes_true(lambda: inside.sockets() == {})
    with monkeypatch.context() as broken:
        broken.setattr("handoff.adapters.sockets.gateway.CONNECT_TIMEOUT_S", 0.2)
        broken.setattr(*BREAKAGES[namespace], breakage)
        for _ in range(3):
            refusal = await refused_at_the_door(inside, namespace, {"token": "anything"})
            assert refusal["code"] == "internal_error"
    await inside.comes_true(lambda: inside.sockets() == {})
    async with customer(inside) as robin:
        await say(robin, "it goes on")
        assert inside.sockets().keys() == {"/customer"}


async def test_a_page_that_goes_while_it_comes_in_leaves_nothing(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    await inside.comes_true(lambda: inside.sockets() == {})
    url = f"{inside.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    with monkeypatch.context() as broken:
        broken.setattr("handoff.adapters.sockets.gateway.CONNECT_TIMEOUT_S", 0.5)
        broken.setattr(SqlCustomerStore, "find_token", hangs)
        for _ in range(3):
            async with connect(url) as socket:
                await socket.recv()
                await socket.send("40/customer," + json.dumps({"token": "anything"}))
                await inside.comes_true(lambda: inside.sockets() != {})
                socket.transport.abort()
            await inside.comes_true(lambda: inside.sockets() == {})


async def test_an_agent_who_could_not_come_in_is_not_present(
    inside: Inside, inside_tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    auth = {"token": inside_tokens["agent2"]}
    with monkeypatch.context() as broken:
        broken.setattr("socketio.AsyncServer.save_session", fails)
        assert (await refused_at_the_door(inside, "/agent", auth))["code"] == "internal_error"
    async with Client(inside, "/agent", {"token": inside_tokens["agent"]}) as jonas:
        await jonas.emit("presence:set", {"status": "online", "capacity": 1})
        notice = await jonas.noticed("presence")
        assert [agent["name"] for agent in notice["agents"]] == ["Jonas Hollow"]


async def test_many_who_come_and_go_leave_nothing(inside: Inside) -> None:
    admission = inside.visitor()
    for _ in range(5):
        windows = [customer(inside, admission) for _ in range(5)]
        async with asyncio.TaskGroup() as group:
            for window in windows:
                group.create_task(come_and_go(window))
    await inside.comes_true(lambda: inside.sockets() == {})


async def come_and_go(window: Client) -> None:
    async with window:
        await window.emit("sync")
