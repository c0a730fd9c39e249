"""The scheduler: it looks at once, sleeps until the next time, wakes when told, and never gives up."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from structlog.testing import capture_logs

from handoff.processes.scheduler import LOOK_EVERY_S, RETRY_S, Alarm, keep_publishing, pause_s
from knowledge_base.scheduling import Round
from tests.fakes_handoff import PATIENCE_S

LOG = structlog.get_logger()
NOW = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)


class Plans:
    """Gives one prepared round after another, then empty ones; counts how often it was asked."""

    def __init__(self, *rounds: Round | Exception) -> None:
        self.rounds = list(rounds)
        self.asked = 0
        self.on_change: Callable[[], None] = lambda: None

    async def publish_due(self) -> Round:
        self.asked += 1
        done = self.rounds.pop(0) if self.rounds else Round()
        if isinstance(done, Exception):
            raise done
        return done


class Sleeper:
    """Sleeps in no time so often, then for ever; remembers for how long it was meant to sleep."""

    def __init__(self, times: int) -> None:
        self.slept: list[float] = []
        self.done = asyncio.Event()
        self._times = times

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        if len(self.slept) > self._times:
            self.done.set()
            await asyncio.Event().wait()


async def slept(plans: Plans, times: int) -> list[float]:
    """Let the scheduler look so often and once more; give how long it slept in between."""
    sleeper = Sleeper(times)
    async with keep_publishing(plans, lambda: NOW, LOG, sleeper):
        await asyncio.wait_for(sleeper.done.wait(), PATIENCE_S)
    return sleeper.slept


async def test_it_looks_at_once_and_again_after_each_sleep() -> None:
    plans = Plans()
    assert await slept(plans, 2) == [LOOK_EVERY_S] * 3
    assert plans.asked == 3


async def test_it_sleeps_until_the_next_time_but_never_long() -> None:
    soon, late = (Round(next_at=NOW + timedelta(seconds=seconds)) for seconds in (7, 7_000))
    assert await slept(Plans(soon, late), 1) == [7.0, LOOK_EVERY_S]


@pytest.mark.parametrize(
    ("done", "seconds"),
    [
        pytest.param(Round(), LOOK_EVERY_S, id="nothing-planned"),
        pytest.param(Round(next_at=NOW - timedelta(hours=1)), 0.0, id="due-meanwhile"),
        pytest.param(Round(failed={"tent": OSError()}), RETRY_S, id="to-be-tried-again"),
        pytest.param(
            Round(failed={"tent": OSError()}, next_at=NOW + timedelta(seconds=1)), 1.0, id="due-sooner"
        ),
    ],
)
def test_how_long_it_sleeps(done: Round, seconds: float) -> None:
    assert pause_s(done, NOW) == seconds


async def test_a_new_plan_wakes_it() -> None:
    plans = Plans()
    async with keep_publishing(plans, lambda: NOW, LOG), asyncio.timeout(PATIENCE_S):
        while plans.asked < 3:
            plans.on_change()
            await asyncio.sleep(0)
    assert plans.asked >= 3


async def test_a_failure_is_logged_and_not_the_end() -> None:
    plans = Plans(OSError("disk full"))
    with capture_logs() as logs:
        assert await slept(plans, 1) == [RETRY_S, LOOK_EVERY_S]
    assert [line["event"] for line in logs] == ["scheduling_failed"]


async def test_everything_it_did_is_told() -> None:
    plans = Plans(Round(["tent"], {"lamp": "Would break."}, {"stove": OSError("disk full")}))
    with capture_logs() as logs:
        await slept(plans, 0)
    assert [(line["event"], line["article"]) for line in logs] == [
        ("published_on_schedule", "tent"),
        ("schedule_held", "lamp"),
        ("schedule_failed", "stove"),
    ]


async def test_an_alarm_rings_once_and_ends_a_sleep() -> None:
    alarm = Alarm()
    alarm.ring()
    await asyncio.wait_for(alarm.sleep(3_600), PATIENCE_S)
    await alarm.sleep(0.001)
    sleeping = asyncio.ensure_future(alarm.sleep(3_600))
    await asyncio.sleep(0)
    alarm.ring()
    await asyncio.wait_for(sleeping, PATIENCE_S)
