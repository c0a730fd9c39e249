"""Carries planned publications out while the service runs; what fell due while it was down comes first.

It sleeps until the next one is due, but never long: another process may have planned something sooner.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Protocol

from structlog.stdlib import BoundLogger

from knowledge_base.scheduling import Round

LOOK_EVERY_S = 30.0
RETRY_S = 5.0


class Plans(Protocol):
    """The planned publications."""

    on_change: Callable[[], None]

    async def publish_due(self) -> Round:
        """Publish everything whose time has come."""


class Alarm:
    """Sleeps until somebody rings or the time is over."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake whoever sleeps, or the next who wants to."""
        self._rung.set()

    async def sleep(self, seconds: float) -> None:
        """Return when rung, or after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return
        finally:
            self._rung.clear()


@asynccontextmanager
async def keep_publishing(
    plans: Plans,
    clock: Callable[[], datetime],
    log: BoundLogger,
    sleep: Callable[[float], Awaitable[None]] | None = None,
) -> AsyncIterator[None]:
    """Publish what is due, now and whenever its time comes, until left."""
    alarm = Alarm()
    plans.on_change = alarm.ring
    task = asyncio.create_task(_repeat(plans, clock, log, sleep or alarm.sleep), name="scheduler")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _repeat(
    plans: Plans, clock: Callable[[], datetime], log: BoundLogger, sleep: Callable[[float], Awaitable[None]]
) -> None:
    while True:
        try:
            done = await plans.publish_due()
        except Exception:
            log.exception("scheduling_failed")
            await sleep(RETRY_S)
            continue
        _tell(done, log)
        await sleep(pause_s(done, clock()))


def pause_s(done: Round, now: datetime) -> float:
    """Give how long to sleep after a round, in seconds."""
    longest = RETRY_S if done.failed else LOOK_EVERY_S
    if done.next_at is None:
        return longest
    return min(max((done.next_at - now).total_seconds(), 0.0), longest)


def _tell(done: Round, log: BoundLogger) -> None:
    for article_id in done.published:
        log.info("published_on_schedule", article=article_id)
    for article_id, problem in done.held.items():
        log.warning("schedule_held", article=article_id, why=problem)
    for article_id, error in done.failed.items():
        log.error("schedule_failed", article=article_id, exc_info=error)
