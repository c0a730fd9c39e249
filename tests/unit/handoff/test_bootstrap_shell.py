"""Programs of set-up: their log, the gist of a failure, and their end."""

import sys
import threading
from pathlib import Path

import pytest

from handoff.bootstrap.shell import Shell, StepFailed, Stopped, output_of

PRINT_MANY = "import sys\nfor n in range(50): print('line', n)\nsys.exit(4)"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path, tmp_path / "log" / "step.log")


def test_output_goes_to_the_log(shell: Shell) -> None:
    shell.run(sys.executable, "-c", "print('hello')")
    text = shell.log_path.read_text()
    assert "hello" in text
    assert f"$ {sys.executable}" in text


def test_a_failure_shows_the_beginning_and_the_end(shell: Shell) -> None:
    shell.run(sys.executable, "-c", "print('of an earlier program')")
    with pytest.raises(StepFailed, match="ended with code 4") as caught:
        shell.run(sys.executable, "-c", PRINT_MANY)
    said = caught.value.said
    assert said[0] == "line 0"
    assert said[-1] == "line 49"
    assert "..." in said
    assert len(said) < 20


def test_a_missing_program_is_named(shell: Shell) -> None:
    with pytest.raises(StepFailed, match="no-such-program cannot be started"):
        shell.run("no-such-program")


def test_tries_says_whether_it_worked(shell: Shell) -> None:
    assert shell.tries(sys.executable, "-c", "pass")
    assert not shell.tries(sys.executable, "-c", "raise SystemExit(1)")


def test_programs_get_their_environment_and_folder(shell: Shell, tmp_path: Path) -> None:
    code = "import os; print(os.environ['COLOUR'], os.getcwd())"
    shell.run(sys.executable, "-c", code, cwd=tmp_path / "log", env={"COLOUR": "green"})
    assert f"green {tmp_path / 'log'}" in shell.log_path.read_text()


def test_ending_stops_the_program_and_begins_no_other(shell: Shell, tmp_path: Path) -> None:
    began = tmp_path / "began"
    code = f"open({str(began)!r}, 'w').close(); import time; time.sleep(600)"
    caught: list[BaseException] = []

    def run() -> None:
        try:
            shell.run(sys.executable, "-c", code)
        except StepFailed as error:
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while not began.exists():
        assert thread.is_alive()
    shell.end()
    thread.join(timeout=10)
    assert isinstance(caught[0], Stopped)
    with pytest.raises(Stopped):
        shell.run(sys.executable, "-c", "pass")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param((sys.executable, "-c", "print(' 3 ')"), "3", id="works"),
        pytest.param((sys.executable, "-c", "print(3); raise SystemExit(1)"), None, id="fails"),
        pytest.param(("no-such-program",), None, id="missing"),
    ],
)
def test_output_of(args: tuple[str, ...], expected: str | None) -> None:
    assert output_of(*args) == expected
