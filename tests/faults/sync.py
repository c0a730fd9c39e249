"""Keeps one window of a conversation complete, as `web/src/model/sync.ts` does: live events, and a cursor."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from tests.faults.connection import NoAnswer
from tests.faults.hands import CHANGES, owner_after
from tests.faults.history import Line, Window, line_of
from tests.faults.outbox import wait_before

CHECK_S = 5.0
EXPECTED_S = 1.0
Fetch = Callable[[int], Awaitable[dict[str, Any]]]


class Sync:
    """Fills a window; `run` is its life, `start` begins a fetch now."""

    def __init__(
        self, window: Window, fetch: Fetch, shown: Callable[[Line], None], dice: random.Random
    ) -> None:
        self.window = window
        self._fetch = fetch
        self._shown = shown
        self._dice = dice
        self._early: dict[int, Line] = {}
        self._epoch: str | None = None
        self._wanted = asyncio.Event()
        self._failures = 0
        self.owner: str | None = None
        self.fence = 0
        self.status = "bot"

    @property
    def cursor(self) -> int:
        """The last number that the window shows."""
        return len(self.window.lines)

    def start(self) -> None:
        """Fetch now."""
        self._wanted.set()

    def expect(self, seq: int) -> None:
        """Something of ours is stored there: ask for it if it does not come."""
        loop = asyncio.get_running_loop()
        loop.call_later(EXPECTED_S, lambda: self.start() if seq > self.cursor else None)

    def receive(self, event: dict[str, Any]) -> None:
        """Take one live event; a hole before it is fetched."""
        if event["conversation_id"] != self.window.conversation_id:
            return
        self._take(event)
        self._drain()
        if self._early:
            self.start()

    async def run(self) -> None:
        """Fetch when something is wanted and now and then, for as long as the window is open."""
        while True:
            wait_s = wait_before(self._failures, self._dice.random()) if self._failures else CHECK_S
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), wait_s)
            self._wanted.clear()
            try:
                await self._catch_up()
                self._failures = 0
            except NoAnswer:
                self._failures += 1

    async def _catch_up(self) -> None:
        while True:
            asked = self.cursor
            answer = await self._fetch(asked)
            if not answer.get("ok", True):
                raise NoAnswer(answer["error"]["code"])
            if self._epoch not in {None, answer["epoch"]} or answer["last_seq"] < asked:
                raise AssertionError(f"{self.window.id} was told of another history: {answer}")
            self._epoch = answer["epoch"]
            before = self.cursor
            for event in answer["events"]:
                self._take(event)
            self._drain()
            if self.cursor >= answer["last_seq"]:
                return
            if self.cursor == before:
                raise NoAnswer("the pages do not follow the cursor")

    def _take(self, event: dict[str, Any]) -> None:
        if event["seq"] > self.cursor:
            self._early[event["seq"]] = line_of(event)

    def _drain(self) -> None:
        while (line := self._early.pop(self.cursor + 1, None)) is not None:
            self.window.lines.append(line)
            self.owner = owner_after(self.owner, line)
            if line.type in CHANGES:
                self.fence += 1
                self.status = _status_after(line)
            self._shown(line)
        self._early = {seq: line for seq, line in self._early.items() if seq > self.cursor}


def _status_after(line: Line) -> str:
    return {
        "agent_assigned": "assigned",
        "handoff_requested": "queued",
        "returned_to_queue": "queued",
        "conversation_resolved": "resolved",
    }.get(line.type, "bot")
