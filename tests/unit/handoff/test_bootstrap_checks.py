"""The stages of `make test`: their order, where they stop, and what they count."""

import io
from pathlib import Path

import pytest

from handoff.bootstrap.checks import Counts, Stage, read_counts, run_stage, run_stages, stages

REPORT = """<?xml version="1.0"?><testsuites><testsuite name="pytest"
 tests="10" failures="2" errors="1" skipped="3"/></testsuites>"""


def stage(name: str, report: Path | None = None) -> Stage:
    return Stage(name, (name,), Path(), report=report)


def test_all_stages_run_and_the_last_line_counts() -> None:
    out, ran = io.StringIO(), []

    def run(one: Stage) -> int:
        ran.append(one.name)
        return 0

    assert run_stages([stage("lint"), stage("unit")], run, out)
    assert ran == ["lint", "unit"]
    assert out.getvalue().splitlines()[-1] == "0 passed, 0 failed"


def test_the_first_failure_ends_the_run_and_is_named() -> None:
    out, ran = io.StringIO(), []

    def run(one: Stage) -> int:
        ran.append(one.name)
        return 1 if one.name == "types" else 0

    assert not run_stages([stage("lint"), stage("types"), stage("unit")], run, out)
    assert ran == ["lint", "types"]
    assert "make test-types" in out.getvalue()
    assert out.getvalue().splitlines()[-1] == "0 passed, 1 failed"


def test_counts_are_summed_over_the_stages(tmp_path: Path) -> None:
    report = tmp_path / "unit.xml"
    report.write_text(REPORT)
    out = io.StringIO()
    run_stages([stage("unit", report), stage("e2e", report)], lambda _stage: 0, out)
    assert out.getvalue().splitlines()[-1] == "8 passed, 6 failed, 6 skipped"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(REPORT, Counts(4, 3, 3), id="a report"),
        pytest.param(None, Counts(), id="never written"),
    ],
)
def test_read_counts(tmp_path: Path, text: str | None, expected: Counts) -> None:
    report = tmp_path / "unit.xml"
    if text is not None:
        report.write_text(text)
    assert read_counts(report) == expected


def test_a_stage_never_counts_the_report_of_an_earlier_run(tmp_path: Path) -> None:
    report = tmp_path / "unit.xml"
    report.write_text(REPORT)
    assert run_stage(Stage("unit", ("/bin/sh", "-c", "exit 7"), tmp_path, report=report)) == 7
    assert not report.exists()


def test_the_makefile_names_every_stage() -> None:
    root = Path(__file__).resolve().parents[3]
    named = next(
        line.removeprefix("STAGES := ")
        for line in (root / "Makefile").read_text().splitlines()
        if line.startswith("STAGES := ")
    )
    assert named.split() == [one.name for one in stages(root)]
