"""Articles in the database: the store behind `Publishing`, on SQLite and PostgreSQL alike.

Every change goes through one transaction of the write engine; revisions are only ever inserted. The engines
come from outside, set up so that a transaction of the first begins as a writer.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge_base.adapters.article_tables import (
    RECORDS,
    article_revisions,
    article_row,
    articles,
    knowledge_base_state,
    latest,
    publication_row,
    publications,
    revision_row,
    to_publication,
    to_record,
    to_revision,
)
from knowledge_base.articles import ArticleFilter, ArticlePage, PublishedArticles, PublishedSince
from knowledge_base.domain.article import Article, ArticleStatus, Publication, Revision
from knowledge_base.domain.lifecycle import ArticleRecord, Change
from knowledge_base.errors import ArticleIdTaken

# Below the smallest limit of bound parameters that a supported database has.
LOAD_BATCH = 500
STATE_ROW = 1
VERSION = sa.select(knowledge_base_state.c.version).where(knowledge_base_state.c.id == STATE_ROW)


KEPT = articles.c.deleted_at.is_(None)


class SqlArticleTransaction:
    """One open write transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load(self, article_ids: Sequence[str]) -> Mapping[str, ArticleRecord]:
        """Give the records that exist, locked until the end of the transaction."""
        found: dict[str, ArticleRecord] = {}
        for start in range(0, len(article_ids), LOAD_BATCH):
            chosen = articles.c.id.in_(article_ids[start : start + LOAD_BATCH])
            # Lock before looking: what a lock waited for must be seen as it is afterwards.
            lock = sa.select(articles.c.id).where(chosen).order_by(articles.c.id).with_for_update()
            await self._connection.execute(lock)
            rows = await self._connection.execute(RECORDS.where(chosen))
            found |= {row["id"]: to_record(row) for row in rows.mappings()}
        return found

    async def load_revision(self, article_id: str, number: int) -> Revision | None:
        """Give one revision."""
        wanted = sa.select(article_revisions).where(
            article_revisions.c.article_id == article_id, article_revisions.c.number == number
        )
        row = (await self._connection.execute(wanted)).mappings().one_or_none()
        return to_revision(row) if row else None

    async def ids_starting(self, stem: str) -> set[str]:
        """Give every id that starts with `stem`, of deleted articles too."""
        wanted = sa.select(articles.c.id).where(articles.c.id.startswith(stem, autoescape=True))
        return set((await self._connection.execute(wanted)).scalars())

    async def version(self) -> int:
        """Give the counter of what customers may see, and keep others from moving it."""
        version: int = (await self._connection.execute(VERSION.with_for_update())).scalar_one()
        return version

    async def log(self, publication: Publication) -> None:
        """Keep for good what was done to the text that customers see."""
        await self._connection.execute(sa.insert(publications), [publication_row(publication)])

    async def save(self, changes: Sequence[Change]) -> None:
        """Store the changes in order; the version moves if what customers may see has changed."""
        new = {change.after.id for change in changes if change.before is None}
        final = {change.after.id: change.after for change in changes if change.after != change.before}
        await self._insert([record for record in final.values() if record.id in new])
        await self._update([record for record in final.values() if record.id not in new])
        revisions = [revision_row(change.after.latest) for change in changes if _adds_revision(change)]
        if revisions:
            await self._connection.execute(sa.insert(article_revisions), revisions)
        if any(_changes_what_is_shown(change) for change in changes):
            await self._bump()

    async def _insert(self, records: Sequence[ArticleRecord]) -> None:
        if not records:
            return
        try:
            await self._connection.execute(sa.insert(articles), [article_row(record) for record in records])
        except IntegrityError as error:
            if len(records) > 1:
                raise
            raise ArticleIdTaken(records[0].id) from error

    async def _update(self, records: Sequence[ArticleRecord]) -> None:
        if not records:
            return
        columns = [column.name for column in articles.c if column is not articles.c.id]
        update = (
            sa.update(articles)
            .where(articles.c.id == sa.bindparam("key"))
            .values({name: sa.bindparam(f"new_{name}") for name in columns})
        )
        await self._connection.execute(update, [_update_row(record) for record in records])

    async def _bump(self) -> None:
        state = knowledge_base_state
        bump = sa.update(state).where(state.c.id == STATE_ROW).values(version=state.c.version + 1)
        await self._connection.execute(bump)


