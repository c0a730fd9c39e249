"""Front door of the editors' desk: every change of an article; what is published is answerable.

A change is one transaction of the store; the search index hears of it only after the commit. This module
decides nothing about texts (that is `domain`) and knows no database, no index library and no HTTP.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Protocol

from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, ArticleStatus, Draft, Revision
from knowledge_base.domain.imports import ImportReport, ImportRow, ImportSource, plan_import, row_of, sift
from knowledge_base.domain.lifecycle import Act, ArticleRecord, Change
from knowledge_base.domain.slug import distinct, family, is_id, slug
from knowledge_base.domain.validation import compose
from knowledge_base.errors import (
    ArticleIdTaken,
    ArticleNotFound,
    ImportRefused,
    IndexNotRefreshed,
    RevisionNotFound,
)


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles to list; `query` is looked for in id, title, questions and body, whatever its case."""

    status: ArticleStatus | None = None
    query: str = ""
    category: str | None = None
    locale: str | None = None
    deleted: bool = False
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Some of the articles asked for, ordered by id, and how many there are in all."""

    records: tuple[ArticleRecord, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PublishedArticles:
    """Everything customers may see, at least as new as `version`."""

    version: int
    articles: tuple[Article, ...]


class ArticleTransaction(Protocol):
    """One open write transaction: all of it is stored, or nothing."""

    async def load(self, article_ids: Sequence[str]) -> Mapping[str, ArticleRecord]:
        """Give the records that exist, deleted ones too, and keep others from changing them."""

    async def load_revision(self, article_id: str, number: int) -> Revision | None:
        """Give one revision."""

    async def ids_starting(self, stem: str) -> set[str]:
        """Give every id that starts with `stem`, of deleted articles too."""

    async def save(self, changes: Sequence[Change]) -> None:
        """Store the changes in order; the version moves if what customers may see has changed."""


class ArticleStore(Protocol):
    """Where articles are kept."""

    def transaction(self) -> AbstractAsyncContextManager[ArticleTransaction]:
        """Open a write transaction."""

    async def find(self, article_id: str) -> ArticleRecord | None:
        """Give one record, deleted or not."""

    async def list(self, wanted: ArticleFilter) -> ArticlePage:
        """Give the articles that fit, ordered by id."""

    async def revisions(self, article_id: str, before: int | None, limit: int) -> tuple[Revision, ...]:
        """Give the newest revisions below number `before`, newest first."""

    async def published(self) -> PublishedArticles:
        """Give everything customers may see, ordered by id."""

    async def version(self) -> int:
        """Give the counter that moves with every change of what customers may see."""

    async def all(self) -> Sequence[ArticleRecord]:
        """Give every article that is not deleted."""


class SearchIndex(Protocol):
    """Whatever answers questions from the published articles."""

    async def refresh(self, published: Sequence[Article]) -> None:
        """Answer from exactly these articles once this returns."""


ID_ATTEMPTS = 10

Step = Callable[[ArticleRecord], ArticleRecord]


class Publishing:
    """The use cases of articles; `author` is always the name of the person who acts."""

    def __init__(
        self,
        store: ArticleStore,
        index: SearchIndex,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        """Join the parts; `new_id` gives a kebab-case id for titles without a Latin letter."""
        self._store = store
        self._index = index
        self._clock = clock
        self._new_id = new_id
        self._indexed: int | None = None
        self._refreshing = asyncio.Lock()

    async def get(self, article_id: str) -> ArticleRecord:
        """Give one article that is not deleted."""
        record = await self._store.find(article_id) if is_id(article_id) else None
        if record is None or record.deleted_at:
            raise ArticleNotFound(article_id)
        return record

    async def list(self, wanted: ArticleFilter) -> ArticlePage:
        """Give the articles that fit."""
        return await self._store.list(wanted)

    async def revisions(
        self, article_id: str, before: int | None = None, limit: int = 50
    ) -> tuple[Revision, ...]:
        """Give the saved states of an article, newest first."""
        await self.get(article_id)
        return await self._store.revisions(article_id, before, limit)

    async def create(self, draft: Draft, author: str) -> ArticleRecord:
        """Save a new article, not yet live; without an id it gets a free one made from its title."""
        stem = draft.id if draft.id is not None else slug(draft.title) or self._new_id()
        article = compose(draft, stem)
        if draft.id is not None:
            return await self._create_as(article, author)
        for _ in range(ID_ATTEMPTS):
            # On a database with many writers somebody may take the id between look and save.
            with suppress(ArticleIdTaken):
                return await self._create_beside(article, author)
        raise ArticleIdTaken(stem)

    async def _create_as(self, article: Article, author: str) -> ArticleRecord:
        async with self._store.transaction() as transaction:
            if taken := (await transaction.load([article.id])).get(article.id):
                raise ArticleIdTaken(article.id, deleted=taken.deleted_at is not None)
            return await self._save_new(transaction, article, author)

    async def _create_beside(self, article: Article, author: str) -> ArticleRecord:
        async with self._store.transaction() as transaction:
            taken = await transaction.ids_starting(family(article.id))
            free = replace(article, id=distinct(article.id, taken))
            return await self._save_new(transaction, free, author)

    async def _save_new(
        self, transaction: ArticleTransaction, article: Article, author: str
    ) -> ArticleRecord:
        record = lifecycle.create(article, self._act(author))
        await transaction.save([Change(None, record)])
        return record

    async def edit(self, article_id: str, draft: Draft, expected: int, author: str) -> ArticleRecord:
        """Save a text made from revision `expected`; customers see it only once it is published."""
        article = compose(draft, article_id)
        act = self._act(author)
        return await self._change(article_id, lambda record: lifecycle.edit(record, article, act, expected))

    async def publish(self, article_id: str, author: str, expected: int | None = None) -> ArticleRecord:
        """Make the latest text live; once this returns it is answerable."""
        act = self._act(author)
        return await self._change_shown(article_id, lambda record: lifecycle.publish(record, act, expected))

    async def archive(self, article_id: str, expected: int | None = None) -> ArticleRecord:
        """Take an article away from customers."""
        return await self._change_shown(article_id, lambda record: lifecycle.archive(record, expected))

    async def delete(self, article_id: str, expected: int | None = None) -> ArticleRecord:
        """Hide an article from everybody; `undelete` brings it back."""
        at = self._clock()
        return await self._change_shown(article_id, lambda record: lifecycle.delete(record, at, expected))

    async def undelete(self, article_id: str) -> ArticleRecord:
        """Bring a deleted article back as it was, live if it was live."""
        return await self._change_shown(article_id, lifecycle.undelete)

    async def restore(
        self, article_id: str, number: int, author: str, expected: int | None = None
    ) -> ArticleRecord:
        """Save revision `number` again as the newest one."""
        async with self._store.transaction() as transaction:
            before = await _existing(transaction, article_id)
            revision = await transaction.load_revision(article_id, number)
            if revision is None:
                raise RevisionNotFound(article_id, number)
            after = lifecycle.restore(before, revision, self._act(author), expected)
            await transaction.save([Change(before, after)])
        return after

    async def import_articles(
        self, source: ImportSource, author: str, *, dry_run: bool = False, skip_invalid: bool = False
    ) -> ImportReport:
        """Bring in all rows in one step, or none at all.

        Args:
            source: what a reader made of the files.
            author: the name on every new revision.
            dry_run: say what would happen and change nothing; faults are then reported, never raised.
            skip_invalid: leave faulty rows out instead of refusing the whole import.

        Raises:
            ImportRefused: rows are faulty.
        """
        rows, faults = sift(source)
        if faults and not (dry_run or skip_invalid):
            raise ImportRefused([asdict(fault) for fault in faults])
        async with self._store.transaction() as transaction:
            known = await transaction.load([row.article.id for row in rows])
            plan = plan_import(rows, known, self._act(author))
            if not dry_run:
                await transaction.save(plan.changes)
        if not dry_run:
            await self.catch_up()
        return plan.report(faults, dry_run=dry_run)

    async def export(self) -> tuple[ImportRow, ...]:
        """Every article as the row that brings it in again, ordered by id; earlier revisions stay behind."""
        records = await self._store.all()
        # Databases disagree about the order of ids; an export must not.
        return tuple(row_of(record) for record in sorted(records, key=lambda record: record.id))

    async def catch_up(self) -> None:
        """Make the index answer from what is published now, whoever changed it.

        Callers queue up, and each looks at the version only when its turn comes: of many changes at once the
        last one wins, and those that it already carried along cost nothing.

        Raises:
            IndexNotRefreshed: the index failed; what was saved stays saved, and the next call tries again.
        """
        # Shielded: an abandoned request must not let its half-done refresh overtake a later one.
        await asyncio.shield(asyncio.ensure_future(self._refresh_if_moved()))

    async def _refresh_if_moved(self) -> None:
        async with self._refreshing:
            if await self._store.version() == self._indexed:
                return
            published = await self._store.published()
            try:
                await self._index.refresh(published.articles)
            except Exception as error:
                message = "The change is saved, but the search index could not take it in yet."
                raise IndexNotRefreshed(message) from error
            self._indexed = published.version

    async def _change_shown(self, article_id: str, step: Step) -> ArticleRecord:
        record = await self._change(article_id, step)
        await self.catch_up()
        return record

    async def _change(self, article_id: str, step: Step) -> ArticleRecord:
        async with self._store.transaction() as transaction:
            before = await _existing(transaction, article_id)
            after = step(before)
            await transaction.save([Change(before, after)])
        return after

    def _act(self, author: str) -> Act:
        return Act(author, self._clock())


async def _existing(transaction: ArticleTransaction, article_id: str) -> ArticleRecord:
    record = (await transaction.load([article_id])).get(article_id) if is_id(article_id) else None
    if record is None:
        raise ArticleNotFound(article_id)
    return record
