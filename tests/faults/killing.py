"""Pulling plugs: the service and its dialogue process are killed at random points and started again."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

from tests.live import LiveService, start

PATIENCE_S = 400.0


def dialogue_pid(service: LiveService) -> int | None:
    """Give the process that answers for the dialogue: the one that listens below the service."""
    try:
        for child in psutil.Process(service.process.pid).children(recursive=True):
            if any(connection.status == psutil.CONN_LISTEN for connection in child.net_connections("tcp")):
                return child.pid
    except psutil.NoSuchProcess:
        return None
    return None


class Patient:
    """One installation that is killed again and again and comes back on the same port."""

    def __init__(self, data_dir: Path, settings: Mapping[str, str], dice: random.Random) -> None:
        self._data_dir = data_dir
        self._settings = settings
        self._dice = dice
        self.service = start(data_dir, settings)
        self.kills: Counter[str] = Counter()

    async def kill_service(self) -> None:
        """Kill it, leave it dead for a while, and start it again."""
        self.kills["service"] += 1
        await asyncio.to_thread(self.service.kill)
        await asyncio.sleep(self._dice.uniform(0.2, 2.0))
        self.service = start(self._data_dir, self._settings, self.service.port)
        await self.ready(None)

    async def kill_dialogue(self) -> None:
        """Kill the dialogue process, or wait until there is one; the service has to bring it back itself."""
        while (pid := await asyncio.to_thread(dialogue_pid, self.service)) is None:  # noqa: ASYNC110 -- no sign
            await asyncio.sleep(0.2)
        self.kills["dialogue"] += 1
        os.kill(pid, signal.SIGKILL)

    async def ready(self, dialogue: str | None) -> None:
        """Wait until it works."""
        await asyncio.to_thread(self.service.wait_ready, dialogue, PATIENCE_S)

    async def run(self, progress: Callable[[], float], service_kills: int, dialogue_kills: int) -> None:
        """Spread the kills over the run; `progress` goes from 0 to 1."""
        plan = [(self._place(i, service_kills), True) for i in range(service_kills)]
        plan += [(self._place(i, dialogue_kills), False) for i in range(dialogue_kills)]
        for place, of_service in sorted(plan):
            while progress() < place:  # noqa: ASYNC110 -- it grows in many places
                await asyncio.sleep(0.05)
            await (self.kill_service() if of_service else self.kill_dialogue())

    def _place(self, number: int, all_of_them: int) -> float:
        return (number + self._dice.uniform(0.3, 0.8)) / all_of_them
