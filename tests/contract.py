"""What the contract tests share: short ways to speak to a service and to read what it answers."""

import asyncio
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import socketio

from tests.live import Client, Place

Ack = dict[str, Any]


def fresh_id() -> str:
    """Give a client id that nobody has used."""
    return os.urandom(8).hex()


def code_of(ack: Ack) -> str:
    """Give the code of a refusal, and check that it is one."""
    assert ack["ok"] is False
    assert ack["error"]["message"]
    return str(ack["error"]["code"])


def accepted(ack: Ack) -> Ack:
    """Give an acknowledgement that is none of a refusal."""
    assert ack["ok"] is True, ack
    return ack


def bearer(token: str) -> dict[str, str]:
    """Give the header that carries a token."""
    return {"Authorization": f"Bearer {token}"}


def staff(place: Place, tokens: Mapping[str, str], role: str = "agent") -> Client:
    """Give the socket of a member of staff."""
    return Client(place, "/agent", {"token": tokens[role]})


async def say(client: Client, text: str, **of: str) -> Ack:
    """Post a message with a fresh client id and expect it to be taken."""
    return accepted(await client.emit("message:post", {"client_id": fresh_id(), "text": text, **of}))


async def history(customer: Client) -> list[dict[str, Any]]:
    """Give all events of the customer's conversation, and check that their numbers leave no hole."""
    synced = accepted(await customer.emit("sync", {"after": 0}))
    assert [event["seq"] for event in synced["events"]] == list(range(1, synced["last_seq"] + 1))
    events: list[dict[str, Any]] = synced["events"]
    return events


async def waits_for_person(customer: Client) -> None:
    """Ask for a person and wait until the conversation stands in the queue."""
    accepted(await customer.emit("handoff:request", {}))
    await customer.heard(lambda event: event["type"] == "handoff_requested")


async def settled(customer: Client, said: Ack) -> dict[str, Any]:
    """Wait for the bot's reply to what was said and give it."""
    return await customer.heard(lambda e: e["data"].get("in_reply_to") == said["message_id"])


async def refused_at_the_door(
    place: Place, namespace: str, auth: object, headers: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    """Try to open a socket that must be refused, and give the refusal's `error`."""
    told: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    client = socketio.AsyncClient(reconnection=False)

    async def on_refusal(words: Any) -> None:
        if not told.done():
            told.set_result(words)

    client.on("connect_error", on_refusal, namespace=namespace)
    with suppress(socketio.exceptions.ConnectionError):
        await client.connect(
            place.url, dict(headers or {}), auth, ["websocket"], [namespace], wait_timeout=15
        )
        await client.disconnect()
        raise AssertionError(f"{namespace} let {auth!r} in")
    async with asyncio.timeout(15):
        words = await told
    refusal: Mapping[str, Any] = words["data"]
    return refusal
