"""Imports in the database: the store behind `Importing`, on SQLite and PostgreSQL alike.

The articles that an import changes are stored by the article store's own transaction on the same connection,
which comes from outside.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge_base.adapters.article_tables import (
    RECORDS,
    article_revisions,
    articles,
    latest,
    publication_row,
    publications,
    to_record,
    to_revision,
)
from knowledge_base.adapters.import_tables import (
    import_row,
    import_traces,
    imports,
    to_import,
    to_trace,
    trace_row,
)
from knowledge_base.articles import ArticleTransaction
from knowledge_base.domain.article import Publication, Revision
from knowledge_base.domain.duplicates import Outline
from knowledge_base.domain.import_job import ImportJob, ImportStatus, Problem
from knowledge_base.domain.import_undo import Footing, Trace
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.errors import ImportOutrun

# Below the smallest limit of bound parameters that a supported database has.
LOAD_BATCH = 400

FOOTINGS = sa.select(
    articles.c.id, articles.c.latest, articles.c.live, articles.c.archived, articles.c.deleted_at
).order_by(articles.c.id)

OUTLINES = sa.select(
    articles.c.id, latest.c.title, latest.c.locale, latest.c.questions, articles.c.deleted_at
).join_from(
    articles, latest, sa.and_(latest.c.article_id == articles.c.id, latest.c.number == articles.c.latest)
)


class SqlImportTransaction:
    """One open write transaction over articles and imports."""

    def __init__(self, connection: AsyncConnection, own_articles: ArticleTransaction) -> None:
        self._connection = connection
        self._articles = own_articles

    @property
    def articles(self) -> ArticleTransaction:
        """The articles in the same transaction."""
        return self._articles

    async def footings(self, article_ids: Sequence[str]) -> Mapping[str, Footing]:
        """Say where the articles stand that exist, locked until the end of the transaction."""
        found: dict[str, Footing] = {}
        for start in range(0, len(article_ids), LOAD_BATCH):
            chosen = articles.c.id.in_(article_ids[start : start + LOAD_BATCH])
            rows = await self._connection.execute(FOOTINGS.where(chosen).with_for_update())
            found |= {row["id"]: _footing(row) for row in rows.mappings()}
        return found

    async def log(self, done: Sequence[Publication]) -> None:
        """Keep for good what was done to the texts that customers see."""
        if done:
            await self._connection.execute(sa.insert(publications), [publication_row(each) for each in done])

    async def settle(self, job: ImportJob, expected: ImportStatus, marks: Sequence[Trace] = ()) -> None:
        """Store how an import stands now, and its traces.

        Raises:
            ImportOutrun: it no longer stands as `expected`; somebody else has ended it.
        """
        row = import_row(job)
        as_expected = sa.and_(imports.c.id == row.pop("id"), imports.c.status == expected.value)
        stored = await self._connection.execute(sa.update(imports).where(as_expected).values(row))
        if stored.rowcount != 1:
            raise ImportOutrun("Somebody else has ended this import or undone it already.")
        for start in range(0, len(marks), LOAD_BATCH):
            rows = [trace_row(job.id, mark) for mark in marks[start : start + LOAD_BATCH]]
            await self._connection.execute(sa.insert(import_traces), rows)


class SqlImportStore:
    """Imports behind a write engine and a read engine, which may be the same one."""

    def __init__(
        self,
        write: AsyncEngine,
        read: AsyncEngine,
        articles_on: Callable[[AsyncConnection], ArticleTransaction],
    ) -> None:
        """Join the engines with what gives the articles' transaction on a connection."""
        self._write = write
        self._read = read
        self._articles_on = articles_on

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlImportTransaction]:
        """Open a write transaction: committed at the end, rolled back on any error."""
        async with self._write.begin() as connection:
            yield SqlImportTransaction(connection, self._articles_on(connection))

    async def add(self, job: ImportJob) -> None:
        """Store a new import."""
        await self._change(sa.insert(imports).values(import_row(job)))

    async def advance(self, import_id: str, done: int, total: int) -> None:
        """Store how far an import is."""
        running = sa.and_(imports.c.id == import_id, imports.c.status == ImportStatus.RUNNING.value)
        await self._change(sa.update(imports).where(running).values(done=done, total=total))

    async def find(self, import_id: str) -> ImportJob | None:
        """Give one import."""
        rows = await self._rows(sa.select(imports).where(imports.c.id == import_id))
        return to_import(rows[0]) if rows else None

    async def recent(self, limit: int) -> Sequence[ImportJob]:
        """Give the imports of late, newest first."""
        newest_first = sa.select(imports).order_by(imports.c.at.desc(), imports.c.id).limit(limit)
        return tuple(map(to_import, await self._rows(newest_first)))

    async def records(self, article_ids: Sequence[str]) -> Mapping[str, ArticleRecord]:
        """Give the records that exist, deleted ones too."""
        found: dict[str, ArticleRecord] = {}
        for start in range(0, len(article_ids), LOAD_BATCH):
            chosen = articles.c.id.in_(article_ids[start : start + LOAD_BATCH])
            found |= {row["id"]: to_record(row) for row in await self._rows(RECORDS.where(chosen))}
        return found

    async def revisions(self, wanted: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], Revision]:
        """Give revisions by article and number."""
        table = article_revisions
        pairs = sa.tuple_(table.c.article_id, table.c.number)
        found: dict[tuple[str, int], Revision] = {}
        for start in range(0, len(wanted), LOAD_BATCH):
            rows = await self._rows(sa.select(table).where(pairs.in_(wanted[start : start + LOAD_BATCH])))
            found |= {(row["article_id"], row["number"]): to_revision(row) for row in rows}
        return found

    async def traces(self, import_id: str) -> Sequence[Trace]:
        """Give what an import did to each article."""
        own = sa.select(import_traces).where(import_traces.c.import_id == import_id)
        return tuple(map(to_trace, await self._rows(own.order_by(import_traces.c.article_id))))

    async def outlines(self) -> Sequence[Outline]:
        """Give the outline of every article, of deleted ones too."""
        return tuple(map(_outline, await self._rows(OUTLINES)))

    async def interrupt(self, problem: Problem) -> int:
        """Mark every import that is said to be running as failed, and give how many there were."""
        failed = {"status": ImportStatus.FAILED.value, "problem": asdict(problem)}
        running = imports.c.status == ImportStatus.RUNNING.value
        return await self._change(sa.update(imports).where(running).values(failed))

    async def _change(self, statement: sa.UpdateBase) -> int:
        async with self._write.begin() as connection:
            return (await connection.execute(statement)).rowcount

    async def _rows(self, wanted: sa.Select[Any]) -> Sequence[sa.RowMapping]:
        async with self._read.connect() as connection:
            rows: Sequence[sa.RowMapping] = (await connection.execute(wanted)).mappings().all()
        return rows


def _footing(row: sa.RowMapping) -> Footing:
    return Footing(row["latest"], row["live"], row["archived"], row["deleted_at"] is not None)


def _outline(row: sa.RowMapping) -> Outline:
    deleted = row["deleted_at"] is not None
    return Outline(row["id"], row["title"], row["locale"], tuple(row["questions"]), deleted)
