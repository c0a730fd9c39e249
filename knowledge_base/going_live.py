"""The way of a change to the customers: tried at the gate first, then stored exactly as it was tried."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from knowledge_base.articles import ArticleStore, existing
from knowledge_base.domain.article import Publication, PublicationAct, Revision
from knowledge_base.domain.golden import GoldenDiff, Override
from knowledge_base.domain.lifecycle import Act, ArticleRecord, Change
from knowledge_base.domain.slug import is_id
from knowledge_base.errors import ArticleNotFound, GoldenQuestionsNotAsked

ATTEMPTS = 5
NO_OVERRIDE = Override()

Step = Callable[[ArticleRecord], ArticleRecord]
CatchUp = Callable[[], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to make one change while `version` of the articles is published; None: whatever is published.

    `diff` is what the change does to the golden questions; `reason` overrules those that it breaks.
    """

    version: int | None = None
    diff: GoldenDiff | None = None
    reason: str | None = None


class PublishingGate(Protocol):
    """Whatever must agree before customers see something else."""

    async def check(self, change: Change, override: Override, catch_up: CatchUp) -> Permit:
        """Let the change pass, or raise; `catch_up` brings the live index in step and gives its version."""


class OpenGate:
    """Lets everything pass, where nobody could be asked."""

    async def check(self, _change: Change, _override: Override, _catch_up: CatchUp) -> Permit:
        """Permit it."""
        return Permit()


@dataclass(frozen=True, slots=True)
class Wish:
    """A change of what customers see that somebody wants."""

    article_id: str
    step: Step
    name: PublicationAct
    act: Act
    override: Override = NO_OVERRIDE


class _Overtaken(Exception):
    """What was tried is no longer what would be stored."""


class GoingLive:
    """Carries wishes out; `catch_up` makes what is stored answerable and gives its version."""

    def __init__(self, store: ArticleStore, catch_up: CatchUp, gate: PublishingGate) -> None:
        self._store = store
        self._catch_up = catch_up
        self._gate = gate
        self._turn = asyncio.Lock()

    async def carry_out(self, wish: Wish) -> ArticleRecord:
        """Store the change if the gate lets it pass; it is answerable once this returns."""
        # One at a time through the gate: two changes that are harmless alone may do harm together.
        async with self._turn:
            record = await self._pass_gate(wish)
        await self._catch_up()
        return record

    async def _pass_gate(self, wish: Wish) -> ArticleRecord:
        for _ in range(ATTEMPTS):
            before = await self._find(wish.article_id)
            after = wish.step(before)
            permit = await self._gate.check(Change(before, after), wish.override, self._catch_up)
            with suppress(_Overtaken):
                return await self._save(wish, permit, after.answerable)
        raise GoldenQuestionsNotAsked(
            "The articles kept changing while the golden questions were asked. Please try again."
        )

    async def _save(self, wish: Wish, permit: Permit, tried: Revision | None) -> ArticleRecord:
        async with self._store.transaction() as transaction:
            before = await existing(transaction, wish.article_id)
            after = wish.step(before)
            # Another process may have moved what is live; an editor, the text that is to go live.
            if permit.version is not None and (
                after.answerable != tried or await transaction.version() != permit.version
            ):
                raise _Overtaken
            await transaction.save([Change(before, after)])
            if after.answerable != before.answerable:
                await transaction.log(_publication(wish, permit, before, after))
        return after

    async def _find(self, article_id: str) -> ArticleRecord:
        record = await self._store.find(article_id) if is_id(article_id) else None
        if record is None:
            raise ArticleNotFound(article_id)
        return record


def _publication(wish: Wish, permit: Permit, before: ArticleRecord, after: ArticleRecord) -> Publication:
    shown = after.answerable or before.answerable or after.latest
    return Publication(
        article_id=wish.article_id,
        act=wish.name,
        revision=shown.number,
        author=wish.act.author,
        at=wish.act.at,
        override_reason=permit.reason,
        diff=permit.diff.to_dict() if permit.diff else None,
    )
