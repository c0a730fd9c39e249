"""Keeps the dialogue process running: starts, watches and restarts it, and takes it along at the end.

The service never waits for it: whatever happens here, people can talk to people. Nothing but a model that the
manifest knows is ever started.
"""

import asyncio
import contextlib
import secrets
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from structlog.stdlib import BoundLogger

from handoff.processes.spawning import Command, Process, free_port, signal_group, spawn

State: TypeAlias = Literal["starting", "ok", "down", "off"]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for what, in seconds."""

    probe_every: float = 1.0
    probe_timeout: float = 2.0
    misses: int = 3  # failed probes in a row, once it was healthy, until it counts as frozen
    start: float = 180.0
    first_pause: float = 1.0
    longest_pause: float = 60.0
    healthy_again: float = 60.0  # healthy for so long, the next pause is the first one again
    stop: float = 5.0


Spawn: TypeAlias = Callable[[Command, Path], Awaitable[Process]]
Probe: TypeAlias = Callable[[], Awaitable[bool]]


class DialogueProcess:
    """One supervised program; its port and its secret are new in each life of the service."""

    def __init__(
        self,
        command: Callable[[int, str], Command],
        verify: Callable[[], object],
        probe: Probe,
        log_path: Path,
        logger: BoundLogger,
        *,
        patience: Patience | None = None,
        spawn: Spawn = spawn,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Join the parts.

        `command` gives the command for a port and a secret; `verify` raises unless the model may be started
        and runs in a thread before every start; `probe` says whether the program answers, and may raise or
        hang; `log_path` takes the program's own output.
        """
        self.port = free_port()
        self.secret = secrets.token_urlsafe(32)
        self._command = command
        self._verify = verify
        self._probe = probe
        self._log_path = log_path
        self._logger = logger
        self._patience = patience or Patience()
        self._spawn = spawn
        self._clock = clock
        self._sleep = sleep
        self._state: State = "off"
        self._process: Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._refusal = ""
        self._starts = 0

    @property
    def restarts(self) -> int:
        """How often the program had to be started again."""
        return max(0, self._starts - 1)

    @property
    def url(self) -> str:
        """Where the program listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        """The program's process id while it runs."""
        return self._process.pid if self._process else None

    def state(self) -> State:
        """Say how the program is; "off" before `start` and after `stop`."""
        return self._state

    async def start(self) -> None:
        """Begin to keep the program running; returns at once."""
        if self._keeper is not None:
            return
        self._log_path.parent.mkdir(parents=True, exist_ok=True)
        if self._log_path.exists():
            self._log_path.replace(self._log_path.with_name(f"{self._log_path.name}.1"))
        self._state = "starting"
        self._keeper = asyncio.create_task(self._keep_running(), name="dialogue-process")

    async def stop(self) -> None:
        """End the program: ask first, then insist."""
        if self._keeper is None:
            return
        self._keeper.cancel()
        await asyncio.gather(self._keeper, return_exceptions=True)
        self._keeper = None
        self._state = "off"

    async def _keep_running(self) -> None:
        pause = self._patience.first_pause
        while True:
            healthy_for = await self._one_life()
            if healthy_for >= self._patience.healthy_again:
                pause = self._patience.first_pause
            self._become("down")
            await self._sleep(pause)
            pause = min(2 * pause, self._patience.longest_pause)

    async def _one_life(self) -> float:
        """Run the program until it ends or has to be ended; give the seconds it was healthy."""
        if not await self._accepted():
            return 0.0
        process = await self._begin()
        if process is None:
            return 0.0
        try:
            return await self._watch(process)
        except asyncio.CancelledError:
            await self._end_kindly(process)
            raise
        finally:
            signal_group(process, signal.SIGKILL)
            await process.wait()
            self._process = None

    async def _accepted(self) -> bool:
        try:
            await asyncio.to_thread(self._verify)
        except Exception as error:
            if str(error) != self._refusal:
                self._refusal = str(error)
                self._logger.warning("dialogue_model_refused", why=self._refusal, next="frontdesk train")
            return False
        self._refusal = ""
        return True

    async def _begin(self) -> Process | None:
        self._become("starting")
        try:
            self._process = await self._spawn(self._command(self.port, self.secret), self._log_path)
        except OSError as error:
            self._logger.warning("dialogue_not_startable", why=str(error), next="make setup")
            return None
        self._starts += 1
        return self._process

    async def _watch(self, process: Process) -> float:
        began, misses = self._clock(), 0
        healthy_since: float | None = None
        while process.returncode is None:
            if await self._answers():
                healthy_since = self._clock() if healthy_since is None else healthy_since
                misses = 0
                self._become("ok")
            else:
                misses += 1
            if self._hopeless(healthy_since, misses, self._clock() - began):
                self._logger.error("dialogue_frozen", pid=process.pid, misses=misses)
                break
            await self._pause(process)
        self._logger.warning("dialogue_ended", code=process.returncode, log=str(self._log_path))
        return self._clock() - healthy_since if healthy_since is not None else 0.0

    def _hopeless(self, healthy_since: float | None, misses: int, age: float) -> bool:
        if healthy_since is None:
            return age > self._patience.start
        return misses >= self._patience.misses

    async def _answers(self) -> bool:
        try:
            # `wait_for` may lose a cancellation that comes with the answer, and `stop` would wait for ever.
            async with asyncio.timeout(self._patience.probe_timeout):
                return await self._probe()
        except Exception:
            # A probe that fails in whatever way says the same: no answer.
            return False

    async def _pause(self, process: Process) -> None:
        """Wait for the next probe, or for the program's end if that is sooner."""
        ended = asyncio.ensure_future(process.wait())
        slept = asyncio.ensure_future(self._sleep(self._patience.probe_every))
        try:
            await asyncio.wait({ended, slept}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiter in (ended, slept):
                waiter.cancel()

    async def _end_kindly(self, process: Process) -> None:
        signal_group(process, signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience.stop):
                await process.wait()

    def _become(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self._logger.info("dialogue_state", state=state, restarts=self.restarts)
