"""Progress of slow work on the command line: a live line with elapsed seconds, one line when it is done."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

TITLE_WIDTH = 44

Note = Callable[[str], None]


class Steps:
    """Shows one step after the other; without a terminal only their beginnings and ends."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock

    @contextmanager
    def step(self, title: str) -> Iterator[Note]:
        """Show that `title` is being worked on; what is noted stands on its line afterwards."""
        notes: list[str] = []
        began = self._clock()
        try:
            with self._live(title):
                yield notes.append
        except BaseException:
            self._line("[red]✗[/red]", title, f"failed after {self._clock() - began:.1f} s")
            raise
        self._line("[green]✓[/green]", title, ", ".join([*notes, f"{self._clock() - began:.1f} s"]))

    @contextmanager
    def _live(self, title: str) -> Iterator[None]:
        if not self._console.is_terminal:
            yield
            return
        columns = (TextColumn(" "), SpinnerColumn(), TextColumn(f"{{task.description:<{TITLE_WIDTH}}}"))
        with Progress(*columns, TimeElapsedColumn(), console=self._console, transient=True) as progress:
            progress.add_task(escape(title), total=None)
            yield

    def _line(self, mark: str, title: str, note: str) -> None:
        self._console.print(f"  {mark} {escape(title):<{TITLE_WIDTH}} {escape(note)}", highlight=False)
