"""Pairs that talk: a customer and an agent over a conversation of ours, or two clients of a bare relay."""

import asyncio
import json
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import socketio

from handoff.errors import NotReady
from handoff.processes.spawning import free_port

PATIENCE_S = 30.0
CUSTOMER, AGENT = "/customer", "/agent"


@dataclass(frozen=True, slots=True)
class Talker:
    """One side of a pair: `say` returns when the message is acknowledged, `heard` fills with the other's.

    What is heard carries the time of `time.perf_counter` at which it came in.
    """

    say: Callable[[str], Awaitable[None]]
    heard: asyncio.Queue[tuple[float, str]] = field(default_factory=asyncio.Queue)

    def hear(self, text: str) -> None:
        """Take in what the other said."""
        self.heard.put_nowait((time.perf_counter(), text))


Pair = tuple[Talker, Talker]


@contextmanager
def bare_relay(folder: Path) -> Iterator[str]:
    """Run the relay that stores nothing, in a process of its own; `folder` holds its relay_server.py."""
    port = free_port()
    args = [sys.executable, "-m", "uvicorn", "--app-dir", str(folder), "--port", str(port)]
    process = subprocess.Popen([*args, "--log-level", "warning", "relay_server:app"])  # noqa: S603 -- named by the operator
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_heard(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def _wait_until_heard(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx2.get(url, timeout=2, trust_env=False)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    raise NotReady("The bare relay did not start; is its relay_server.py in the folder?")


@asynccontextmanager
async def bare_pairs(url: str, count: int) -> AsyncIterator[list[Pair]]:
    """Open pairs of sockets that share a room each."""
    async with AsyncExitStack() as stack:
        rooms = [f"room-{number}" for number in range(count)]
        yield [(await _bare(url, room, stack), await _bare(url, room, stack)) for room in rooms]


async def _bare(url: str, room: str, stack: AsyncExitStack) -> Talker:
    socket = await _open(url, "/", None, stack)

    async def say(text: str) -> None:
        await socket.call("message", {"room": room, "id": uuid.uuid4().hex, "text": text})

    talker = Talker(say)

    async def on_message(message: dict[str, Any]) -> None:
        talker.hear(message["text"])

    socket.on("message", on_message)
    await socket.call("join", room)
    return talker


@asynccontextmanager
async def our_pairs(url: str, email: str, password: str, count: int) -> AsyncIterator[list[Pair]]:
    """Open a customer and an agent's window for each conversation, handed over and claimed."""
    async with AsyncExitStack() as stack:
        http = httpx2.AsyncClient(base_url=url, trust_env=False, timeout=PATIENCE_S)
        await stack.enter_async_context(http)
        sign_in = await _posted(http, "/api/v1/login", {"email": email, "password": password})
        yield [await _our_pair(url, http, sign_in["token"], stack) for _ in range(count)]


async def _our_pair(url: str, http: httpx2.AsyncClient, staff_token: str, stack: AsyncExitStack) -> Pair:
    visitor = await _posted(http, "/api/v1/visitors", {})
    conversation = {"conversation_id": visitor["conversation_id"]}
    page = await _open(url, CUSTOMER, {"token": visitor["token"]}, stack)
    desk = await _open(url, AGENT, {"token": staff_token}, stack)
    await _asked(page, CUSTOMER, "handoff:request", {})
    await _asked(desk, AGENT, "conversation:claim", conversation)
    await _asked(desk, AGENT, "conversation:open", conversation)
    return _ours(page, CUSTOMER, "agent", {}), _ours(desk, AGENT, "customer", conversation)


def _ours(socket: socketio.AsyncClient, namespace: str, other: str, more: dict[str, Any]) -> Talker:
    async def say(text: str) -> None:
        await _asked(socket, namespace, "message:post", {"client_id": uuid.uuid4().hex, "text": text, **more})

    talker = Talker(say)

    async def on_event(event: dict[str, Any]) -> None:
        if event["type"] == "message_posted" and event["data"]["author"] == other:
            talker.hear(event["data"]["text"])

    socket.on("event", on_event, namespace=namespace)
    return talker


async def _open(
    url: str, namespace: str, auth: dict[str, str] | None, stack: AsyncExitStack
) -> socketio.AsyncClient:
    socket = socketio.AsyncClient(reconnection=False)
    stack.push_async_callback(socket.disconnect)
    await socket.connect(
        url, namespaces=[namespace], transports=["websocket"], auth=auth, wait_timeout=PATIENCE_S
    )
    return socket


async def _asked(socket: socketio.AsyncClient, namespace: str, event: str, payload: dict[str, Any]) -> None:
    ack = await socket.call(event, payload, namespace=namespace, timeout=PATIENCE_S)
    if not ack["ok"]:
        raise NotReady(f"{event} was refused: {json.dumps(ack['error'])}")


async def _posted(http: httpx2.AsyncClient, path: str, body: dict[str, str]) -> dict[str, Any]:
    answer = await http.post(path, json=body)
    answer.raise_for_status()
    posted: dict[str, Any] = answer.json()
    return posted
