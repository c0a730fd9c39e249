"""A customer made of code: one visitor, one socket, one question at a time."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import socketio

from handoff.errors import FrontdeskError

NAMESPACE = "/customer"
PATIENCE_S = 30.0


class NoAnswer(FrontdeskError):
    """The service refused a question, or gave it to a person instead of answering."""

    code = "no_answer"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: seconds from sending to hearing it, and whether it names an article."""

    seconds: float
    text: str
    answered: bool


class BenchCustomer:
    """One conversation; use `visiting` to make one."""

    def __init__(self, socket: socketio.AsyncClient) -> None:
        self._socket = socket
        self._heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        socket.on("event", self._on_event, namespace=NAMESPACE)

    async def ask(self, text: str) -> Reply:
        """Post a question and wait for the bot's reply, or raise NoAnswer."""
        payload = {"client_id": uuid.uuid4().hex, "text": text}
        began = time.perf_counter()
        posting = asyncio.ensure_future(
            self._socket.call("message:post", payload, namespace=NAMESPACE, timeout=PATIENCE_S)
        )
        try:
            async with asyncio.timeout(PATIENCE_S):
                data = await self._bots_next_message(text)
                seconds = time.perf_counter() - began
                ack = await posting
        except TimeoutError as error:
            raise NoAnswer(f"No reply to {text!r} within {PATIENCE_S:.0f} s.") from error
        finally:
            posting.cancel()
        if not ack["ok"]:
            raise NoAnswer(f"{text!r} was refused: {ack['error']}")
        return Reply(seconds, data["text"], bool(data.get("sources")))

    async def _bots_next_message(self, text: str) -> dict[str, Any]:
        while True:
            event = await self._heard.get()
            if event["type"] == "handoff_requested":
                raise NoAnswer(f"{text!r} was given to a person: {event['data'].get('reason')}")
            if event["type"] == "message_posted" and event["data"]["author"] == "bot":
                return dict(event["data"])

    async def _on_event(self, event: dict[str, Any]) -> None:
        self._heard.put_nowait(event)


@asynccontextmanager
async def visiting(url: str) -> AsyncIterator[BenchCustomer]:
    """Open a new visitor's socket and close it afterwards."""
    async with httpx2.AsyncClient(base_url=url, trust_env=False, timeout=PATIENCE_S) as http:
        admitted = await http.post("/api/v1/visitors", json={})
    admitted.raise_for_status()
    socket = socketio.AsyncClient(reconnection=False)
    customer = BenchCustomer(socket)
    try:
        await socket.connect(
            url,
            namespaces=[NAMESPACE],
            transports=["websocket"],
            auth={"token": admitted.json()["token"]},
            wait_timeout=PATIENCE_S,
        )
    except socketio.exceptions.ConnectionError as error:
        raise NoAnswer(f"The socket at {url} could not be opened: {error}") from error
    try:
        yield customer
    finally:
        await socket.disconnect()
