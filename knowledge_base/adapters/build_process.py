"""Builds an index in a process of its own, so that customers never wait behind it for the interpreter's
lock."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge_base.adapters.article_index import Report
from knowledge_base.adapters.assembly import build_index
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.index_files import to_article
from knowledge_base.domain.article import Article

CODE = Path(__file__).resolve().parents[2]
NICENESS = 10
LAST_WORDS = 2_000


class BuildFailed(RuntimeError):
    """The process ended without an index; the message holds its last words."""


@dataclass(slots=True)
class BuildProcess:
    """A builder that starts a process for each index; it ends with the result, or with `stop`."""

    encoder_dir: Path
    folder: Path
    _running: subprocess.Popen[str] | None = None

    def __call__(self, articles: Sequence[Article], report: Report | None = None) -> str:
        """Return the name of the stored index; blocks for seconds to minutes, so call it from a thread.

        Raises:
            BuildFailed: with the last words of the process.
        """
        order = {"encoder_dir": str(self.encoder_dir.resolve()), "folder": str(self.folder.resolve())}
        with subprocess.Popen(
            [sys.executable, "-m", "knowledge_base.adapters.build_process"],
            cwd=CODE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as self._running:
            _hand_over(self._running, [order, *map(asdict, articles)])
            name, words = _follow(self._running, report)
        code = self._running.returncode
        self._running = None
        if code != 0 or name is None:
            raise BuildFailed(words[-LAST_WORDS:] or f"ended with code {code}")
        return name

    def stop(self) -> None:
        """End a build under way; whoever waits for it gets BuildFailed."""
        if self._running is not None:
            self._running.kill()


def _hand_over(process: subprocess.Popen[str], lines: Iterable[object]) -> None:
    if process.stdin is None:
        raise BuildFailed("the process has no standard input")
    # If it ended early, its words say why.
    with suppress(BrokenPipeError), process.stdin as pipe:
        pipe.writelines(f"{json.dumps(line)}\n" for line in lines)


def _follow(process: subprocess.Popen[str], report: Report | None) -> tuple[str | None, str]:
    """Read lines until the end: progress, the name, and anything else."""
    name, words = None, ""
    for line in process.stdout or ():
        if not line.startswith("{"):
            words += line
            continue
        told = json.loads(line)
        name = told.get("name", name)
        if report and "done" in told:
            report(told["done"], told["total"])
    return name, words


def main() -> None:
    """Read the order from standard input, build, and write progress and name to standard output."""
    os.nice(NICENESS)
    parent = os.getppid()
    order, *articles = map(json.loads, sys.stdin)

    def report(done: int, total: int) -> None:
        if os.getppid() != parent:
            # Nobody waits for the index any more.
            sys.exit(1)
        _tell(done=done, total=total)

    encoder, folder = Encoder(Path(order["encoder_dir"])), Path(order["folder"])
    name = build_index(encoder, folder, [to_article(row) for row in articles], report)
    _tell(name=name)


def _tell(**facts: object) -> None:
    sys.stdout.write(f"{json.dumps(facts)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
