"""Every check of the project, in stages: the first stage that fails ends the run and is named at the end."""

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from handoff.bootstrap.finders import find_node

PYTEST_STAGES = ("unit", "integration", "dialogue", "faults", "e2e")
# Stages whose files are shared out among the processor cores; each worker has services of its own.
SHARED_STAGES = frozenset({"unit", "integration", "faults", "e2e"})
REPORTS = Path("test-results")


@dataclass(frozen=True)
class Stage:
    """One named check; `report` is where its test counts are written, if it counts tests."""

    name: str
    args: tuple[str, ...]
    cwd: Path
    env: dict[str, str] | None = None
    report: Path | None = None


@dataclass(frozen=True)
class Counts:
    """Tests of some stages."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def stages(root: Path) -> tuple[Stage, ...]:
    """Give all stages in the order in which they find faults fastest."""
    bin_dir = root / ".venv" / "bin"
    quick = (
        Stage("format", (str(bin_dir / "ruff"), "format", "--check", "--quiet", "."), root),
        Stage("lint", (str(bin_dir / "ruff"), "check", "--quiet", "."), root),
        Stage("types", (str(bin_dir / "mypy"),), root),
        Stage("architecture", (str(bin_dir / "lint-imports"),), root),
        _web_stage(root),
    )
    return (*quick, *(_pytest_stage(root, name) for name in PYTEST_STAGES))


def _web_stage(root: Path) -> Stage:
    node = find_node(root / ".venv")
    npm, env = (node.npm, node.env()) if node else (("npm",), None)
    return Stage("web", (*npm, "run", "--silent", "check"), root / "handoff" / "web", env)


def _pytest_stage(root: Path, name: str) -> Stage:
    report = root / REPORTS / f"{name}.xml"
    python = str(root / ".venv" / "bin" / "python")
    shared = ("-n", "logical", "--dist", "loadfile") if name in SHARED_STAGES else ()
    options = ("-q", f"--junitxml={report}", "-p", "no:cacheprovider")
    args = (python, "-m", "pytest", f"tests/{name}", *options, *shared)
    return Stage(name, args, root, report=report)


def run_stages(
    chosen: Sequence[Stage],
    run: Callable[[Stage], int],
    out: TextIO = sys.stdout,
    clock: Callable[[], float] = time.monotonic,
) -> bool:
    """Run stages one after the other up to the first that fails; the last line counts all tests."""
    total = Counts()
    for number, stage in enumerate(chosen, 1):
        out.write(f"\n== {number}/{len(chosen)} {stage.name} ==\n")
        out.flush()
        began = clock()
        good = run(stage) == 0
        total += read_counts(stage.report)
        out.write(f"== {stage.name}: {'ok' if good else 'FAILED'} in {clock() - began:.1f} s ==\n")
        if not good:
            out.write(f"\nStopped at the stage '{stage.name}'; run it alone: make test-{stage.name}\n")
            out.write(f"{total if total.failed else total + Counts(failed=1)}\n")
            return False
    out.write(f"\n{total}\n")
    return True


def run_stage(stage: Stage) -> int:
    """Run one stage with its output going straight to the terminal."""
    if stage.report:
        stage.report.parent.mkdir(parents=True, exist_ok=True)
        stage.report.unlink(missing_ok=True)
    env = {**os.environ, **(stage.env or {})}
    done = subprocess.run(stage.args, cwd=stage.cwd, env=env, check=False)  # noqa: S603 -- our own stages
    return done.returncode


def read_counts(report: Path | None) -> Counts:
    """Read the counts out of pytest's report; a report that was never written counts nothing."""
    if report is None or not report.exists():
        return Counts()
    suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314 -- written by our own pytest
    total = Counts()
    for suite in suites:
        counted = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
        failed = counted["failures"] + counted["errors"]
        total += Counts(counted["tests"] - failed - counted["skipped"], failed, counted["skipped"])
    return total
