"""Front door of the editors' desk: every change of an article; what is published is answerable.

A change is one transaction of the store; the search index hears of it only after the commit. A change of what
customers see passes a gate first, and what passed it is exactly what is stored. This module decides nothing
about texts (that is `domain`) and knows no database, no index library and no HTTP.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime

from knowledge_base.articles import (
    ArticleFilter,
    ArticlePage,
    ArticleStore,
    ArticleTransaction,
    existing,
)
from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, Draft, PublicationAct, Revision, Schedule
from knowledge_base.domain.golden import Override
from knowledge_base.domain.lifecycle import Act, ArticleRecord, Change
from knowledge_base.domain.slug import RESERVED, distinct, family, is_id, slug
from knowledge_base.domain.translations import family_faults
from knowledge_base.domain.validation import compose
from knowledge_base.errors import (
    ArticleIdTaken,
    ArticleInvalid,
    ArticleNotFound,
    RevisionNotFound,
)
from knowledge_base.going_live import NO_OVERRIDE, GoingLive, OpenGate, PublishingGate, Wish
from knowledge_base.live_index import LiveIndex, SearchIndex

ID_ATTEMPTS = 10


class Publishing:
    """The use cases of articles; `author` is always the name of the person who acts."""

    def __init__(
        self,
        store: ArticleStore,
        index: SearchIndex,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        gate: PublishingGate | None = None,
    ) -> None:
        """Join the parts; `new_id` gives a kebab-case id for titles without a Latin letter."""
        self._store = store
        self._live = LiveIndex(store, index)
        self._going_live = GoingLive(store, self._live.catch_up, gate or OpenGate())
        self._clock = clock
        self._new_id = new_id

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
        made = distinct(slug(draft.title) or self._new_id(), RESERVED)
        stem = made if draft.id is None else draft.id
        article = compose(draft, stem)
        # It has no name in the family yet, and may not get this one.
        await self._check_family(replace(article, id=""))
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
        await self._check_family(article)
        act = self._act(author)
        async with self._store.transaction() as transaction:
            before = await existing(transaction, article_id)
            after = lifecycle.edit(before, article, act, expected)
            await transaction.save([Change(before, after)])
        return after

    async def restore(
        self, article_id: str, number: int, author: str, expected: int | None = None
    ) -> ArticleRecord:
        """Save revision `number` again as the newest one."""
        async with self._store.transaction() as transaction:
            before = await existing(transaction, article_id)
            revision = await transaction.load_revision(article_id, number)
            if revision is None:
                raise RevisionNotFound(article_id, number)
            after = lifecycle.restore(before, revision, self._act(author), expected)
            await transaction.save([Change(before, after)])
        return after

    async def publish(
        self, article_id: str, author: str, expected: int | None = None, override: Override = NO_OVERRIDE
    ) -> ArticleRecord:
        """Make the latest text live; once this returns it is answerable.

        Raises:
            GoldenQuestionsBroken: nothing was changed, here and in the other changes of what is live.
        """
        act = self._act(author)
        wish = Wish(
            article_id,
            lambda record: lifecycle.publish(record, act, expected),
            PublicationAct.PUBLISH,
            act,
            override,
        )
        return await self._going_live.carry_out(wish)

    async def publish_scheduled(self, article_id: str, wanted: Schedule) -> ArticleRecord:
        """Make the planned revision live, unless the plan has changed."""
        act = self._act(wanted.author)
        (revision,) = await self._store.revisions(article_id, wanted.revision + 1, 1)

        def step(record: ArticleRecord) -> ArticleRecord:
            return lifecycle.publish_scheduled(record, wanted, revision, act)

        return await self._going_live.carry_out(Wish(article_id, step, PublicationAct.PUBLISH, act))

    async def archive(
        self, article_id: str, author: str, expected: int | None = None, override: Override = NO_OVERRIDE
    ) -> ArticleRecord:
        """Take an article away from customers."""
        wish = Wish(
            article_id,
            lambda record: lifecycle.archive(record, expected),
            PublicationAct.ARCHIVE,
            self._act(author),
            override,
        )
        return await self._going_live.carry_out(wish)

    async def delete(
        self, article_id: str, author: str, expected: int | None = None, override: Override = NO_OVERRIDE
    ) -> ArticleRecord:
        """Hide an article from everybody; `undelete` brings it back."""
        act = self._act(author)
        wish = Wish(
            article_id,
            lambda record: lifecycle.delete(record, act.at, expected),
            PublicationAct.DELETE,
            act,
            override,
        )
        return await self._going_live.carry_out(wish)

    async def undelete(self, article_id: str, author: str, override: Override = NO_OVERRIDE) -> ArticleRecord:
        """Bring a deleted article back as it was, live if it was live."""
        act = self._act(author)
        return await self._going_live.carry_out(
            Wish(article_id, lifecycle.undelete, PublicationAct.UNDELETE, act, override)
        )

    async def catch_up(self) -> None:
        """Make the index answer from what is published now, whoever changed it.

        Raises:
            IndexNotRefreshed: the index failed; what was saved stays saved, and the next call tries again.
        """
        await self._live.catch_up()

    async def _check_family(self, article: Article) -> None:
        if article.translation_of is None:
            return
        relatives = await self._store.families([article.translation_of, article.id])
        found = tuple(family_faults(article, relatives))
        if found:
            raise ArticleInvalid([asdict(fault) for fault in found])

    def _act(self, author: str) -> Act:
        return Act(author, self._clock())
