"""Sessions: seen, listed, ended one by one or all, and said farewell to."""

from datetime import timedelta

import pytest

from handoff.people.accounts import Role, Staff
from handoff.people.sessions import Origin, Sessions, digest
from tests.fakes_people import Personnel

ANN = Staff("s1", "ann@shop.example", "Ann", Role.AGENT)
BO = Staff("s2", "bo@shop.example", "Bo", Role.AGENT)
HOUR = timedelta(hours=1)


class Desk(Personnel):
    """Personnel that writes down whom it said farewell to."""

    def __init__(self) -> None:
        super().__init__(life=8 * HOUR, idle=2 * HOUR)
        self.farewells: list[str] = []
        self.sessions.on_closed(self._hear)

    async def _hear(self, staff_id: str) -> None:
        self.farewells.append(staff_id)

    async def open(self, person: Staff = ANN) -> str:
        return await self.sessions.open(person, "browser", self.sessions.life, Origin("mark", "Firefox"))


@pytest.fixture
async def desk() -> Desk:
    desk = Desk()
    for person in (ANN, BO):
        await desk.staff.add(person, "hash", desk.clock.now)
    return desk


async def test_a_session_is_shown_with_where_it_was_opened_and_never_with_its_token(desk: Desk) -> None:
    token = await desk.open()
    (shown,) = await desk.sessions.of(ANN.id)
    assert shown.origin == Origin("mark", "Firefox")
    assert shown.digest == digest(token)
    assert token not in str(shown)


async def test_a_session_that_lies_idle_ends_and_one_in_use_does_not(desk: Desk) -> None:
    used, idle = await desk.open(), await desk.open()
    for _ in range(3):
        desk.clock.pass_by(HOUR)
        assert await desk.sessions.find(used) == ANN
    assert await desk.sessions.find(idle) is None
    assert [one.digest for one in await desk.sessions.of(ANN.id)] == [digest(used)]


async def test_what_was_seen_outlives_the_process(desk: Desk) -> None:
    token = await desk.open()
    desk.clock.pass_by(HOUR)
    await desk.sessions.find(token)
    await desk.sessions.store_seen()
    desk.clock.pass_by(HOUR)
    restarted = Sessions(desk.store, desk.clock, lambda: "", 8 * HOUR, 2 * HOUR)
    assert await restarted.find(token) == ANN
    desk.clock.pass_by(HOUR)
    assert await Sessions(desk.store, desk.clock, lambda: "", HOUR, 2 * HOUR).find(token) is None


async def test_the_sweep_ends_idle_sessions_and_says_farewell(desk: Desk) -> None:
    await desk.open()
    kept = await desk.open(BO)
    desk.clock.pass_by(2 * HOUR - timedelta(seconds=1))
    await desk.sessions.find(kept)
    desk.clock.pass_by(timedelta(seconds=1))
    await desk.sessions.sweep()
    assert desk.farewells == [ANN.id]
    assert await desk.sessions.find(kept) == BO
    desk.clock.pass_by(8 * HOUR)
    await desk.sessions.sweep()
    assert desk.farewells == [ANN.id, BO.id]
    assert desk.store.known == {}


async def test_one_session_is_ended_by_its_name_and_only_by_its_owner(desk: Desk) -> None:
    here, there = await desk.open(), await desk.open()
    name = next(one.id for one in await desk.sessions.of(ANN.id) if one.digest == digest(there))
    assert not await desk.sessions.end_one(BO.id, name)
    assert desk.farewells == []
    assert await desk.sessions.end_one(ANN.id, name)
    assert not await desk.sessions.end_one(ANN.id, name)
    assert await desk.sessions.find(there) is None
    assert await desk.sessions.find(here) == ANN
    assert desk.farewells == [ANN.id]


async def test_all_others_end_and_this_one_stays(desk: Desk) -> None:
    here, there, bos = await desk.open(), await desk.open(), await desk.open(BO)
    assert await desk.sessions.end_all(ANN.id, but=here) == 1
    assert await desk.sessions.find(here) == ANN
    assert await desk.sessions.find(there) is None
    assert await desk.sessions.find(bos) == BO


async def test_all_end(desk: Desk) -> None:
    tokens = [await desk.open() for _ in range(3)]
    await desk.sessions.open(ANN, "socket", HOUR)
    assert await desk.sessions.end_all(ANN.id) == 3
    assert [await desk.sessions.find(token) for token in tokens] == [None] * 3
    assert desk.store.known == {}
