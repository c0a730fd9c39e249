"""The commands of set-up, as far as they can be called without installing anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handoff.bootstrap import doors
from handoff.bootstrap.plan import Plan

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("argv", [[], ["nonsense"], ["setup", "more"]], ids=["none", "unknown", "too many"])
def test_what_is_not_a_command_is_told_the_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert doors.main(argv) == 2
    assert "usage:" in capsys.readouterr().err


def test_an_unknown_stage_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert doors.main(["check", "nonsense"]) == 2
    assert "unit" in capsys.readouterr().err


@pytest.mark.parametrize(("value", "included"), [("false", False), ("true", True), ("", True)])
def test_rasas_environment_is_left_out_when_the_dialogue_is_off(
    monkeypatch: pytest.MonkeyPatch, value: str, included: bool
) -> None:
    monkeypatch.setenv("FRONTDESK_DIALOGUE", value)
    names = [step.name for step in doors._wanted(Plan(ROOT).setup())]
    assert ("dialogue" in names) is included


def test_every_step_needs_only_steps_that_exist() -> None:
    steps = (*Plan(ROOT).setup(), *Plan(ROOT).test_tools())
    names = {step.name for step in steps}
    assert len(names) == len(steps)
    assert all(set(step.after) <= names for step in steps)


def test_an_old_python_is_refused_in_plain_words(tmp_path: Path) -> None:
    code = (
        "import runpy, sys; sys.version_info = (3, 9, 18); sys.version = '3.9.18 (main)'\n"
        "runpy.run_module('handoff.bootstrap', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ},
        check=False,
    )
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Next:" in done.stderr


def test_it_imports_nothing_that_has_to_be_installed() -> None:
    code = "import handoff.bootstrap.doors, sys; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    foreign = set(done.stdout.split()) - set(sys.stdlib_module_names) - {"handoff", "__main__"}
    assert foreign == set()
