"""Articles without a database and without an index, for tests of the front door and its neighbours."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from knowledge_base.articles import ArticleFilter, ArticlePage, PublishedArticles, PublishedSince
from knowledge_base.domain.article import Article, Draft, Publication, Revision
from knowledge_base.domain.lifecycle import ArticleRecord, Change

START = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)


def draft(title: str = "Return a tent", body: str = "Bring it back.", **values: Any) -> Draft:
    """A draft that breaks no rule."""
    return Draft(title, body, **values)


class Clock:
    """A clock that a test moves by hand."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


class MemoryArticleStore:
    """Keeps articles in dictionaries; one transaction at a time, undone when it fails."""

    def __init__(self) -> None:
        self.records: dict[str, ArticleRecord] = {}
        self.saved: dict[str, list[Revision]] = {}
        self.counter = 0
        self.logged: list[Publication] = []
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["MemoryArticleStore"]:
        async with self._turn:
            saved = {key: list(value) for key, value in self.saved.items()}
            kept = dict(self.records), saved, self.counter, list(self.logged)
            try:
                yield self
            except BaseException:
                self.records, self.saved, self.counter, self.logged = kept
                raise

    async def load(self, article_ids: Sequence[str]) -> Mapping[str, ArticleRecord]:
        return {key: self.records[key] for key in article_ids if key in self.records}

    async def load_revision(self, article_id: str, number: int) -> Revision | None:
        return next((r for r in self.saved.get(article_id, []) if r.number == number), None)

    async def ids_starting(self, stem: str) -> set[str]:
        return {key for key in self.records if key.startswith(stem)}

    async def save(self, changes: Sequence[Change]) -> None:
        for change in changes:
            after = change.after
            revisions = self.saved.setdefault(after.id, [])
            if after.latest.number > len(revisions):
                revisions.append(after.latest)
            if after.answerable != (change.before.answerable if change.before else None):
                self.counter += 1
            self.records[after.id] = after

    async def find(self, article_id: str) -> ArticleRecord | None:
        return self.records.get(article_id)

    async def list(self, wanted: ArticleFilter) -> ArticlePage:
        records = tuple(r for r in self.records.values() if bool(r.deleted_at) == wanted.deleted)
        return ArticlePage(records, len(records))

    async def revisions(self, article_id: str, before: int | None, limit: int) -> tuple[Revision, ...]:
        newest_first = reversed(self.saved[article_id])
        return tuple(r for r in newest_first if before is None or r.number < before)[:limit]

    async def published(self) -> PublishedArticles:
        shown = (record.answerable for _, record in sorted(self.records.items()))
        return PublishedArticles(self.counter, tuple(r.article for r in shown if r))

    async def published_since(self, numbers: Mapping[str, int]) -> PublishedSince:
        shown = [r for r in (record.answerable for record in self.records.values()) if r]
        now = {revision.article_id: revision.number for revision in shown}
        changed = tuple(r.article for r in shown if numbers.get(r.article_id) != r.number)
        return PublishedSince(self.counter, now, changed, tuple(key for key in numbers if key not in now))

    async def version(self) -> int:
        return self.counter

    async def all(self) -> Sequence[ArticleRecord]:
        return [record for record in self.records.values() if not record.deleted_at]

    async def log(self, publication: Publication) -> None:
        self.logged.append(publication)

    async def publications(self, article_id: str | None, limit: int) -> Sequence[Publication]:
        newest_first = reversed(self.logged)
        return [p for p in newest_first if article_id in {None, p.article_id}][:limit]

    async def families(self, roots: Sequence[str]) -> Sequence[ArticleRecord]:
        return [r for r in await self.all() if {r.id, r.latest.article.translation_of} & set(roots)]

    async def scheduled(self, limit: int) -> Sequence[ArticleRecord]:
        waiting = [
            (r.schedule.at, r.id, r) for r in await self.all() if r.schedule and not r.schedule.problem
        ]
        return [record for _, _, record in sorted(waiting, key=lambda found: found[:2])][:limit]


class RecordingIndex:
    """An index that remembers what it answers from; a test can hold its work up or make it fail."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.refreshes = 0
        self.started = asyncio.Event()
        self.may_finish = asyncio.Event()
        self.may_finish.set()
        self.failure: Exception | None = None

    async def refresh(self, published: Sequence[Article]) -> None:
        self.started.set()
        await self.may_finish.wait()
        if self.failure:
            raise self.failure
        self.refreshes += 1
        self.articles = {article.id: article for article in published}

    async def amend(self, changed: Sequence[Article], removed: Sequence[str]) -> None:
        kept = {key: article for key, article in self.articles.items() if key not in removed}
        await self.refresh([*(kept | {article.id: article for article in changed}).values()])
