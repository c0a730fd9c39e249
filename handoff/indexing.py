"""Keeps the search index in step with what is published, and its calibration in step with the index.

A publish waits only until its article is searchable; rehearsing on the new articles happens behind it, and
not at all when the stored calibration was learnt from the very same articles.
"""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from structlog.stdlib import BoundLogger

from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration


class Searchable(Protocol):
    """The index as it is kept here; both calls take their time and need a thread."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """Give the articles that are searchable now."""

    def replace(self, articles: Sequence[Article]) -> None:
        """Make exactly these articles searchable."""

    def recalibrate(self) -> Calibration:
        """Rehearse on the present articles and use the result from then on."""


class CalibrationStore(Protocol):
    """Where the last calibration is kept."""

    def fingerprint(self, articles: Sequence[Article]) -> str:
        """Name these articles."""

    def load(self) -> tuple[str, Calibration] | None:
        """Give the stored calibration and the fingerprint it was learnt under."""

    def save(self, fingerprint: str, calibration: Calibration) -> None:
        """Store a calibration."""


class Indexer:
    """Refreshes and recalibrates; one rehearsal at a time, another after it if articles changed meanwhile."""

    def __init__(self, searchable: Searchable, calibrations: CalibrationStore, log: BoundLogger) -> None:
        self._searchable = searchable
        self._calibrations = calibrations
        self._log = log
        self._state = "starting"
        self._changed = asyncio.Event()
        self._rehearsing = asyncio.create_task(self._rehearse_always(), name="rehearsal")

    def state(self) -> str:
        """Say "starting" until the articles are searchable for the first time, then "ok"."""
        return self._state

    async def refresh(self, published: Sequence[Article]) -> None:
        """Answer from exactly these articles once this returns."""
        await asyncio.to_thread(self._searchable.replace, published)
        self._state = "ok"
        self._changed.set()

    async def close(self) -> None:
        """Stop rehearsing; a rehearsal under way ends in its thread without effect on anybody."""
        self._rehearsing.cancel()
        await asyncio.gather(self._rehearsing, return_exceptions=True)

    async def _rehearse_always(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                await asyncio.to_thread(self._rehearse)
            except Exception:
                self._log.exception("rehearsal_failed")

    def _rehearse(self) -> None:
        articles = self._searchable.articles
        if not articles:
            # Nothing to learn from; and what is stored may fit the articles that come next.
            return
        fingerprint = self._calibrations.fingerprint(articles)
        stored = self._calibrations.load()
        if stored is not None and stored[0] == fingerprint:
            return
        calibration = self._searchable.recalibrate()
        self._calibrations.save(fingerprint, calibration)
        self._log.info(
            "rehearsed",
            questions=calibration.rehearsed,
            answered_from=calibration.answered_from,
            proven=calibration.proven,
        )
