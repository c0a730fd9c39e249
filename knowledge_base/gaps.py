"""Front door of what to write next: unanswered questions grouped, ranked, and turned into drafts."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.article import Article, Draft
from knowledge_base.domain.gap import Gap, Nearest, draft_of, in_order
from knowledge_base.domain.gap_ledger import Settled, Settlement
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.errors import ArticleNotFound, GapNotFound
from knowledge_base.grouping import Grouping, Neighbours, Unanswered
from knowledge_base.retrieval import Findings

Array = npt.NDArray[np.float32]

BACKGROUND = 500
MOST_SHOWN = 100
USUAL_WINDOW = timedelta(days=30)
LONGEST_WINDOW = timedelta(days=365)
REMEMBERED = 1_000
MOST_GROUPED = 8_000
RELATED = 0.3
"""Probability of the nearest article from which a draft belongs on the same shelf."""


class QuestionLog(Protocol):
    """Where customers' questions are read."""

    async def unanswered(self, since: datetime, most: int) -> Unanswered:
        """Give the newest questions that no article settled, oldest first."""

    async def find(self, ids: Sequence[str]) -> Unanswered:
        """Give those of these unanswered questions that are still known."""

    async def answered_by(self, article_id: str, since: datetime) -> int:
        """Count the questions that an article has settled since a moment."""


class GapStore(Protocol):
    """Where decisions about gaps are kept."""

    async def settled(self) -> Sequence[Settled]:
        """Give them all."""

    async def settle(self, gap: Settled) -> None:
        """Keep one; an earlier decision about the same gap is replaced."""

    async def reopen(self, gap_id: str) -> None:
        """Forget the decision."""


class Desk(Protocol):
    """Where articles are written."""

    async def get(self, article_id: str) -> ArticleRecord:
        """Give an article that is not deleted, or raise ArticleNotFound."""

    async def create(self, draft: Draft, author: str) -> ArticleRecord:
        """Save a new article, not yet live."""


class Articles(Protocol):
    """What is answered from now."""

    @property
    def articles(self) -> Sequence[Article]:
        """The published articles."""
        ...

    def encode(self, texts: Sequence[str]) -> Array:
        """Return unit vectors, shape (texts, dimension)."""
        ...

    def search(self, question: str, limit: int = 10) -> Findings:
        """Give the articles that answer a question, best first."""
        ...


class Gaps:
    """The use cases of gaps."""

    def __init__(
        self,
        log: QuestionLog,
        store: GapStore,
        desk: Desk,
        articles: Articles,
        neighbours: Neighbours,
        clock: Callable[[], datetime],
    ) -> None:
        self._log = log
        self._store = store
        self._desk = desk
        self._articles = articles
        self._clock = clock
        self._grouping = Grouping(neighbours)
        self._shown: dict[str, timedelta] = {}
        self._deciding = asyncio.Lock()

    async def list(self, window: timedelta) -> tuple[Gap, ...]:
        """Give the gaps of the last `window`, what to write first in front; at most `MOST_SHOWN`."""
        window = min(window, LONGEST_WINDOW)
        gaps = in_order([await self._judged(gap) for gap in await self._all(window)])[:MOST_SHOWN]
        self._shown = {**dict(list(self._shown.items())[-REMEMBERED:]), **{gap.id: window for gap in gaps}}
        return await asyncio.to_thread(lambda: tuple(self._with_nearest(gap) for gap in gaps))

    async def draft(self, gap_id: str, author: str) -> tuple[ArticleRecord, bool]:
        """Give the draft for a gap, and whether it was made just now.

        Raises:
            GapNotFound: the questions are grouped otherwise by now.
        """
        async with self._deciding:
            gap = await self._find(gap_id)
            if gap.article_id is not None and gap.status in ("drafted", "published"):
                return await self._desk.get(gap.article_id), False
            draft = draft_of(gap, await asyncio.to_thread(self._category, gap.name))
            record = await self._desk.create(draft, author)
            await self._settle(gap, "drafted", record.id, author)
        return record, True

    async def dismiss(self, gap_id: str, author: str) -> None:
        """Show a gap no more among the open ones; questions like these that come later belong to it."""
        async with self._deciding:
            await self._settle(await self._find(gap_id), "dismissed", None, author)

    async def reopen(self, gap_id: str) -> None:
        """Take back a dismissal, or the tie to a draft."""
        async with self._deciding:
            await self._store.reopen((await self._find(gap_id)).id)

    async def _settle(self, gap: Gap, status: Settlement, article_id: str | None, author: str) -> None:
        ids = frozenset(asked.id for asked in gap.questions)
        await self._store.settle(Settled(gap.id, status, article_id, ids, author, self._clock()))

    async def _find(self, gap_id: str) -> Gap:
        """Group once more as when the gap was shown: others may have looked at another window since."""
        for gap in await self._all(self._shown.get(gap_id, USUAL_WINDOW)):
            if gap.id == gap_id:
                return await self._judged(gap)
        raise GapNotFound(gap_id)

    async def _all(self, window: timedelta) -> tuple[Gap, ...]:
        found = await self._log.unanswered(self._clock() - window, MOST_GROUPED)
        settled = [
            (one, await self._log.find(sorted(one.question_ids))) for one in await self._store.settled()
        ]
        return await asyncio.to_thread(self._assemble, found, settled)

    def _assemble(self, found: Unanswered, settled: Sequence[tuple[Settled, Unanswered]]) -> tuple[Gap, ...]:
        return self._grouping.assemble(found, settled, self._articles.encode(self._typical()))

    def _typical(self) -> tuple[str, ...]:
        """Give titles from all over the site."""
        articles = self._articles.articles
        return tuple(article.title for article in articles[:: max(1, len(articles) // BACKGROUND)])

    async def _judged(self, gap: Gap) -> Gap:
        """Say whether the gap's article is published by now, and what it has settled since."""
        if gap.status == "dismissed":
            return gap
        if gap.article_id is None:
            return await self._covered(gap)
        try:
            record = await self._desk.get(gap.article_id)
        except ArticleNotFound:
            return replace(gap, status="open", article_id=None)
        return await self._published(gap, record) or gap

    async def _covered(self, gap: Gap) -> Gap:
        """An open gap is closed when an article that answers it was published after its last question."""
        findings = await asyncio.to_thread(self._articles.search, gap.name)
        if findings.advice != "answer":
            return gap
        try:
            record = await self._desk.get(findings.hits[0].article_id)
        except ArticleNotFound:
            return gap
        if record.published is None or record.published.at <= max(asked.at for asked in gap.questions):
            return gap
        return await self._published(gap, record) or gap

    async def _published(self, gap: Gap, record: ArticleRecord) -> Gap | None:
        if record.answerable is None or record.published is None:
            return None
        since = await self._log.answered_by(record.id, record.published.at)
        return replace(gap, status="published", article_id=record.id, answered_since=since)

    def _with_nearest(self, gap: Gap) -> Gap:
        hits = self._articles.search(gap.name).hits
        if not hits:
            return gap
        return replace(gap, nearest=Nearest(hits[0].article_id, hits[0].title, hits[0].probability))

    def _category(self, question: str) -> str | None:
        """The category of the nearest article, if it is near: most often it is the right shelf."""
        hits = self._articles.search(question).hits
        shelves = {article.id: article.category for article in self._articles.articles}
        return shelves.get(hits[0].article_id) if hits and hits[0].probability >= RELATED else None
