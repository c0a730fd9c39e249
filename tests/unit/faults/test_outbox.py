"""The crowd's outbox keeps the page's rules: one in flight, the same id again, never dropped in silence."""

import asyncio
import random
from typing import Any

from tests.faults.connection import NoAnswer
from tests.faults.outbox import Outbox, Outgoing, wait_before


class Recorder:
    """Takes down what is shown, and lets a test wait for it."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []
        self.changed = asyncio.Event()

    def began(self, message: Outgoing) -> None:
        self._show("began", message)

    def stored(self, message: Outgoing, seq: int) -> None:
        self._show(f"stored {seq}", message)

    def refused(self, message: Outgoing, code: str) -> None:
        self._show(code, message)

    def set_back(self, message: Outgoing) -> None:
        self._show("set back", message)

    def _show(self, words: str, message: Outgoing) -> None:
        self.shown.append((message.client_id, words))
        self.changed.set()

    async def shows(self, *what: tuple[str, str]) -> None:
        async with asyncio.timeout(5):
            while not set(what) <= set(self.shown):
                self.changed.clear()
                await self.changed.wait()


class Quick(random.Random):
    """Chance that never waits long."""

    def random(self) -> float:
        return -1.0


async def test_messages_go_one_after_the_other_and_the_same_id_goes_again() -> None:
    posted: list[str] = []
    answers = iter(["none", 1, 2])

    async def post(message: Outgoing) -> dict[str, Any]:
        posted.append(message.client_id)
        answer = next(answers)
        if answer == "none":
            raise NoAnswer("post")
        return {"ok": True, "seq": answer}

    recorder = Recorder()
    outbox = Outbox({}, post, recorder, Quick())
    life = asyncio.create_task(outbox.run())
    outbox.add(Outgoing("a", "first"))
    outbox.add(Outgoing("b", "second"))
    outbox.resume()
    await recorder.shows(("a", "stored 1"), ("b", "stored 2"))
    assert posted == ["a", "a", "b"]
    life.cancel()


async def test_after_three_silences_it_is_shown_as_not_sent_and_goes_again_when_asked() -> None:
    silent = True

    async def post(message: Outgoing) -> dict[str, Any]:
        if silent:
            raise NoAnswer("post")
        return {"ok": True, "seq": 7}

    recorder = Recorder()
    outbox = Outbox({}, post, recorder, Quick())
    life = asyncio.create_task(outbox.run())
    outbox.add(Outgoing("a", "first"))
    outbox.resume()
    await recorder.shows(("a", "set back"))
    (message,) = outbox.items
    assert message.state == "failed"
    silent = False
    outbox.retry(message)
    await recorder.shows(("a", "stored 7"))
    life.cancel()


async def test_a_page_that_comes_back_sends_what_was_only_sent_and_forgets_what_is_shown() -> None:
    storage = {"a": Outgoing("a", "first", state="sent"), "b": Outgoing("b", "second", state="failed")}

    async def post(message: Outgoing) -> dict[str, Any]:
        return {"ok": False, "error": {"code": "not_owner"}}

    recorder = Recorder()
    outbox = Outbox(storage, post, recorder, Quick())
    assert [message.state for message in outbox.items] == ["sending", "failed"]
    outbox.settle("b", 4)
    assert recorder.shown == [("b", "stored 4")]
    life = asyncio.create_task(outbox.run())
    outbox.resume()
    await recorder.shows(("a", "not_owner"))
    assert outbox.items == []
    life.cancel()


def test_waits_grow_and_are_capped() -> None:
    assert [wait_before(n, 1.0) for n in (1, 2, 3, 9)] == [1.0, 2.0, 4.0, 15.0]
    assert wait_before(1, 0.0) == 0.5
