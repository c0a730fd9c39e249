"""Programs that run beside the service: how they are started, signalled and bound to its life."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

LAUNCHER = Path(__file__).with_name("launcher.py")


class Command(Protocol):
    """How to start the program; `env` is added to the service's environment, our own settings left out."""

    @property
    def args(self) -> Sequence[str]: ...
    @property
    def env(self) -> Mapping[str, str]: ...
    @property
    def cwd(self) -> Path: ...


class Process(Protocol):
    """A running program with its own process group."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> int | None: ...

    async def wait(self) -> int:
        """Wait for its end."""


async def spawn(command: Command, log_path: Path) -> Process:
    """Start a program in its own process group, its output appended to `log_path`; it dies with us."""
    # Our settings hold secrets that are none of its business.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
    with log_path.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", str(LAUNCHER), str(os.getpid()), *command.args),
            env={**inherited, **command.env},
            cwd=command.cwd,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )


def free_port() -> int:
    """Give a loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def signal_group(process: Process, number: signal.Signals) -> None:
    """Signal a program and all that it started; one that is gone already is fine."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
