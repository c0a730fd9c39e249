"""Rehearses in a process of its own, so that customers never wait behind it for the interpreter's lock."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge_base.adapters.assembly import rehearse
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.label import Lesson

CODE = Path(__file__).resolve().parents[2]
NICENESS = 10
LAST_WORDS = 2_000


class RehearsalFailed(RuntimeError):
    """The process ended without a calibration; the message holds its last words."""


@dataclass(slots=True)
class RehearsalProcess:
    """A calibrator that starts a process for each rehearsal; it ends with the result, or with `stop`."""

    encoder_dir: Path
    target_error: float
    folder: Path
    _running: subprocess.Popen[str] | None = None

    def __call__(self, articles: Sequence[Article], *, labels: Sequence[Lesson] = ()) -> Calibration:
        """Return what the rehearsal taught; blocks for seconds, so call it from a thread.

        Raises:
            RehearsalFailed: with the last words of the process.
        """
        order = {
            "encoder_dir": str(self.encoder_dir.resolve()),
            "target_error": self.target_error,
            "folder": str(self.folder.resolve()),
            "articles": [asdict(article) for article in articles],
            "labels": [asdict(label) for label in labels],
        }
        with subprocess.Popen(
            [sys.executable, "-m", "knowledge_base.adapters.rehearsal_process"],
            cwd=CODE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as self._running:
            learnt, complaints = self._running.communicate(json.dumps(order))
            code = self._running.returncode
        self._running = None
        if code != 0:
            raise RehearsalFailed(complaints[-LAST_WORDS:] or f"ended with code {code}")
        return Calibration.from_dict(json.loads(learnt))

    def stop(self) -> None:
        """End a rehearsal under way; whoever waits for it gets RehearsalFailed."""
        if self._running is not None:
            self._running.kill()


def main() -> None:
    """Read the order from standard input, rehearse, and write the calibration to standard output."""
    os.nice(NICENESS)
    order = json.load(sys.stdin)
    articles = [
        Article(**{**article, "questions": tuple(article["questions"])}) for article in order["articles"]
    ]
    calibration = rehearse(
        Encoder(Path(order["encoder_dir"])),
        articles,
        target_error=order["target_error"],
        folder=Path(order["folder"]),
        labels=[Lesson(**label) for label in order["labels"]],
    )
    json.dump(calibration.to_dict(), sys.stdout)


if __name__ == "__main__":
    main()
