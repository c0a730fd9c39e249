"""Front door of labelled feedback: what customers, agents and editors say about answers, as labels."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from knowledge_base.domain.asked import Asked
from knowledge_base.domain.golden import GoldenQuestion
from knowledge_base.domain.label import Label, Lesson, lessons, settle
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.masking import mask
from knowledge_base.retrieval import Findings


class RatingLog(Protocol):
    """Where customers' ratings are read."""

    async def rated(self) -> Sequence[Asked]:
        """Give every question whose answer the customer rated."""


class FeedbackStore(Protocol):
    """Where staff's verdicts are kept."""

    async def add(self, label: Label) -> None:
        """Keep one verdict."""

    async def all(self) -> Sequence[Label]:
        """Give every verdict."""


class GoldenQuestions(Protocol):
    """What editors say is right."""

    async def labels(self) -> Sequence[GoldenQuestion]:
        """Give the golden questions with the article that answers each, or None."""


class Search(Protocol):
    """What is answered now."""

    def search(self, question: str, limit: int = 10) -> Findings:
        """Give the articles that answer a question, best first."""
        ...


class Desk(Protocol):
    """Where articles are looked up."""

    async def get(self, article_id: str) -> ArticleRecord:
        """Give an article that is not deleted, or raise ArticleNotFound."""


class Feedback:
    """Takes verdicts and gives labels."""

    def __init__(
        self,
        ratings: RatingLog,
        store: FeedbackStore,
        golden: GoldenQuestions,
        desk: Desk,
        search: Search,
        clock: Callable[[], datetime],
        told: Callable[[], None] = lambda: None,
    ) -> None:
        """`told` hears of every verdict once it is kept."""
        self._ratings = ratings
        self._store = store
        self._golden = golden
        self._desk = desk
        self._search = search
        self._clock = clock
        self._told = told

    async def give(self, question: str, article_id: str, author_id: str, *, right: bool) -> Label:
        """Keep what a member of staff says of an answer; the same person's latest word counts.

        Raises:
            ArticleNotFound: there is no such article.
        """
        await self._desk.get(article_id)
        findings = await asyncio.to_thread(self._search.search, question)
        shown = [hit.probability for hit in findings.hits if hit.article_id == article_id]
        label = Label(
            # An agent may paste what a customer wrote; what belongs to the customer stays out.
            question=mask(question),
            article_id=article_id,
            right=right,
            at=self._clock(),
            source="agent",
            by=author_id,
            probability=shown[0] if shown else None,
        )
        await self._store.add(label)
        self._told()
        return label

    async def labels(self) -> tuple[Label, ...]:
        """Give one label a question and article, contested ones decided, in the order of time."""
        golden = [_golden(question) for question in await self._golden.labels()]
        return settle([*await self._given(), *golden])

    async def verdicts(self) -> tuple[Label, ...]:
        """Give the same of customers and agents only: what was said of answers after they were given."""
        return settle(await self._given())

    async def lessons(self) -> tuple[Lesson, ...]:
        """Give what all labels teach a rehearsal."""
        return lessons(await self.labels())

    async def _given(self) -> list[Label]:
        customers = [_rated(asked) for asked in await self._ratings.rated()]
        return [*customers, *await self._store.all()]


def _rated(asked: Asked) -> Label:
    """The probability is known only of the article that was the best."""
    return Label(
        question=asked.text,
        article_id=asked.article_id,
        right=bool(asked.helpful),
        at=asked.rated_at or asked.at,
        source="customer",
        by=asked.id.rpartition(".")[0],
        probability=asked.probability if asked.article_id == asked.nearest_id else None,
    )


def _golden(question: GoldenQuestion) -> Label:
    return Label(
        question=question.question,
        article_id=question.article_id,
        right=True,
        at=question.at,
        source="golden",
        by=question.author,
    )
