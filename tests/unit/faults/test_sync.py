"""The crowd's windows fill up as the page's do: in order, without holes, whatever overtakes what."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.faults.connection import NoAnswer
from tests.faults.history import Line, Window
from tests.faults.sync import Sync


def event(seq: int, kind: str = "message_posted", **data: object) -> dict[str, Any]:
    return {"conversation_id": "c1", "seq": seq, "type": kind, "data": {"text": f"line {seq}", **data}}


class Server:
    """A log that can be read; answers may be held back."""

    def __init__(self, size: int) -> None:
        self.log = [event(seq) for seq in range(1, size + 1)]
        self.free = asyncio.Event()
        self.free.set()
        self.silent = False
        self.asked: list[int] = []

    async def fetch(self, after: int) -> dict[str, Any]:
        self.asked.append(after)
        answer = {"ok": True, "events": self.log[after:], "last_seq": len(self.log), "epoch": "e1"}
        await self.free.wait()
        if self.silent:
            raise NoAnswer("sync")
        return answer


class Shown:
    """A window that can be waited for."""

    def __init__(self, server: Server) -> None:
        self.changed = asyncio.Event()
        self.sync = Sync(Window("w", "customer", "c1"), server.fetch, self._show, random.Random(1))

    def _show(self, _line: Line) -> None:
        self.changed.set()

    async def shows(self, size: int) -> None:
        async with asyncio.timeout(5):
            while self.sync.cursor < size:
                self.changed.clear()
                await self.changed.wait()
        assert [line.seq for line in self.sync.window.lines] == list(range(1, size + 1))


@asynccontextmanager
async def opened(server: Server) -> AsyncIterator[Shown]:
    shown = Shown(server)
    life = asyncio.create_task(shown.sync.run())
    shown.sync.start()
    try:
        await shown.shows(len(server.log))
        yield shown
    finally:
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)


async def test_events_that_come_twice_and_out_of_order_are_shown_once_and_in_order() -> None:
    async with opened(Server(1)) as shown:
        for seq in (3, 2, 2, 1, 3):
            shown.sync.receive(event(seq))
        await shown.shows(3)


async def test_a_hole_is_asked_for_at_once() -> None:
    server = Server(1)
    async with opened(server) as shown:
        server.log += [event(seq) for seq in (2, 3, 4)]
        shown.sync.receive(server.log[-1])
        await shown.shows(4)
        assert server.asked == [0, 1]


async def test_an_answer_that_live_events_overtook_is_no_other_history() -> None:
    server = Server(1)
    async with opened(server) as shown:
        server.free.clear()
        shown.sync.start()
        async with asyncio.timeout(5):
            while len(server.asked) < 2:  # noqa: ASYNC110 -- a list gives no sign
                await asyncio.sleep(0.01)
        shown.sync.receive(event(2))
        server.free.set()
        await shown.shows(2)
        shown.sync.receive(event(3))
        await shown.shows(3)


async def test_it_knows_whose_turn_it_is() -> None:
    server = Server(0)
    server.log = [event(1, "handoff_requested"), event(2, "agent_assigned", agent={"name": "Alice"})]
    async with opened(server) as shown:
        assert (shown.sync.owner, shown.sync.status, shown.sync.fence) == ("Alice", "assigned", 2)
        shown.sync.receive(event(3, "returned_to_bot"))
        assert (shown.sync.owner, shown.sync.status, shown.sync.fence) == (None, "bot", 3)
