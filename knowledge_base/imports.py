"""The place where imports are remembered, and the help that they need, as every front door needs it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from knowledge_base.articles import ArticleTransaction
from knowledge_base.domain.article import Publication, Revision
from knowledge_base.domain.duplicates import Match, Outline
from knowledge_base.domain.import_job import ImportJob, ImportStatus, Problem
from knowledge_base.domain.import_plan import ImportPlan
from knowledge_base.domain.import_undo import Footing, Trace
from knowledge_base.domain.imports import SoundRow
from knowledge_base.domain.lifecycle import ArticleRecord

Progress = Callable[[int], Awaitable[None]]
Foresee = Callable[[ImportPlan], Awaitable[tuple[Mapping[str, Any] | None, tuple[str, ...]]]]


class ImportTransaction(Protocol):
    """One open write transaction over articles and imports: all of it is stored, or nothing."""

    @property
    def articles(self) -> ArticleTransaction:
        """The articles in the same transaction."""

    async def footings(self, article_ids: Sequence[str]) -> Mapping[str, Footing]:
        """Say where the articles stand that exist, and keep others from changing them."""

    async def log(self, publications: Sequence[Publication]) -> None:
        """Keep for good what was done to the texts that customers see."""

    async def settle(self, job: ImportJob, expected: ImportStatus, marks: Sequence[Trace] = ()) -> None:
        """Store how an import stands now, and its traces.

        Raises:
            ImportOutrun: it no longer stands as `expected`; somebody else has ended it.
        """


class ImportStore(Protocol):
    """Where imports are remembered."""

    def transaction(self) -> AbstractAsyncContextManager[ImportTransaction]:
        """Open a write transaction."""

    async def add(self, job: ImportJob) -> None:
        """Store a new import."""

    async def advance(self, import_id: str, done: int, total: int) -> None:
        """Store how far an import is."""

    async def find(self, import_id: str) -> ImportJob | None:
        """Give one import."""

    async def recent(self, limit: int) -> Sequence[ImportJob]:
        """Give the imports of late, newest first."""

    async def records(self, article_ids: Sequence[str]) -> Mapping[str, ArticleRecord]:
        """Give the records that exist, deleted ones too."""

    async def revisions(self, wanted: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], Revision]:
        """Give revisions by article and number."""

    async def traces(self, import_id: str) -> Sequence[Trace]:
        """Give what an import did to each article."""

    async def outlines(self) -> Sequence[Outline]:
        """Give the outline of every article, of deleted ones too."""

    async def interrupt(self, problem: Problem) -> int:
        """Mark every import that is said to be running as failed, and give how many there were."""


class Comparison(Protocol):
    """Finds articles that mean the same as rows."""

    async def alike(
        self,
        rows: Sequence[SoundRow],
        outlines: Sequence[Outline],
        progress: Callable[[int], Awaitable[None]],
    ) -> Mapping[str, Match]:
        """Give the matches under the rows' ids; `progress` hears how many rows have been compared."""
