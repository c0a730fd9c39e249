"""Steps that know whether they are due, and their run: in order where needed, side by side where not."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from handoff.bootstrap.screen import Screen
from handoff.bootstrap.shell import Shell, StepFailed

DEFAULT_ADVICE = "check the network connection and the free disk space, then run the same command again"


@dataclass(frozen=True)
class Step:
    """One thing to install or build.

    It is due unless `stamp` holds the present value of `inputs` and `present` finds what the step makes.
    `after` names the steps it needs; `advice` says what to do when it fails.
    """

    name: str
    title: str
    do: Callable[[Shell], None]
    inputs: Callable[[], str]
    stamp: Path
    present: Callable[[], bool]
    after: tuple[str, ...] = ()
    advice: str = DEFAULT_ADVICE

    def is_due(self) -> bool:
        """Say whether something has changed since the step was last done."""
        try:
            return self.stamp.read_text(encoding="utf-8") != self.inputs() or not self.present()
        except OSError:
            return True

    def perform(self, shell: Shell) -> None:
        """Do it, and take note of what it was made from; a step cut short stays due."""
        self.stamp.unlink(missing_ok=True)
        self.do(shell)
        self.stamp.write_text(self.inputs(), encoding="utf-8")


def digest(*parts: str | Path) -> str:
    """Give one hash over texts and the contents of files; a folder counts with all files in it."""
    total = hashlib.sha256()
    for part in parts:
        for chunk in _chunks(part):
            total.update(hashlib.sha256(chunk).digest())
    return total.hexdigest()


def _chunks(part: str | Path) -> Iterable[bytes]:
    if isinstance(part, str):
        yield part.encode()
    elif part.is_dir():
        for path in sorted(path for path in part.rglob("*") if path.is_file()):
            yield path.relative_to(part).as_posix().encode()
            yield path.read_bytes()
    else:
        yield part.read_bytes()


class Run:
    """One run over steps; a failure holds up only the steps that need the failed one."""

    def __init__(self, root: Path, steps: Sequence[Step], screen: Screen) -> None:
        self._steps = {step.name: step for step in steps}
        self._screen = screen
        self._shells = {
            step.name: Shell(root, root / "var" / "log" / f"setup-{step.name}.log") for step in steps
        }
        self._done: set[str] = set()
        self._begun: set[str] = set()
        self._futures: dict[Future[bool], str] = {}

    def run(self) -> bool:
        """Do every step that is due; say whether all went well."""
        with ThreadPoolExecutor(max_workers=len(self._steps)) as pool:
            try:
                self._start_ready(pool)
                while self._futures:
                    finished, _ = wait(self._futures, return_when=FIRST_COMPLETED)
                    self._done |= {name for name in map(self._conclude, finished) if name}
                    self._start_ready(pool)
            finally:
                # Reached early only when the person at the keyboard stops the run.
                for shell in self._shells.values():
                    shell.end()
        return self._done == set(self._steps)

    def _conclude(self, future: Future[bool]) -> str | None:
        name = self._futures.pop(future)
        return name if future.result() else None

    def _start_ready(self, pool: ThreadPoolExecutor) -> None:
        for step in self._steps.values():
            needed = {name for name in step.after if name in self._steps}
            if step.name not in self._begun and needed <= self._done:
                self._begun.add(step.name)
                self._futures[pool.submit(self._take, step)] = step.name

    def _take(self, step: Step) -> bool:
        if not step.is_due():
            return True
        shell = self._shells[step.name]
        shell.log_path.unlink(missing_ok=True)
        self._screen.begin(step.title)
        try:
            step.perform(shell)
        except (StepFailed, OSError) as error:
            failure = error if isinstance(error, StepFailed) else StepFailed(str(error))
            self._screen.fail(step.title, failure, failure.advice or step.advice, shell.log_path)
            return False
        self._screen.finish(step.title)
        return True
