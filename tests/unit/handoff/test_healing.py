"""Healing: each remedy runs at once and again and again; one that fails stops neither itself nor others."""

import asyncio

import pytest
import structlog
from structlog.testing import capture_logs

from handoff.processes.healing import heal
from tests.fakes_handoff import PATIENCE_S

LOG = structlog.get_logger()


class Remedy:
    """Counts its runs, says when it ran often enough, and can fail."""

    def __init__(self, enough: int = 1, failing: bool = False) -> None:
        self.runs, self.enough, self.failing = 0, enough, failing
        self.ran_enough = asyncio.Event()

    async def __call__(self) -> None:
        self.runs += 1
        if self.runs >= self.enough:
            self.ran_enough.set()
        if self.failing:
            raise OSError("still broken")


async def test_every_remedy_has_run_once_before_the_house_opens() -> None:
    first, second = Remedy(), Remedy()
    async with heal({"first": first, "second": second}, 3600, LOG):
        assert (first.runs, second.runs) == (1, 1)


async def test_remedies_are_repeated() -> None:
    remedy = Remedy(enough=4)
    async with heal({"remedy": remedy}, 0.001, LOG):
        await asyncio.wait_for(remedy.ran_enough.wait(), PATIENCE_S)


async def test_a_failing_remedy_is_logged_by_name_and_stops_nobody() -> None:
    broken, sound = Remedy(enough=3, failing=True), Remedy(enough=3)
    with capture_logs() as logs:
        async with heal({"broken": broken, "sound": sound}, 0.001, LOG):
            await asyncio.wait_for(broken.ran_enough.wait(), PATIENCE_S)
            await asyncio.wait_for(sound.ran_enough.wait(), PATIENCE_S)
    assert {(line["event"], line["remedy"]) for line in logs} == {("remedy_failed", "broken")}


async def test_leaving_stops_the_repetition_and_passes_errors_on() -> None:
    remedy = Remedy()
    with pytest.raises(RuntimeError, match="the house burns"):
        async with heal({"remedy": remedy}, 0.001, LOG):
            raise RuntimeError("the house burns")
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "healing"]


async def test_leaving_does_not_wait_for_a_remedy_that_hangs() -> None:
    hanging = asyncio.Event()

    async def hang() -> None:
        if hanging.is_set():
            await asyncio.Event().wait()
        hanging.set()

    async with asyncio.timeout(PATIENCE_S), heal({"hang": hang}, 0.001, LOG):
        pass
