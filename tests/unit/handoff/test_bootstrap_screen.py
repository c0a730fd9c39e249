"""What set-up shows: plain lines without a terminal, a repainted block on one."""

import io
from pathlib import Path

from handoff.bootstrap.screen import Screen
from handoff.bootstrap.shell import StepFailed, Stopped


class Terminal(io.StringIO):
    """A terminal that keeps what was written to it."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Moves by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_without_a_terminal_each_event_is_one_line() -> None:
    out, clock = io.StringIO(), Clock()
    screen = Screen(out, clock)
    screen.begin("Libraries")
    clock.now = 75.0
    screen.finish("Libraries")
    screen.close()
    first, last = out.getvalue().splitlines()
    assert first.split() == ["·", "Libraries", "started"]
    assert last.split() == ["✓", "Libraries", "1", "min", "15", "s"]
    assert "\x1b" not in out.getvalue()


def test_on_a_terminal_only_the_outcome_stays() -> None:
    out = Terminal()
    screen = Screen(out, Clock())
    screen.begin("Libraries")
    while "Libraries" not in out.getvalue():
        pass
    screen.finish("Libraries")
    screen.close()
    assert out.getvalue().count("✓ Libraries") == 1
    assert out.getvalue().index("\x1b[1A\x1b[J") < out.getvalue().index("✓ Libraries")


def test_a_failure_is_told_with_its_advice_and_log() -> None:
    out = io.StringIO()
    screen = Screen(out, Clock())
    screen.begin("Libraries")
    screen.fail("Libraries", StepFailed("no network", said=["could not resolve"]), "try again", Path("x.log"))
    screen.close()
    text = out.getvalue()
    assert "✗ Libraries" in text
    assert "could not resolve" in text
    assert "Next: try again.\n    The whole log: x.log" in text


def test_a_stopped_step_is_no_failure() -> None:
    out = io.StringIO()
    screen = Screen(out, Clock())
    screen.begin("Libraries")
    screen.fail("Libraries", Stopped("stopped"), "", Path("x.log"))
    screen.close()
    assert "✗" not in out.getvalue()
