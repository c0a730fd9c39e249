"""Waiting for a condition that nothing announces."""

import asyncio
from collections.abc import Callable
from pathlib import Path

PATIENCE_S = 15.0


async def until(condition: Callable[[], object], seconds: float = PATIENCE_S) -> None:
    """Return as soon as the condition holds; raises TimeoutError when it does not in that time."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 -- it is only ever seen by looking
            await asyncio.sleep(0.005)


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that ended and was not yet collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
