"""Customers with the widget open in one or two tabs: they write, ask for people, reload and try again."""

import asyncio
import itertools
import random
import uuid
from contextlib import suppress
from typing import Any

from tests.faults.connection import NoAnswer
from tests.faults.history import Line, Logs
from tests.faults.outbox import Outbox, Outgoing
from tests.faults.page import Page
from tests.faults.stage import Scribe, Stage
from tests.faults.sync import Sync

PHRASES = (
    "where is my parcel, it should have been here on tuesday",
    "how long does delivery take",
    "hello there",
    "thanks, that helps",
    "can I return the tent if I used it once",
    "I am still waiting for my refund",
    "do you ship to Norway",
    "yes please",
)


class Tab:
    """One tab of one customer; without a storage it only watches."""

    def __init__(
        self, stage: Stage, name: str, admission: dict[str, Any], storage: dict[str, Outgoing] | None
    ) -> None:
        self.conversation_id = str(admission["conversation_id"])
        dice = stage.dice(f"{name}:{len(stage.history.windows)}")
        self.window = stage.history.open_window(name, "customer", self.conversation_id)
        self.page = Page(stage.address, "/customer", admission["token"], self, dice, stage.http)
        self.sync = Sync(self.window, self._fetch, self._shown, dice)
        witness = Scribe(stage, name, self.conversation_id)
        self.outbox = Outbox({} if storage is None else storage, self._post, witness, dice)

    async def run(self) -> None:
        """Live until cancelled, which closes the tab."""
        try:
            async with asyncio.TaskGroup() as group:
                for life in (self.page.run(), self.sync.run(), self.outbox.run()):
                    group.create_task(life)
        finally:
            self.window.open = False

    def up(self) -> None:
        """Catch up and send."""
        self.sync.start()
        self.outbox.resume()

    def down(self) -> None:
        """Hold what waits."""
        self.outbox.pause()

    def read(self) -> None:
        """Read over HTTP."""
        self.sync.start()

    def heard(self, name: str, payload: Any) -> None:
        """Take live events; signals are of no account here."""
        if name == "event":
            self.sync.receive(payload)

    def _shown(self, line: Line) -> None:
        if line.client_id is not None:
            self.outbox.settle(line.client_id, line.seq)

    async def _fetch(self, after: int) -> dict[str, Any]:
        if self.page.reading_by_post and not self.page.connected:
            return await self.page.events(self.conversation_id, after)
        return await self.page.ask("sync", {"after": after})

    async def _post(self, message: Outgoing) -> dict[str, Any]:
        words = {"client_id": message.client_id, "text": message.text}
        if self.page.connected or not self.page.by_post:
            ack = await self.page.ask("message:post", words)
        else:
            ack = await self.page.post(self.conversation_id, words)
        if ack["ok"]:
            self.sync.expect(ack["seq"])
        return ack


class Customer:
    """Somebody with a question; `run` ends when the stage is over, `tabs` stay open until `leave`."""

    def __init__(self, stage: Stage, number: int, admission: dict[str, Any]) -> None:
        self.name = f"customer {number}"
        self._stage = stage
        self._admission = admission
        self._dice = stage.dice(self.name)
        self._storage: dict[str, Outgoing] = {}
        self._numbers = itertools.count(1)
        self._lives: list[asyncio.Task[None]] = []
        self.tabs: list[Tab] = []

    @property
    def waiting(self) -> bool:
        """Whether something is neither sent nor refused."""
        return any(message.state != "sent" for message in self._storage.values())

    def sees(self, logs: Logs) -> bool:
        """Say whether all tabs show all there is."""
        return all(tab.sync.cursor >= len(logs.get(tab.conversation_id, ())) for tab in self.tabs)

    def come(self) -> None:
        """Open the page, and sometimes a second time beside it."""
        self._open(self._storage)
        if self._dice.random() < 0.5:
            self._open(None)

    async def leave(self) -> None:
        """Close all tabs."""
        for life in self._lives:
            life.cancel()
        await asyncio.gather(*self._lives, return_exceptions=True)

    async def run(self) -> None:
        """Write and do what customers do until it is over."""
        while not self._stage.over:
            await asyncio.sleep(self._dice.expovariate(1 / self._stage.pace_s))
            self.try_again()
            chance = self._dice.random()
            if chance < 0.02:
                await self._reload()
            elif chance < 0.25 and self.tabs[0].sync.status == "bot":
                with suppress(NoAnswer):
                    await self.tabs[0].page.ask("handoff:request", {})
            elif len(self._storage) < 6:
                self._write()

    def try_again(self) -> None:
        """Press retry on what is shown as not sent; a tab that broke down is an error."""
        for life in self._lives:
            if life.done():
                life.result()
        for message in self._storage.values():
            if message.state == "failed":
                self.tabs[0].outbox.retry(message)

    def _write(self) -> None:
        for _ in range(_burst(self._dice)):
            words = f"{self._dice.choice(PHRASES)} ({self.name}, {next(self._numbers)})"
            self.tabs[0].outbox.add(Outgoing(uuid.uuid4().hex, words))

    def _open(self, storage: dict[str, Outgoing] | None, place: int | None = None) -> None:
        tab = Tab(self._stage, self.name, self._admission, storage)
        life = asyncio.create_task(tab.run(), name=tab.window.id)
        if place is None:
            self.tabs.append(tab)
            self._lives.append(life)
        else:
            self.tabs[place], self._lives[place] = tab, life

    async def _reload(self) -> None:
        """Throw the page away in the middle of whatever it does; the new one goes on with its storage."""
        self._stage.counts["reloads"] += 1
        self._lives[0].cancel()
        await asyncio.gather(self._lives[0], return_exceptions=True)
        self._open(self._storage, 0)


def _burst(dice: random.Random) -> int:
    return 1 if dice.random() < 0.7 else dice.randint(2, 4)
