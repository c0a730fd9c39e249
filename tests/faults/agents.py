"""Agents with the console open: they claim, answer, pass on, let go, give back, settle, sometimes vanish."""

import asyncio
import itertools
import uuid
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from tests.faults.connection import NoAnswer
from tests.faults.history import Line, Logs
from tests.faults.outbox import Outbox, Outgoing
from tests.faults.page import Page
from tests.faults.stage import Scribe, Stage
from tests.faults.sync import Sync

CAPACITY = 6
OPEN_WINDOWS = 10
Storage = dict[str, dict[str, Outgoing]]


class Thread:
    """One conversation on an agent's screen."""

    def __init__(
        self, desk: "Desk", stage: Stage, conversation_id: str, storage: dict[str, Outgoing]
    ) -> None:
        self.conversation_id = conversation_id
        self._page = desk.page
        self.window = stage.history.open_window(desk.name, "agent", conversation_id)
        dice = stage.dice(self.window.id)
        self.sync = Sync(self.window, self._fetch, self._shown, dice)
        self.outbox = Outbox(storage, self._post, Scribe(stage, desk.name, conversation_id), dice)
        self._lives: list[asyncio.Task[None]] = []

    def watch(self, group: asyncio.TaskGroup) -> None:
        """Show the conversation and send what is written into it."""
        self._lives = [group.create_task(life) for life in (self.outbox.run(), self.sync.run())]
        self.sync.start()

    def turn_away(self) -> None:
        """Show something else, when nothing is on its way."""
        self.window.open = False
        for life in self._lives:
            life.cancel()

    def _shown(self, line: Line) -> None:
        if line.client_id is not None:
            self.outbox.settle(line.client_id, line.seq)

    async def _fetch(self, after: int) -> dict[str, Any]:
        if self._page.reading_by_post and not self._page.connected:
            return await self._page.events(self.conversation_id, after)
        return await self._page.ask(
            "conversation:open", {"conversation_id": self.conversation_id, "after": after}
        )

    async def _post(self, message: Outgoing) -> dict[str, Any]:
        words = {"client_id": message.client_id, "text": message.text, "fence": message.fence}
        if self._page.connected or not self._page.by_post:
            ack = await self._page.ask("message:post", {"conversation_id": self.conversation_id, **words})
        else:
            ack = await self._page.post(self.conversation_id, words)
        if ack["ok"]:
            self.sync.expect(ack["seq"])
        return ack


class Desk:
    """One open console of one agent."""

    def __init__(self, stage: Stage, name: str, token: str, storage: Storage) -> None:
        self.name = name
        self._stage = stage
        self._storage = storage
        self._group = asyncio.TaskGroup()
        self.page = Page(stage.address, "/agent", token, self, stage.dice(name), stage.http)
        self.threads: dict[str, Thread] = {}

    async def run(self) -> None:
        """Live until cancelled, which closes the console."""
        try:
            async with self._group:
                for conversation_id in list(self._storage):
                    self.thread(conversation_id)
                self._group.create_task(self.page.run())
                self._group.create_task(self._keep_lease())
        finally:
            for thread in self.threads.values():
                thread.window.open = False

    def thread(self, conversation_id: str) -> Thread:
        """Give a conversation's window, opened if it is not."""
        known = self.threads.get(conversation_id)
        if known is not None and known.window.open:
            return known
        thread = Thread(self, self._stage, conversation_id, self._storage.setdefault(conversation_id, {}))
        self.threads[conversation_id] = thread
        thread.watch(self._group)
        if self.page.connected or self.page.by_post:
            thread.outbox.resume()
        return thread

    def up(self) -> None:
        """Catch up and send, everywhere."""
        for thread in self.threads.values():
            thread.sync.start()
            thread.outbox.resume()

    def down(self) -> None:
        """Hold what waits."""
        for thread in self.threads.values():
            thread.outbox.pause()

    def read(self) -> None:
        """Read over HTTP."""
        for thread in self.threads.values():
            thread.sync.start()

    def heard(self, name: str, payload: Any) -> None:
        """Take live events of the conversations on the screen."""
        if name != "event":
            return
        thread = self.threads.get(payload["conversation_id"])
        if thread is not None and thread.window.open:
            thread.sync.receive(payload)

    async def _keep_lease(self) -> None:
        wait_s = 5.0
        while True:
            with suppress(NoAnswer):
                ack = await self.page.ask("lease:renew", {"told": []})
                wait_s = ack["lease_s"] / 3 if ack["ok"] else 5.0
            await asyncio.sleep(wait_s)


