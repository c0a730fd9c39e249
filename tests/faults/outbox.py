"""The page's outbox, as `web/src/model/outbox.ts` has it: one message in flight, always under the same id."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from tests.faults.connection import NoAnswer

ATTEMPTS = 3
BASE_S, CAP_S = 1.0, 15.0
PERMANENT = frozenset(
    {
        "transition_not_allowed",
        "too_long",
        "invalid_payload",
        "not_allowed",
        "not_owner",
        "client_id_reused",
    }
)


@dataclass(slots=True)
class Outgoing:
    """One message on its way."""

    client_id: str
    text: str
    fence: int | None = None
    state: Literal["sending", "sent", "failed"] = "sending"


class Witness(Protocol):
    """Who writes down what the page shows of a message."""

    def stored(self, message: Outgoing, seq: int) -> None:
        """It is shown as sent."""

    def refused(self, message: Outgoing, code: str) -> None:
        """It is shown as not sent, for good."""

    def set_back(self, message: Outgoing) -> None:
        """It is shown as not sent, and can be sent again."""

    def began(self, message: Outgoing) -> None:
        """Somebody wants it sent, for the first time or again."""


Post = Callable[[Outgoing], Awaitable[dict[str, Any]]]


def wait_before(attempt: int, chance: float, base_s: float = BASE_S) -> float:
    """Give the seconds before attempt number `attempt`, as `backoff.ts` does."""
    growth: int = 2 ** max(0, attempt - 1)
    ceiling = min(CAP_S, base_s * growth)
    return ceiling / 2 + ceiling / 2 * chance


class Outbox:
    """Sends what is in `storage`, which outlives the page; `run` is its life."""

    def __init__(
        self, storage: dict[str, Outgoing], post: Post, witness: Witness, dice: random.Random
    ) -> None:
        self._storage = storage
        self._post = post
        self._witness = witness
        self._dice = dice
        self._attempts = 0
        self._online = False
        self._changed = asyncio.Event()
        for message in storage.values():
            if message.state != "failed":
                message.state = "sending"

    @property
    def items(self) -> list[Outgoing]:
        """What has not been seen in the conversation yet, oldest first."""
        return list(self._storage.values())

    def add(self, message: Outgoing) -> None:
        """Take a message in."""
        self._storage[message.client_id] = message
        self._witness.began(message)
        self._changed.set()

    def retry(self, message: Outgoing) -> None:
        """Send again what was shown as not sent."""
        message.state, self._attempts = "sending", 0
        self._witness.began(message)
        self._changed.set()

    def resume(self) -> None:
        """There is a connection."""
        self._online, self._attempts = True, 0
        self._changed.set()

    def pause(self) -> None:
        """There is none: what waits keeps waiting."""
        self._online = False

    def settle(self, client_id: str, seq: int) -> None:
        """Its event was seen, so the conversation shows it from now on."""
        message = self._storage.pop(client_id, None)
        if message is not None and message.state != "sent":
            self._witness.stored(message, seq)

    async def run(self) -> None:
        """Send, one after the other, for as long as the page lives."""
        while True:
            message = next((item for item in self.items if item.state == "sending"), None)
            if message is None or not self._online:
                self._changed.clear()
                await self._changed.wait()
                continue
            await self._send(message)
            if self._attempts:
                with suppress(TimeoutError):
                    self._changed.clear()
                    wait_s = wait_before(self._attempts, self._dice.random())
                    await asyncio.wait_for(self._changed.wait(), wait_s)

    async def _send(self, message: Outgoing) -> None:
        try:
            ack = await self._post(message)
        except NoAnswer:
            if self._online:
                self._set_back(message)
            return
        if message.client_id not in self._storage:
            self._attempts = 0
        elif ack["ok"]:
            self._attempts, message.state = 0, "sent"
            self._witness.stored(message, ack["seq"])
        elif ack["error"]["code"] in PERMANENT:
            self._attempts = 0
            del self._storage[message.client_id]
            self._witness.refused(message, ack["error"]["code"])
        else:
            self._set_back(message)

    def _set_back(self, message: Outgoing) -> None:
        self._attempts += 1
        if self._attempts >= ATTEMPTS and message.client_id in self._storage:
            self._attempts, message.state = 0, "failed"
            self._witness.set_back(message)
