"""The commands of set-up: what the Makefile calls."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from handoff.bootstrap.checks import run_stage, run_stages, stages
from handoff.bootstrap.finders import find_node
from handoff.bootstrap.plan import Plan
from handoff.bootstrap.screen import Screen
from handoff.bootstrap.steps import Run, Step

ROOT = Path(__file__).resolve().parent.parent.parent
OFF = {"0", "false", "no", "off"}
USAGE = "usage: python3 -m handoff.bootstrap setup | test-tools | check [STAGE...] | npm ARGUMENT..."


def main(argv: Sequence[str]) -> int:
    """Do one command and give its exit code."""
    match list(argv):
        case ["setup"]:
            return _install(_wanted(Plan(ROOT).setup()))
        case ["test-tools"]:
            return _install((*Plan(ROOT).setup(), *Plan(ROOT).test_tools()))
        case ["check", *names]:
            return _check(names)
        case ["npm", *words]:
            return _npm(words)
    sys.stderr.write(f"{USAGE}\n")
    return 2


def _wanted(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Leave Rasa's environment out where the operator has switched the dialogue off."""
    without = os.environ.get("FRONTDESK_DIALOGUE", "").lower() in OFF
    return tuple(step for step in steps if not (without and step.name == "dialogue"))


def _install(steps: Sequence[Step]) -> int:
    screen = Screen()
    with _alone():
        try:
            good = Run(ROOT, steps, screen).run()
        except KeyboardInterrupt:
            sys.stderr.write("\nStopped. The next run goes on where this one ended.\n")
            return 130
        finally:
            screen.close()
    return 0 if good else 1


@contextmanager
def _alone() -> Iterator[None]:
    """Let one set-up at a time work on this copy of the project."""
    path = ROOT / "var" / "setup.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.stdout.write("  · Another set-up of this folder is running; waiting for it.\n")
            sys.stdout.flush()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _check(names: Sequence[str]) -> int:
    known = stages(ROOT)
    unknown = set(names) - {stage.name for stage in known}
    if unknown:
        sys.stderr.write(f"No such stage: {', '.join(unknown)}. Stages: {' '.join(s.name for s in known)}\n")
        return 2
    chosen = [stage for stage in known if not names or stage.name in names]
    return 0 if run_stages(chosen, run_stage) else 1


def _npm(words: Sequence[str]) -> int:
    node = find_node(ROOT / ".venv")
    if node is None:
        sys.stderr.write("No Node.js yet. Next: make setup\n")
        return 1
    env, web = {**os.environ, **node.env()}, ROOT / "handoff" / "web"
    return subprocess.run((*node.npm, *words), cwd=web, env=env, check=False).returncode  # noqa: S603 -- typed by hand