class Agent:
    """Somebody who helps; `run` ends when the stage is over, the console stays open until `leave`."""

    def __init__(self, stage: Stage, staff_id: str, name: str, token: str, lease_s: float) -> None:
        self.id = staff_id
        self.name = name
        self.colleagues: list[str] = []
        self._stage = stage
        self._token = token
        self._lease_s = lease_s
        self._dice = stage.dice(name)
        self._storage: Storage = {}
        self._numbers = itertools.count(1)
        self._life: asyncio.Task[None] | None = None
        self.desk = Desk(stage, name, token, self._storage)

    @property
    def waiting(self) -> bool:
        """Whether something is neither sent nor refused."""
        return any(m.state != "sent" for box in self._storage.values() for m in box.values())

    def sees(self, logs: Logs) -> bool:
        """Say whether all open windows show all there is."""
        threads = [thread for thread in self.desk.threads.values() if thread.window.open]
        return all(thread.sync.cursor >= len(logs.get(thread.conversation_id, ())) for thread in threads)

    def come(self) -> None:
        """Open the console."""
        self.desk = Desk(self._stage, self.name, self._token, self._storage)
        self._life = asyncio.create_task(self.desk.run(), name=self.name)

    async def leave(self) -> None:
        """Close it, whatever it is doing."""
        if self._life is not None:
            self._life.cancel()
            await asyncio.gather(self._life, return_exceptions=True)

    async def run(self) -> None:
        """Work until it is over."""
        while not self._stage.over:
            await asyncio.sleep(self._dice.expovariate(1 / self._stage.pace_s))
            self.try_again()
            if self._dice.random() < 0.004:
                await self._vanish()
            with suppress(NoAnswer):
                await self._work(await self.desk.page.ask("queue:list", {}))

    def try_again(self) -> None:
        """Press retry on what is shown as not sent; a console that broke down is an error."""
        if self._life is not None and self._life.done():
            self._life.result()
        for thread in self.desk.threads.values():
            for message in thread.outbox.items:
                if message.state == "failed":
                    thread.outbox.retry(message)

    async def _vanish(self) -> None:
        """Be away, often for longer than the lease lasts."""
        self._stage.counts["vanished"] += 1
        await self.leave()
        await asyncio.sleep(self._dice.uniform(0.5, 1.5 * self._lease_s))
        self.come()

    async def _work(self, lists: dict[str, Any]) -> None:
        if not lists["ok"]:
            return
        own = [line["conversation_id"] for line in lists["own"]]
        if len(own) < CAPACITY and lists["waiting"]:
            chosen = self._dice.choice(lists["waiting"][:4])
            await self._claim(chosen["conversation_id"])
        for conversation_id in own:
            await self._serve(self.desk.thread(conversation_id))
        self._tidy(own)

    def _tidy(self, own: list[str]) -> None:
        open_ones = [thread for thread in self.desk.threads.values() if thread.window.open]
        for thread in open_ones[:-OPEN_WINDOWS]:
            if thread.conversation_id not in own and not thread.outbox.items:
                thread.turn_away()

    async def _claim(self, conversation_id: str) -> None:
        key, history = uuid.uuid4().hex, self._stage.history
        history.add("invoke", self.name, "claim", conversation_id, key)
        try:
            ack = await self.desk.page.ask("conversation:claim", {"conversation_id": conversation_id})
        except NoAnswer:
            history.add("info", self.name, "claim", conversation_id, key)
            return
        if ack["ok"]:
            self._stage.counts["claims"] += 1
            history.add("ok", self.name, "claim", conversation_id, key, seq=ack["seq"])
            self.desk.thread(conversation_id)
        else:
            self._stage.counts["claims lost"] += 1
            history.add("fail", self.name, "claim", conversation_id, key, code=ack["error"]["code"])

    async def _serve(self, thread: Thread) -> None:
        if thread.sync.owner != self.name:
            return
        if len(thread.outbox.items) < 4:
            for _ in range(self._dice.choice((1, 1, 1, 2, 3))):
                words = f"Let me look that up. ({self.name}, {next(self._numbers)})"
                thread.outbox.add(Outgoing(uuid.uuid4().hex, words, thread.sync.fence))
        if self._dice.random() < 0.06:
            await self._move(thread.conversation_id)

    def _move(self, conversation_id: str) -> Coroutine[Any, Any, object]:
        event, more = self._dice.choice(
            [
                ("conversation:transfer", {"to_agent_id": self._dice.choice(self.colleagues)}),
                ("conversation:release", {}),
                ("conversation:return_to_bot", {}),
                ("conversation:resolve", {}),
                ("note:post", {"client_id": uuid.uuid4().hex, "text": "A word among colleagues."}),
            ]
        )
        self._stage.counts[event] += 1
        return self.desk.page.ask(event, {"conversation_id": conversation_id, **more})
