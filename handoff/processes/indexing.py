"""Keeps the search index in step with what is published, and its calibration in step with the index.

A publish waits only until its article is searchable. Behind it the index is built anew and rehearsed on, each
in its turn, and not at all when nothing has changed for it: the stored index is still that of the articles,
or the stored calibration was learnt from the very same ones.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Literal, Protocol

from structlog.stdlib import BoundLogger

from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.label import Lesson

REST = 2.0
"""Rest after background work, in times of what it took, so that it never takes all of a core."""

LOOK_AGAIN_S = 900.0
"""Customers rate answers all the time; this often their ratings are learnt from, if there are new ones."""

Report = Callable[[int, int], None]
LabelProvider = Callable[[], Awaitable[Sequence[Lesson]]]
Work = Literal["building", "rehearsing"]


@dataclass(frozen=True, slots=True)
class Progress:
    """What the index works on, and how much of it is done."""

    work: Work
    done: int = 0
    total: int = 0


class Searchable(Protocol):
    """The index as it is kept here; every call takes its time and needs a thread."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """Give the articles that are searchable now."""

    @property
    def compactable(self) -> bool:
        """Say whether building the index anew would make it better."""

    def replace(self, articles: Sequence[Article], report: Report | None = None) -> None:
        """Make exactly these articles searchable."""

    def amend(self, changed: Sequence[Article], removed: Sequence[str] = ()) -> None:
        """Make these articles searchable beside the others, and the removed no more."""

    def compact(self, report: Report | None = None) -> None:
        """Build the index anew, so that a restart finds it."""

    def recalibrate(self, labels: Sequence[Lesson] = ()) -> Calibration:
        """Rehearse on the present articles and labels, and use the result from then on."""


class CalibrationStore(Protocol):
    """Where the last calibration is kept."""

    def fingerprint(self, articles: Sequence[Article], labels: Sequence[Lesson] = ()) -> str:
        """Name these articles and labels."""

    def load(self) -> tuple[str, Calibration] | None:
        """Give the stored calibration and the fingerprint it was learnt under."""

    def save(self, fingerprint: str, calibration: Calibration) -> None:
        """Store a calibration."""


class Indexer:
    """Refreshes, builds and recalibrates; one work in the background at a time, again if articles changed
    meanwhile."""

    def __init__(
        self,
        searchable: Searchable,
        calibrations: CalibrationStore,
        log: BoundLogger,
        look_again_s: float = LOOK_AGAIN_S,
    ) -> None:
        self._searchable = searchable
        self._calibrations = calibrations
        self._log = log
        self._look_again_s = look_again_s
        self._labels: LabelProvider = _nothing_said
        self._state = "starting"
        self._progress: Progress | None = None
        self._changed = asyncio.Event()
        self._improving = asyncio.create_task(self._improve_always(), name="indexing")

    def state(self) -> str:
        """Say "starting" until the articles are searchable for the first time, then "ok"."""
        return self._state

    def progress(self) -> dict[str, object] | None:
        """Say what is being worked on: `work`, how much is `done`, and of how much in `total`, 0 if unknown;
        nothing while the index is as good as it gets."""
        return asdict(self._progress) if self._progress else None

    def learn_from(self, labels: LabelProvider) -> None:
        """Ask there, before each rehearsal, what people said of answers."""
        self._labels = labels

    def look_again(self) -> None:
        """Learn soon from what was just said."""
        self._changed.set()

    async def refresh(self, published: Sequence[Article]) -> None:
        """Answer from exactly these articles once this returns."""
        try:
            await asyncio.to_thread(self._searchable.replace, published, self._building)
        finally:
            self._progress = None
        self._state = "ok"
        self._changed.set()

    async def amend(self, changed: Sequence[Article], removed: Sequence[str] = ()) -> None:
        """Answer from these articles beside the others once this returns, and no more from the removed."""
        await asyncio.to_thread(self._searchable.amend, changed, removed)
        self._changed.set()

    async def close(self) -> None:
        """Stop improving; work under way ends in its thread without effect on anybody."""
        self._improving.cancel()
        await asyncio.gather(self._improving, return_exceptions=True)

    async def _improve_always(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_again_s):
                    await self._changed.wait()
            self._changed.clear()
            began = time.monotonic()
            for work, name in ((self._compact, "compaction_failed"), (self._rehearse, "rehearsal_failed")):
                try:
                    await work()
                except Exception:
                    self._log.exception(name)
            self._progress = None
            await asyncio.sleep(REST * (time.monotonic() - began))

    async def _compact(self) -> None:
        await asyncio.to_thread(self._compact_here)

    async def _rehearse(self) -> None:
        await asyncio.to_thread(self._rehearse_here, await self._labels())

    def _building(self, done: int, total: int) -> None:
        self._progress = Progress("building", done, total)

    def _compact_here(self) -> None:
        if self._searchable.compactable:
            self._progress = Progress("building")
            began = time.monotonic()
            self._searchable.compact(self._building)
            self._log.info("index_built", seconds=round(time.monotonic() - began, 1))

    def _rehearse_here(self, labels: Sequence[Lesson]) -> None:
        articles = self._searchable.articles
        if not articles:
            # Nothing to learn from; and what is stored may fit the articles that come next.
            return
        fingerprint = self._calibrations.fingerprint(articles, labels)
        stored = self._calibrations.load()
        if stored is not None and stored[0] == fingerprint:
            return
        self._progress = Progress("rehearsing")
        calibration = self._searchable.recalibrate(labels)
        self._calibrations.save(fingerprint, calibration)
        self._log.info(
            "rehearsed",
            questions=calibration.rehearsed,
            labels=len(labels),
            answered_from=calibration.answered_from,
            proven=calibration.proven,
        )


async def _nothing_said() -> Sequence[Lesson]:
    return ()
