"""Whatever a page sends: it is refused with a code, or its own connection ends, and nobody else's."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.contract import accepted, code_of, history, say, staff
from tests.live import LiveService, Place, customer

Tokens = Mapping[str, str]
Events = Mapping[str, Mapping[str, object]]
CUSTOMER_EVENTS: Events = {
    "message:post": {"client_id": "k1", "text": "x"},
    "handoff:request": {},
    "sync": {"after": 0},
    "typing": {"active": True},
    "answer:rate": {"message_id": "m", "helpful": True},
    "survey:submit": {"csat": 1},
    "choice:pick": {"message_id": "m", "choice_id": "c"},
}
OF = {"conversation_id": "c"}
AGENT_EVENTS: Events = {
    "presence:set": {"status": "online", "capacity": 5},
    "queue:list": {},
    "conversation:open": {**OF, "after": 0},
    "conversation:claim": OF,
    "message:post": {**OF, "client_id": "k1", "text": "x"},
    "note:post": {**OF, "client_id": "k1", "text": "x"},
    "typing": {**OF, "active": True},
    "conversation:transfer": {**OF, "to_agent_id": "a"},
    "conversation:release": OF,
    "conversation:return_to_bot": OF,
    "conversation:resolve": OF,
}


def spoilt(good: Mapping[str, object]) -> list[object]:
    """Give payloads that are nearly right: an unknown field, and each field missing, of a wrong type, NUL."""
    wrong: list[object] = [{**good, "is_admin": True}, [], [good], "text", 7, True, b"\x00\xff", {"": None}]
    for name, value in good.items():
        others: list[object] = [b"binary", ["x"], {"x": 1}, 7.5, "\x00", None]
        if name not in {"after", "capacity"}:
            wrong.append({key: kept for key, kept in good.items() if key != name})
        wrong.extend({**good, name: other} for other in others if type(other) is not type(value))
    return wrong


async def refuse_all(client: Any, events: Events) -> None:
    for event, good in events.items():
        for payload in spoilt(good):
            refused = await client.emit(event, payload)
            assert code_of(refused) == "invalid_payload", (event, payload)
        several = await client.emit(event, (good, good))
        assert code_of(several) == "invalid_payload", event


async def test_every_spoilt_event_of_a_customer_is_refused_and_nothing_is_stored(live: LiveService) -> None:
    async with customer(live) as robin:
        await refuse_all(robin, CUSTOMER_EVENTS)
        assert await history(robin) == []


async def test_every_spoilt_event_of_an_agent_is_refused(live: LiveService, tokens: Tokens) -> None:
    async with staff(live, tokens) as jonas:
        await refuse_all(jonas, AGENT_EVENTS)


@pytest.mark.parametrize(
    "event", ["message:delete", "conversation:open", "event", "", "connect", "disconnect", "*", "x" * 5_000]
)
async def test_an_unknown_event_is_refused_not_ignored(live: LiveService, event: str) -> None:
    async with customer(live) as robin:
        refused = await robin.emit(event, {})
        assert code_of(refused) == "invalid_payload"
        assert len(refused["error"]["message"]) < 200
        assert (await say(robin, "still here"))["seq"] == 1


@pytest.mark.parametrize("event", ["connect", "disconnect"])
async def test_an_agent_cannot_leave_or_come_twice_by_an_event(
    live: LiveService, tokens: Tokens, event: str
) -> None:
    async with staff(live, tokens) as jonas:
        refused = await jonas.emit(event, ({}, {"token": tokens["agent2"]}))
        assert code_of(refused) == "invalid_payload"
        accepted(await jonas.emit("presence:set", {"status": "online", "capacity": 9}))
        notice = await jonas.noticed("presence")
        assert ("Jonas Hollow", 9) in [(agent["name"], agent["capacity"]) for agent in notice["agents"]]


@asynccontextmanager
async def raw_socket(place: Place, token: str) -> AsyncIterator[ClientConnection]:
    """Open a customer's socket by hand, for frames that no client library would send."""
    url = f"{place.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    async with connect(url, max_size=None, open_timeout=15) as socket:
        assert str(await socket.recv()).startswith("0")
        await socket.send("40/customer," + json.dumps({"token": token}))
        assert str(await socket.recv()).startswith("40/customer,")
        yield socket


