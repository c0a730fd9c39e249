"""Progress on the command line."""

import io

import pytest
from rich.console import Console

from handoff.progress import Steps


def console(*, terminal: bool) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=100)


def said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_a_step_that_is_done_leaves_one_line_with_its_note(terminal: bool) -> None:
    screen = console(terminal=terminal)
    times = iter([10.0, 12.5])
    with Steps(screen, lambda: next(times)).step("Encoder [int8]") as note:
        note("unchanged")
    assert "✓" in said(screen)
    assert "Encoder [int8]" in said(screen)
    assert "unchanged, 2.5 s" in said(screen)


def test_a_step_that_fails_says_so_and_passes_the_error_on() -> None:
    screen = console(terminal=False)
    with pytest.raises(ValueError, match="broken"), Steps(screen).step("Encoder"):
        raise ValueError("broken")
    assert "✗" in said(screen)
    assert "failed after" in said(screen)
