"""Work done in a process of its own, so that customers never wait behind it for the interpreter's lock.

Orders go in as JSON lines on standard input; progress and the result come back as JSON lines on standard
output, and anything else that is written counts as the process's last words.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CODE = Path(__file__).resolve().parents[2]
NICENESS = 10
LAST_WORDS = 2_000

Hear = Callable[[dict[str, Any]], None]
"""Hears of progress, as the process tells it."""


class WorkFailed(RuntimeError):
    """The process ended without a result; the message holds its last words."""


@dataclass(slots=True)
class WorkerProcess:
    """Runs `python -m module` for each order; it ends with the result, or with `stop`."""

    module: str
    _running: subprocess.Popen[str] | None = None

    def run(self, orders: Iterable[object], hear: Hear | None = None) -> Any:  # noqa: ANN401 -- any JSON
        """Return the result; blocks for seconds to minutes, so call it from a thread.

        Raises:
            WorkFailed: with the last words of the process.
        """
        with subprocess.Popen(  # noqa: S603 -- our own interpreter and a module of ours
            [sys.executable, "-m", self.module],
            cwd=CODE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as self._running:
            _hand_over(self._running, orders)
            result, words = _follow(self._running, hear)
        code = self._running.returncode
        self._running = None
        if code != 0 or result is None:
            raise WorkFailed(words[-LAST_WORDS:] or f"ended with code {code}")
        return result

    @property
    def busy(self) -> bool:
        """Say whether a process is at work."""
        return self._running is not None

    def stop(self) -> None:
        """End the work under way; whoever waits for it gets WorkFailed."""
        if self._running is not None:
            self._running.kill()


def work(job: Callable[[Sequence[Any], Hear], object], niceness: int = NICENESS) -> None:
    """Do a job in this process: read its orders, tell progress and result; end when nobody waits any more."""
    os.nice(niceness)
    parent = os.getppid()
    orders = [json.loads(line) for line in sys.stdin]

    def hear(progress: dict[str, Any]) -> None:
        if os.getppid() != parent:
            sys.exit(1)
        _tell(progress)

    _tell({"result": job(orders, hear)})


def _hand_over(process: subprocess.Popen[str], orders: Iterable[object]) -> None:
    if process.stdin is None:
        raise WorkFailed("the process has no standard input")
    # If it ended early, its words say why.
    with suppress(BrokenPipeError), process.stdin as pipe:
        pipe.writelines(f"{json.dumps(order)}\n" for order in orders)


def _follow(process: subprocess.Popen[str], hear: Hear | None) -> tuple[Any, str]:
    """Read lines until the end: progress, the result, and anything else."""
    result, words = None, ""
    for line in process.stdout or ():
        if not line.startswith("{"):
            words += line
            continue
        told = json.loads(line)
        if "result" in told:
            result = told["result"]
        elif hear:
            hear(told)
    return result, words


def _tell(facts: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(facts)}\n")
    sys.stdout.flush()