class SqlArticleStore:
    """Reads from one engine, writes to the other; for databases with many writers they may be the same."""

    def __init__(self, write: AsyncEngine, read: AsyncEngine) -> None:
        self._write = write
        self._read = read

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlArticleTransaction]:
        """Open a write transaction: committed at the end, rolled back on any error."""
        async with self._write.begin() as connection:
            yield SqlArticleTransaction(connection)

    async def find(self, article_id: str) -> ArticleRecord | None:
        """Give one record, deleted or not."""
        rows = await self._rows(RECORDS.where(articles.c.id == article_id))
        return to_record(rows[0]) if rows else None

    async def list(self, wanted: ArticleFilter) -> ArticlePage:
        """Give the articles that fit, ordered by id."""
        fitting = RECORDS.where(*_conditions(wanted))
        page = fitting.order_by(articles.c.id).limit(wanted.limit).offset(wanted.offset)
        counted = sa.select(sa.func.count()).select_from(fitting.with_only_columns(articles.c.id).subquery())
        async with self._read.connect() as connection:
            total = await connection.scalar(counted)
            rows = (await connection.execute(page)).mappings().all()
        return ArticlePage(tuple(map(to_record, rows)), total or 0)

    async def revisions(self, article_id: str, before: int | None, limit: int) -> tuple[Revision, ...]:
        """Give the newest revisions below number `before`, newest first."""
        number = article_revisions.c.number
        wanted = sa.select(article_revisions).where(article_revisions.c.article_id == article_id)
        if before is not None:
            wanted = wanted.where(number < before)
        return tuple(map(to_revision, await self._rows(wanted.order_by(number.desc()).limit(limit))))

    async def published(self) -> PublishedArticles:
        """Give everything customers may see, ordered by id."""
        shown = sa.and_(
            article_revisions.c.article_id == articles.c.id, article_revisions.c.number == articles.c.live
        )
        wanted = (
            sa.select(article_revisions)
            .select_from(articles.join(article_revisions, shown))
            .where(KEPT)
            .order_by(articles.c.id)
        )
        # Version first: a change in between makes the texts newer than their number, never older.
        version = await self.version()
        return PublishedArticles(version, tuple(to_revision(row).article for row in await self._rows(wanted)))

    async def published_since(self, numbers: Mapping[str, int]) -> PublishedSince:
        """Give what customers may see other than these live revisions, by article id."""
        # Version first, as in `published`.
        version = await self.version()
        live = sa.select(articles.c.id, articles.c.live).where(KEPT, articles.c.live.is_not(None))
        async with self._read.connect() as connection:
            now: dict[str, int] = {row[0]: row[1] for row in await connection.execute(live)}
        other = sorted(pair for pair in now.items() if numbers.get(pair[0]) != pair[1])
        removed = tuple(article_id for article_id in numbers if article_id not in now)
        texts = await self._texts(other) if numbers else (await self.published()).articles
        return PublishedSince(version, now, texts, removed)

    async def _texts(self, wanted: Sequence[tuple[str, int]]) -> tuple[Article, ...]:
        """The texts of revisions, which never change, in the order asked for."""
        key = sa.tuple_(article_revisions.c.article_id, article_revisions.c.number)
        found: dict[str, Article] = {}
        for start in range(0, len(wanted), LOAD_BATCH // 2):
            some = sa.select(article_revisions).where(key.in_(wanted[start : start + LOAD_BATCH // 2]))
            found |= {row["article_id"]: to_revision(row).article for row in await self._rows(some)}
        return tuple(found[article_id] for article_id, _ in wanted)

    async def version(self) -> int:
        """Give the counter that moves with every change of what customers may see."""
        async with self._read.connect() as connection:
            version: int = (await connection.execute(VERSION)).scalar_one()
        return version

    async def all(self) -> Sequence[ArticleRecord]:
        """Give every article that is not deleted."""
        return tuple(map(to_record, await self._rows(RECORDS.where(KEPT))))

    async def families(self, roots: Sequence[str]) -> Sequence[ArticleRecord]:
        """Give the articles with these ids and those that translate them, deleted ones left out."""
        found: dict[str, ArticleRecord] = {}
        for start in range(0, len(roots), LOAD_BATCH):
            some = roots[start : start + LOAD_BATCH]
            # By way of the index on translations; they include what a revision long ago was one of.
            once = sa.select(article_revisions.c.article_id).where(
                article_revisions.c.translation_of.in_(some)
            )
            members = sa.or_(articles.c.id.in_(some), articles.c.id.in_(once))
            rows = await self._rows(RECORDS.where(KEPT, members).order_by(articles.c.id))
            found |= {row["id"]: to_record(row) for row in rows}
        wanted = set(roots)
        return tuple(r for r in found.values() if {r.id, r.latest.article.translation_of} & wanted)

    async def scheduled(self, limit: int) -> Sequence[ArticleRecord]:
        """Give the articles that wait for their time, the earliest first; those with a problem left out."""
        waiting = (KEPT, articles.c.scheduled_at.is_not(None), articles.c.schedule_problem.is_(None))
        wanted = RECORDS.where(*waiting).order_by(articles.c.scheduled_at, articles.c.id).limit(limit)
        return tuple(map(to_record, await self._rows(wanted)))

    async def publications(self, article_id: str | None, limit: int) -> Sequence[Publication]:
        """Give what was done to the texts that customers see, newest first."""
        wanted = sa.select(publications)
        if article_id is not None:
            wanted = wanted.where(publications.c.article_id == article_id)
        rows = await self._rows(wanted.order_by(publications.c.id.desc()).limit(limit))
        return tuple(map(to_publication, rows))

    async def _rows(self, wanted: sa.Select[Any]) -> Sequence[sa.RowMapping]:
        async with self._read.connect() as connection:
            rows: Sequence[sa.RowMapping] = (await connection.execute(wanted)).mappings().all()
        return rows


def _adds_revision(change: Change) -> bool:
    return change.before is None or change.after.latest.number > change.before.latest.number


def _changes_what_is_shown(change: Change) -> bool:
    before = change.before.answerable if change.before else None
    return before != change.after.answerable


def _update_row(record: ArticleRecord) -> dict[str, Any]:
    row = article_row(record)
    return {"key": row.pop("id"), **{f"new_{name}": value for name, value in row.items()}}


def _conditions(wanted: ArticleFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [
        articles.c.deleted_at.is_not(None) if wanted.deleted else articles.c.deleted_at.is_(None)
    ]
    if wanted.status:
        conditions.append(_has_status(wanted.status))
    if wanted.category is not None:
        conditions.append(latest.c.category == wanted.category)
    if wanted.locale is not None:
        conditions.append(latest.c.locale == wanted.locale)
    if wanted.has_draft:
        conditions.append(sa.and_(articles.c.live.is_not(None), articles.c.live != articles.c.latest))
    if wanted.scheduled:
        conditions.append(articles.c.scheduled_at.is_not(None))
    words = wanted.query.casefold().split()
    return conditions + [articles.c.searchable.contains(word, autoescape=True) for word in words]


def _has_status(status: ArticleStatus) -> sa.ColumnElement[bool]:
    if status is ArticleStatus.ARCHIVED:
        return articles.c.archived.is_(True)
    if status is ArticleStatus.PUBLISHED:
        return articles.c.live.is_not(None)
    return sa.and_(articles.c.live.is_(None), articles.c.archived.is_(False))
