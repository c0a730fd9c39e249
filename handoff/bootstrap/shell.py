"""Run programs quietly: their output goes to a log file, of which a failure shows what matters."""

import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HEAD_LINES, TAIL_LINES = 6, 12


class StepFailed(Exception):
    """A step cannot go on; `advice` says what the person at the keyboard can do."""

    def __init__(self, message: str, advice: str = "", said: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.advice = advice
        self.said = tuple(said)


class Stopped(StepFailed):
    """The step itself was fine, but the person at the keyboard stopped the run."""


@dataclass
class Shell:
    """Runs one step's programs, one after the other, into one log file."""

    root: Path
    log_path: Path
    _running: subprocess.Popen[bytes] | None = None
    _ended: threading.Event = field(default_factory=threading.Event)

    def run(self, *args: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> None:
        """Run a program to its end, or raise StepFailed with the first and last lines of what it said."""
        words = [str(arg) for arg in args]
        self.log_path.parent.mkdir(parents=True, exist_ok=True)
        with self.log_path.open("ab") as log:
            log.write(f"\n$ {' '.join(words)}\n".encode())
            log.flush()
            began = log.tell()
            code = self._wait(words, log.fileno(), cwd or self.root, {**os.environ, **(env or {})})
        if self._ended.is_set():
            raise Stopped("stopped")
        if code != 0:
            raise StepFailed(f"`{' '.join(words[:6])}` ended with code {code}", said=self._said(began))

    def tries(self, *args: str | Path, env: Mapping[str, str] | None = None) -> bool:
        """Run a program that may fail; say whether it worked."""
        try:
            self.run(*args, env=env)
        except StepFailed:
            return False
        return True

    def end(self) -> None:
        """Stop what is running and begin nothing more."""
        self._ended.set()
        if self._running is not None:
            self._running.terminate()

    def _wait(self, words: Sequence[str], log: int, cwd: Path, env: Mapping[str, str]) -> int:
        if self._ended.is_set():
            raise Stopped("stopped")
        try:
            self._running = subprocess.Popen(  # noqa: S603 -- the steps name the programs
                words, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        except OSError as error:
            raise StepFailed(f"{words[0]} cannot be started: {error.strerror}") from error
        try:
            return self._running.wait()
        finally:
            self._running = None

    def _said(self, began: int) -> Sequence[str]:
        """Give what the last program said; of much, the beginning and the end."""
        text = self.log_path.read_bytes()[began:].decode(errors="replace")
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) <= HEAD_LINES + TAIL_LINES:
            return lines
        return [*lines[:HEAD_LINES], "...", *lines[-TAIL_LINES:]]


def output_of(*args: str | Path) -> str | None:
    """Give what a program prints, or None when it does not exist or does not work."""
    try:
        done = subprocess.run(  # noqa: S603 -- the steps name the programs
            args, capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
