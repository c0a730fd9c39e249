"""Imports without a database, beside the articles of `fakes_articles`."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from knowledge_base.articles import ArticleTransaction
from knowledge_base.comparing import NoComparison
from knowledge_base.domain.article import Publication, Revision
from knowledge_base.domain.duplicates import Outline
from knowledge_base.domain.import_job import ImportJob, ImportStatus, Problem
from knowledge_base.domain.import_undo import Footing, Trace, footing
from knowledge_base.domain.imports import ImportRow, ImportSource
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.errors import ImportOutrun
from knowledge_base.importing import Importing
from knowledge_base.imports import Comparison
from tests.fakes_articles import Clock, MemoryArticleStore, RecordingIndex, draft


class MemoryImports:
    """Keeps imports in a dictionary; one transaction with the articles, undone when it fails."""

    def __init__(self, articles: MemoryArticleStore) -> None:
        self.store = articles
        self.jobs: dict[str, ImportJob] = {}
        self.marks: dict[str, tuple[Trace, ...]] = {}
        self.published: list[Publication] = []
        self.progress: list[tuple[int, int]] = []

    @property
    def articles(self) -> ArticleTransaction:
        return self.store

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["MemoryImports"]:
        kept = dict(self.jobs), dict(self.marks), list(self.published)
        async with self.store.transaction():
            try:
                yield self
            except BaseException:
                self.jobs, self.marks, self.published = kept
                raise

    async def revisions(self, wanted: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], Revision]:
        return {(key, number): self.store.saved[key][number - 1] for key, number in wanted}

    async def footings(self, article_ids: Sequence[str]) -> Mapping[str, Footing]:
        return {key: footing(record) for key, record in (await self.store.load(article_ids)).items()}

    async def records(self, article_ids: Sequence[str]) -> Mapping[str, ArticleRecord]:
        return await self.store.load(article_ids)

    async def log(self, publications: Sequence[Publication]) -> None:
        self.published += publications

    async def settle(self, job: ImportJob, expected: ImportStatus, marks: Sequence[Trace] = ()) -> None:
        if self.jobs[job.id].status is not expected:
            raise ImportOutrun("Ended by somebody else.")
        self.jobs[job.id] = job
        self.marks[job.id] = (*self.marks.get(job.id, ()), *marks)

    async def add(self, job: ImportJob) -> None:
        self.jobs[job.id] = job

    async def advance(self, import_id: str, done: int, total: int) -> None:
        self.jobs[import_id] = replace(self.jobs[import_id], done=done, total=total)
        self.progress.append((done, total))

    async def find(self, import_id: str) -> ImportJob | None:
        return self.jobs.get(import_id)

    async def recent(self, limit: int) -> Sequence[ImportJob]:
        return list(reversed(self.jobs.values()))[:limit]

    async def traces(self, import_id: str) -> Sequence[Trace]:
        return self.marks[import_id]

    async def outlines(self) -> Sequence[Outline]:
        texts = ((r.latest.article, r.deleted_at is not None) for r in self.store.records.values())
        return [Outline(a.id, a.title, a.locale, a.questions, deleted) for a, deleted in texts]

    async def interrupt(self, problem: Problem) -> int:
        running = [job for job in self.jobs.values() if job.status is ImportStatus.RUNNING]
        for job in running:
            self.jobs[job.id] = replace(job, status=ImportStatus.FAILED, problem=problem)
        return len(running)


class ImportDesk:
    """Imports over articles in memory, and the index that hears of them."""

    def __init__(self, comparison: Comparison | None = None) -> None:
        self.articles = MemoryArticleStore()
        self.index = RecordingIndex()
        self.imports = MemoryImports(self.articles)
        self.clock = Clock()
        numbers = iter(range(1, 100))
        self.importing = Importing(
            self.articles,
            self.imports,
            comparison or NoComparison(),
            self.catch_up,
            self.clock,
            lambda: f"i{next(numbers)}",
        )

    async def catch_up(self) -> None:
        await self.index.refresh((await self.articles.published()).articles)


def import_row(number: int, **values: Any) -> ImportRow:
    """A row of a file that breaks no rule unless told to."""
    status = {"status": values.pop("status")} if "status" in values else {}
    return ImportRow(f"faq.csv:{number}", draft(**values), row=number, **status)


def source(*rows: ImportRow) -> ImportSource:
    """What a reader made of a file with these rows."""
    return ImportSource(rows)
