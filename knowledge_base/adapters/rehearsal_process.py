"""Rehearses in a process of its own."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from knowledge_base.adapters.assembly import rehearse
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.index_files import to_article
from knowledge_base.adapters.worker_process import Hear, WorkerProcess, work
from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.label import Lesson


@dataclass(frozen=True, slots=True)
class RehearsalProcess:
    """A calibrator that starts a process for each rehearsal; it ends with the result, or with `stop`."""

    encoder_dir: Path
    target_error: float
    folder: Path
    worker: WorkerProcess = field(
        default_factory=lambda: WorkerProcess("knowledge_base.adapters.rehearsal_process")
    )

    def __call__(self, articles: Sequence[Article], *, labels: Sequence[Lesson] = ()) -> Calibration:
        """Return what the rehearsal taught. Raises: WorkFailed."""
        order = {
            "encoder_dir": str(self.encoder_dir.resolve()),
            "target_error": self.target_error,
            "folder": str(self.folder.resolve()),
            "labels": [asdict(label) for label in labels],
        }
        return Calibration.from_dict(self.worker.run([order, *map(asdict, articles)]))

    def stop(self) -> None:
        """End a rehearsal under way; whoever waits for it gets WorkFailed."""
        self.worker.stop()


def learn(orders: Sequence[Any], _hear: Hear) -> dict[str, Any]:
    """Rehearse what was ordered: the first order says where and how, every other is an article."""
    order, *articles = orders
    calibration = rehearse(
        Encoder(Path(order["encoder_dir"])),
        [to_article(row) for row in articles],
        target_error=order["target_error"],
        folder=Path(order["folder"]),
        labels=[Lesson(**label) for label in order["labels"]],
    )
    return calibration.to_dict()


if __name__ == "__main__":
    work(learn)
