"""What the person at the keyboard sees of the steps: one line each, with seconds; live on a terminal."""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from handoff.bootstrap.shell import StepFailed, Stopped

SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
REDRAW_S = 0.1
REMINDER_S = 20.0


class Screen:
    """Shows steps that run side by side; steps that were not due are not shown at all."""

    def __init__(self, out: TextIO = sys.stdout, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._clock = clock
        self._live = out.isatty()
        self._running: dict[str, float] = {}
        self._lock = threading.RLock()
        self._drawn = 0
        self._frame = 0
        self._closed = threading.Event()
        self._painter = threading.Thread(target=self._paint, daemon=True)
        self.shown = False

    def begin(self, title: str) -> None:
        """A step begins."""
        with self._lock:
            self._running[title] = self._clock()
            if not self._live:
                self._line("·", title, "started")
            if not self.shown:
                self.shown = True
                self._painter.start()

    def finish(self, title: str) -> None:
        """A step is done."""
        with self._lock:
            self._line("✓", title, _seconds(self._clock() - self._running.pop(title)))

    def fail(self, title: str, failure: StepFailed, advice: str, log_path: Path) -> None:
        """A step has failed: say why, show what its program said, and what to do next."""
        with self._lock:
            elapsed = _seconds(self._clock() - self._running.pop(title))
            if isinstance(failure, Stopped):
                return
            self._line("✗", title, f"failed after {elapsed}: {failure}")
            for line in failure.said:
                self._write(f"      {line}\n")
            self._write(f"    Next: {advice}.\n    The whole log: {log_path}\n")

    def close(self) -> None:
        """Stop repainting."""
        self._closed.set()
        with self._lock:
            self._clear()

    def _line(self, mark: str, title: str, note: str) -> None:
        self._write(f"  {mark} {title:<44} {note}\n")

    def _write(self, text: str) -> None:
        self._clear()
        self._out.write(text)
        self._out.flush()

    def _paint(self) -> None:
        while not self._closed.wait(REDRAW_S if self._live else REMINDER_S):
            with self._lock:
                if self._live:
                    self._redraw()
                else:
                    self._remind()

    def _remind(self) -> None:
        for title, began in self._running.items():
            self._line("·", title, f"still working, {_seconds(self._clock() - began)}")

    def _redraw(self) -> None:
        self._clear()
        self._frame += 1
        for title, began in self._running.items():
            mark = SPINNER[self._frame % len(SPINNER)]
            self._out.write(f"  {mark} {title:<44} {_seconds(self._clock() - began)}\n")
        self._drawn = len(self._running)
        self._out.flush()

    def _clear(self) -> None:
        if self._drawn:
            self._out.write(f"\x1b[{self._drawn}A\x1b[J")
            self._drawn = 0


def _seconds(elapsed: float) -> str:
    return f"{elapsed:.1f} s" if elapsed < 60 else f"{int(elapsed) // 60} min {int(elapsed) % 60} s"
