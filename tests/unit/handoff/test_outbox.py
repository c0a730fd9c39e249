"""Patience in sending: pauses double up to a longest, and luck only ever shortens them."""

from datetime import datetime, timedelta

import structlog

from handoff.post.outbox import Delayed, Patience, Sending, Undeliverable
from tests.fakes_handoff import NINE, Clock


class Thing:
    id = "x"

    def __init__(self, attempts: int = 0) -> None:
        self.attempts = attempts


class Box:
    """Keeps what was stored; a lease is taken once."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, object]] = []
        self.leases = 0

    async def lease(self, item_id: str, attempts: int, next_at: datetime) -> bool:
        self.leases += 1
        self.kept.append(("lease", next_at))
        return self.leases == 1

    async def sent(self, item_id: str, at: datetime) -> None:
        self.kept.append(("sent", at))

    async def delayed(self, item_id: str, next_at: datetime, why: str) -> None:
        self.kept.append(("delayed", next_at))

    async def given_up(self, item_id: str, why: str) -> None:
        self.kept.append(("given_up", why))


PATIENCE = Patience(timedelta(seconds=2), timedelta(hours=6), 3, timedelta(seconds=20))


async def tried(item: Thing, error: Exception | None) -> list[tuple[str, object]]:
    box = Box()

    async def send(_: Thing) -> None:
        if error:
            raise error

    await Sending(box, PATIENCE, Clock(), structlog.get_logger(), "thing").attempt(item, send)
    return box.kept


def test_pauses_double_and_luck_shortens_them() -> None:
    assert [PATIENCE.pause(n).total_seconds() for n in (0, 1, 5, 99)] == [2, 4, 64, 21600]
    lucky = Patience(timedelta(seconds=2), timedelta(hours=6), 3, luck=lambda: 0.5)
    assert lucky.pause(0) == timedelta(seconds=1.5)


async def test_an_attempt_is_held_for_as_long_as_it_may_take() -> None:
    held = NINE + timedelta(seconds=20)
    assert await tried(Thing(), None) == [("lease", held), ("sent", NINE)]
    assert await tried(Thing(), Delayed("no")) == [("lease", held), ("delayed", NINE + timedelta(seconds=2))]


async def test_it_ends_after_the_last_attempt_or_when_it_never_will_work() -> None:
    assert (await tried(Thing(2), Delayed("no")))[-1] == ("given_up", "no")
    assert (await tried(Thing(), Undeliverable("never")))[-1] == ("given_up", "never")


async def test_what_somebody_else_is_sending_is_left_alone() -> None:
    box, sent = Box(), []
    sending = Sending(box, PATIENCE, Clock(), structlog.get_logger(), "thing")

    async def send(thing: Thing) -> None:
        sent.append(thing.id)

    await sending.attempt(Thing(), send)
    await sending.attempt(Thing(), send)
    assert sent == ["x"]
