"""Builds an index in a process of its own."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from knowledge_base.adapters.article_index import Report
from knowledge_base.adapters.assembly import build_index
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.index_files import to_article
from knowledge_base.adapters.worker_process import Hear, WorkerProcess, work
from knowledge_base.domain.article import Article


@dataclass(frozen=True, slots=True)
class BuildProcess:
    """A builder that starts a process for each index; it ends with the result, or with `stop`."""

    encoder_dir: Path
    folder: Path
    worker: WorkerProcess = field(
        default_factory=lambda: WorkerProcess("knowledge_base.adapters.build_process")
    )

    def __call__(self, articles: Sequence[Article], report: Report | None = None) -> str:
        """Return the name of the stored index. Raises: WorkFailed."""

        def hear(told: dict[str, Any]) -> None:
            if report:
                report(told["done"], told["total"])

        order = {"encoder_dir": str(self.encoder_dir.resolve()), "folder": str(self.folder.resolve())}
        return str(self.worker.run([order, *map(asdict, articles)], hear))

    def stop(self) -> None:
        """End a build under way; whoever waits for it gets WorkFailed."""
        self.worker.stop()


def build(orders: Sequence[Any], hear: Hear) -> str:
    """Build what was ordered and name it: the first order says where, every other is an article."""
    place, *articles = orders

    def report(done: int, total: int) -> None:
        hear({"done": done, "total": total})

    encoder, folder = Encoder(Path(place["encoder_dir"])), Path(place["folder"])
    return build_index(encoder, folder, [to_article(row) for row in articles], report)


if __name__ == "__main__":
    work(build)