FRAMES: dict[str, list[str | bytes]] = {
    "empty": [""],
    "no packet type": ["hello"],
    "unknown packet type": ["49"],
    "no namespace": ['42["message:post",{}]'],
    "unknown namespace": ['42/admin,["message:post",{}]'],
    "connecting twice": ['40/customer,{"token":"x"}'],
    "event without a list": ["42/customer,{}"],
    "event without a name": ["42/customer,[]"],
    "name that is a number": ["42/customer,1[7]"],
    "name that is a list": ["42/customer,1[[]]"],
    "name that is null": ["42/customer,1[null]"],
    "half JSON": ['42/customer,["message:post",{"text":'],
    "not a number": ['42/customer,1["survey:submit",{"csat":NaN}]'],
    "huge number": ['42/customer,1["sync",{"after":' + "9" * 5_000 + "}]"],
    "huge ack id": ["42/customer," + "9" * 5_000 + '["sync",{}]'],
    "deep garbage": ['42/customer,1["sync",' + "[" * 30_000 + "]" * 30_000 + "]"],
    "answer to nothing": ["43/customer,5[1]"],
    "refusal from a client": ['44/customer,"no"'],
    "binary without its part": ['451-/customer,1["sync",{"_placeholder":true,"num":0}]', "42/customer,[]"],
    "binary event": ['451-/customer,1["sync",{"_placeholder":true,"num":0}]', b"\x00\xff"],
    "binary with a wrong part": ['451-/customer,1["sync",{"_placeholder":true,"num":9}]', b"\x00"],
    "many parts": ['459999-/customer,1["sync",{}]', b"\x00"],
    "stray binary": [b"\x00\xff" * 50],
    "pong out of turn": ["3", "3probe", "5", "2probe"],
    "close": ["1"],
    "leaving": ["41/customer,"],
    "100 kB": ['42/customer,1["message:post",{"client_id":"k","text":"' + "x" * 100_000 + '"}]'],
    "100 kB binary": [b"x" * 100_000],
}


@pytest.mark.parametrize("frames", FRAMES.values(), ids=FRAMES.keys())
async def test_no_frame_ends_the_connection_of_anybody_else(
    live: LiveService, tokens: Tokens, frames: list[str | bytes]
) -> None:
    victim, attacker = live.visitor(), live.visitor()
    async with customer(live, victim) as kim, staff(live, tokens) as jonas:
        try:
            async with raw_socket(live, attacker["token"]) as socket:
                for frame in frames:
                    await socket.send(frame)
                await socket.send('42/customer,99["sync",{}]')
                await _answer_or_end(socket)
        except ConnectionClosed:
            pass
        assert (await say(kim, "unaffected"))["seq"] == 1
        accepted(await jonas.emit("queue:list"))
    async with customer(live, attacker) as back:
        assert await history(back) == []


async def _answer_or_end(socket: ClientConnection) -> None:
    """Wait for the answer to call 99; a socket that ends or falls silent on its own garbage is allowed."""
    try:
        async with asyncio.timeout(0.5):
            async for frame in socket:
                if str(frame).startswith("43/customer,99"):
                    return
    except TimeoutError:
        return


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def nearly_right(draw: st.DrawFn) -> tuple[str, object]:
    """Give an event of a customer with some fields as they should be and others at random."""
    event = draw(st.sampled_from(sorted(CUSTOMER_EVENTS)))
    good = CUSTOMER_EVENTS[event]
    changed = draw(st.dictionaries(st.sampled_from([*good, "other"]), json_like, max_size=2))
    return event, draw(st.sampled_from([{**good, **changed}, draw(json_like)]))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(nearly_right(), min_size=1, max_size=6))
async def test_every_payload_is_answered_and_the_numbers_keep_no_hole(
    live: LiveService, sent: list[tuple[str, object]]
) -> None:
    async with customer(live) as robin:
        for event, payload in sent:
            ack = await robin.emit(event, payload)
            assert ack["ok"] or code_of(ack) != "internal_error", (event, payload)
        await history(robin)
