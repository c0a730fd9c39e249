"""Work at the desk that is done again and again: at once when somebody rings, else every few seconds."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from structlog.stdlib import BoundLogger

from handoff.processes.scheduler import Alarm

Round = Callable[[], Awaitable[object]]


@asynccontextmanager
async def going_round(
    rounds: Mapping[str, Round], alarm: Alarm, every_s: float, log: BoundLogger
) -> AsyncIterator[None]:
    """Go every round in order, now and then as said, until left; one that fails does not stop the others."""
    task = asyncio.create_task(_repeat(rounds, alarm, every_s, log), name="rounds")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _repeat(rounds: Mapping[str, Round], alarm: Alarm, every_s: float, log: BoundLogger) -> None:
    while True:
        for name, go in rounds.items():
            try:
                await go()
            except Exception:
                log.exception("round_failed", round=name)
        await alarm.sleep(every_s)
