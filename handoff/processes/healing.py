"""Work that is repeated for as long as the service runs, so that what was missed once is made good."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from structlog.stdlib import BoundLogger

Remedy = Callable[[], Awaitable[object]]


@asynccontextmanager
async def heal(remedies: Mapping[str, Remedy], every_s: float, log: BoundLogger) -> AsyncIterator[None]:
    """Run each remedy now and every `every_s` seconds until left; one that fails is logged, not given up."""
    await _run_all(remedies, log)
    task = asyncio.create_task(_repeat(remedies, every_s, log), name="healing")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _repeat(remedies: Mapping[str, Remedy], every_s: float, log: BoundLogger) -> None:
    while True:
        await asyncio.sleep(every_s)
        await _run_all(remedies, log)


async def _run_all(remedies: Mapping[str, Remedy], log: BoundLogger) -> None:
    for name, remedy in remedies.items():
        try:
            await remedy()
        except Exception:
            log.exception("remedy_failed", remedy=name)
