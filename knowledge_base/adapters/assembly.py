"""Put the knowledge base's adapters together: the one module here that knows them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from threadpoolctl import threadpool_limits

from knowledge_base import calibrating
from knowledge_base.adapters import article_index
from knowledge_base.adapters.article_index import BuiltIndex, Report
from knowledge_base.adapters.index_store import IndexStore, code_fingerprint
from knowledge_base.adapters.vector_cache import FingerprintedEncoder, VectorCache
from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.label import Lesson
from knowledge_base.retrieval import Calibrator, Retrieval
from knowledge_base.snapshot import Snapshot


class WordyEncoder(FingerprintedEncoder, Protocol):
    """An encoder that also lends the vocabulary of its language."""

    def words(self) -> Mapping[str, int]:
        """Return words with their ranks, 0 the commonest."""
        ...


class Builder(Protocol):
    """Builds the index of these articles elsewhere, stores it there and says under which name."""

    def __call__(self, articles: Sequence[Article], report: Report | None = None) -> str:
        """Return the name; takes seconds to minutes."""
        ...


def open_retrieval(
    encoder: WordyEncoder,
    calibration: Calibration | None = None,
    *,
    target_error: float = 0.05,
    folder: Path | None = None,
    calibrate: Calibrator | None = None,
    builder: Builder | None = None,
) -> Retrieval:
    """A knowledge base that is ready for articles; `folder` keeps its index and all vectors across restarts,
    `calibrate` and `builder` say where to rehearse and to build, by default in this process."""
    _compute_on_one_thread()
    cache = VectorCache(encoder, _vectors(folder))
    build = partial(build_snapshot, encoder, cache=cache)
    here = partial(rehearse, encoder, target_error=target_error, folder=folder)
    if folder is None:
        return Retrieval(encoder, build, calibrate or here, calibration)
    builder = builder or partial(build_index, encoder, folder)
    shelf = _Shelf(encoder, cache, index_store(encoder, folder), builder)
    return Retrieval(
        encoder, build, calibrate or here, calibration, rebuild=shelf.rebuild, start=shelf.last(calibration)
    )


@dataclass(frozen=True)
class _Shelf:
    """The stored index: read at the start, replaced by every rebuild."""

    encoder: WordyEncoder
    cache: VectorCache
    store: IndexStore
    builder: Builder

    def last(self, calibration: Calibration | None) -> Snapshot | None:
        """The articles as they were when the index in force was built; nothing if there is none."""
        self.store.tidy()
        index = self.store.current(self.cache, self.encoder.words())
        return Snapshot(index, self.encoder, calibration or GENERAL) if index else None

    def rebuild(
        self, articles: Sequence[Article], calibration: Calibration | None, report: Report | None = None
    ) -> Snapshot:
        # What publishing has encoded meanwhile need not be encoded again.
        self.cache.save()
        name = self.builder(articles, report)
        index = self.store.load(name, self.cache, self.encoder.words())
        self.store.put_in_force(name)
        return Snapshot(index, self.encoder, calibration or GENERAL)


def build_index(
    encoder: WordyEncoder, folder: Path, articles: Sequence[Article], report: Report | None = None
) -> str:
    """Build the index of these articles, store it in the folder, not yet in force, and return its name."""
    _compute_on_one_thread()
    cache = VectorCache(encoder, _vectors(folder))
    index = article_index.build(articles, cache, encoder.words(), report)
    cache.save()
    return index_store(encoder, folder).add(index)


def rehearse(
    encoder: WordyEncoder,
    articles: Sequence[Article],
    *,
    target_error: float,
    folder: Path | None,
    labels: Sequence[Lesson] = (),
) -> Calibration:
    """Rehearse on these articles, and on what people said of answers, and return what it taught."""
    _compute_on_one_thread()
    cache = VectorCache(encoder, _vectors(folder))
    build = partial(build_snapshot, encoder, cache=cache)
    learnt = calibrating.calibrate(articles, outside_questions(), build, target_error, labels=labels)
    cache.save()
    return learnt


def outside_questions() -> tuple[str, ...]:
    """Questions that no help centre answers, written for rehearsals."""
    path = Path(__file__).parents[1] / "outside_questions.txt"
    return tuple(line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def build_snapshot(
    encoder: WordyEncoder,
    articles: Sequence[Article],
    calibration: Calibration | None = None,
    cache: VectorCache | None = None,
    report: Report | None = None,
) -> Snapshot:
    """Make the articles searchable, in memory only."""
    _compute_on_one_thread()
    index: BuiltIndex = article_index.build(articles, cache or VectorCache(encoder), encoder.words(), report)
    return Snapshot(index, encoder, calibration or GENERAL)


def _vectors(folder: Path | None) -> Path | None:
    return folder / "vectors" if folder else None


def index_store(encoder: WordyEncoder, folder: Path) -> IndexStore:
    """Where the indexes of one installation are kept."""
    return IndexStore(folder, f"{encoder.fingerprint} {code_fingerprint()}")


def _compute_on_one_thread() -> None:
    # Matrices this small only wait for each other on several threads: one is ten times faster.
    threadpool_limits(limits=1)
