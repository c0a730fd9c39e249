"""How the knowledge base bears growth: waits for an answer and for a publish, time and memory to build, and
how much the index misses.

Each size is measured in a process of its own, so that memory is that of the size alone.
"""

import asyncio
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from handoff.bench.editor import waits_of_publishing
from handoff.bench.help_centres import HelpCentre, make
from handoff.bench.reply import Waits
from handoff.errors import FrontdeskError
from knowledge_base.adapters.article_index import BuiltIndex
from knowledge_base.adapters.assembly import index_store, open_retrieval
from knowledge_base.adapters.build_process import BuildProcess
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.faiss_index import FaissIndex
from knowledge_base.adapters.vector_cache import VectorCache
from knowledge_base.adapters.worker_process import Hear, WorkerProcess, WorkFailed, work
from knowledge_base.domain.corpus import gather
from knowledge_base.retrieval import Retrieval

Array = npt.NDArray[np.float32]
Note = Callable[[str, int, int], None]
"""Hears what is being done, and how much of it, of how much."""

_WARM_UP = 20
_DEPTH = 10
_AT_ONCE = 16_384
_EQUAL = 1e-5
_MB = 1024 * 1024


class MeasurementFailed(FrontdeskError):
    """The measuring process ended without figures."""

    code = "measurement_failed"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one size; times of `encoded` texts count only those that no earlier run knew."""

    passages: int
    articles: int
    vectors: int
    question_p50_ms: float
    question_p95_ms: float
    publish_p50_ms: float
    publish_p95_ms: float
    build_s: float
    encoded: int
    encode_s: float
    start_s: float
    memory_mb: float
    build_memory_mb: float
    disk_mb: float
    recall_at_10: float
    found_first: float


def measure(passages: int, encoder_dir: Path, folder: Path, note: Note) -> Figures:
    """Measure one size in this process; `folder` keeps vectors between runs."""
    encoder, centre = Encoder(encoder_dir), make(passages)
    encoded, encode_s = _encode(encoder, folder, centre, note)
    building = BuildProcess(encoder_dir, folder)
    note("Building the index", 0, 0)
    began = time.perf_counter()
    name = building(centre.articles)
    build_s = time.perf_counter() - began
    store = index_store(encoder, folder)
    store.put_in_force(name)
    began = time.perf_counter()
    retrieval = open_retrieval(encoder, folder=folder, builder=building)
    retrieval.replace(centre.articles)
    start_s = time.perf_counter() - began
    questions, first = _ask(retrieval, centre, note)
    memory = _memory_mb()
    # Before anything is published: the index is then rebuilt, and this one goes away.
    note("Comparing with an exact search", 0, 0)
    index = store.load(name, VectorCache(encoder), encoder.words())
    recall_at_10 = _recall(index, encoder.encode([text for text, _ in centre.questions]))
    disk_mb = sum(path.stat().st_size for path in (folder / name).iterdir()) / _MB
    note("Publishing", 0, 0)
    publishing = asyncio.run(waits_of_publishing(retrieval, centre.articles))
    building.stop()
    return Figures(
        passages=centre.passages,
        articles=len(centre.articles),
        vectors=len(index.searchers.asked) + len(index.searchers.body),
        question_p50_ms=questions.median_ms,
        question_p95_ms=questions.p95_ms,
        publish_p50_ms=publishing.median_ms,
        publish_p95_ms=publishing.p95_ms,
        build_s=build_s,
        encoded=encoded,
        encode_s=encode_s,
        start_s=start_s,
        memory_mb=memory,
        build_memory_mb=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        disk_mb=disk_mb,
        recall_at_10=recall_at_10,
        found_first=first,
    )


def measure_apart(passages: int, encoder_dir: Path, folder: Path, note: Note) -> Figures:
    """The same in a process of its own."""
    order = {"passages": passages, "encoder_dir": str(encoder_dir), "folder": str(folder)}

    def hear(told: dict[str, Any]) -> None:
        note(told["work"], told["done"], told["total"])

    try:
        return Figures(**WorkerProcess("handoff.bench.knowledge").run([order], hear))
    except WorkFailed as failure:
        raise MeasurementFailed(f"{passages} passages were not measured:\n{failure}") from failure


def recall(found: Array, wanted: Array) -> float:
    """Share of the nearest that were found, by their cosines (queries, depth), best first: of two that are
    equally near either counts."""
    if not wanted.size:
        return 1.0
    return float((found >= wanted[:, -1:] - _EQUAL).mean())


def _encode(encoder: Encoder, folder: Path, centre: HelpCentre, note: Note) -> tuple[int, float]:
    """Encode whatever no earlier run did; say how many texts that were, and the seconds."""
    corpus, cache = gather(centre.articles), VectorCache(encoder, folder / "vectors")
    fresh = 0

    def report(done: int, total: int) -> None:
        nonlocal fresh
        fresh = total
        note("Encoding", done, total)

    began = time.perf_counter()
    cache.encode([unit.text for unit in (*corpus.asked, *corpus.body)], report)
    cache.save()
    return fresh, time.perf_counter() - began if fresh else 0.0


def _ask(retrieval: Retrieval, centre: HelpCentre, note: Note) -> tuple[Waits, float]:
    """Ask every question once; say how long each took, and for which share the right article came first."""
    for text, _ in centre.questions[:_WARM_UP]:
        retrieval.search(f"{text} now")
    note("Asking", 0, 0)
    seconds, right = [], 0
    for text, article_id in centre.questions:
        began = time.perf_counter()
        found = retrieval.search(text)
        seconds.append(time.perf_counter() - began)
        right += found.hits[0].article_id == article_id
    return Waits(tuple(seconds)), right / len(seconds)


def _recall(index: BuiltIndex, queries: Array) -> float:
    parts = (index.searchers.asked, index.searchers.body)
    return float(np.mean([recall(_found(part, queries), _nearest(part, queries)) for part in parts]))


def _found(part: FaissIndex, queries: Array) -> Array:
    """Cosines of what the index gives as nearest, worked out from the stored vectors."""
    rows = part.nearest(queries, _DEPTH)[1]
    cosines = [part.vectors(own[own >= 0]) @ query for own, query in zip(rows, queries, strict=True)]
    return np.stack([np.pad(own, (0, _DEPTH - len(own)), constant_values=-1.0) for own in cosines])


def _nearest(part: FaissIndex, queries: Array) -> Array:
    """Cosines of the nearest by comparing each query with every vector."""
    best = np.empty((len(queries), 0), np.float32)
    for start in range(0, len(part), _AT_ONCE):
        some = np.arange(start, min(start + _AT_ONCE, len(part)))
        best = np.hstack([best, queries @ part.vectors(some).T])
        best = -np.sort(-best, axis=1)[:, :_DEPTH]
    return best


def _memory_mb() -> float:
    """Memory of this process that is in use now, with the mapped parts of the index that were touched."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def main(orders: Sequence[Any], hear: Hear) -> dict[str, Any]:
    """Measure what was ordered."""
    (order,) = orders

    def note(work: str, done: int, total: int) -> None:
        hear({"work": work, "done": done, "total": total})

    return asdict(measure(order["passages"], Path(order["encoder_dir"]), Path(order["folder"]), note))


if __name__ == "__main__":
    work(main, niceness=0)
