"""What readers of the help centre say about articles: whether the text that they read helped.

A vote belongs to one revision: once an article is rewritten, its readers are asked anew. Nothing about a
reader is kept but a hash that differs from article to article, so that a second vote replaces the first.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge_base.domain.article import Revision
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.slug import is_id
from knowledge_base.errors import ArticleNotFound


@dataclass(frozen=True, slots=True)
class Vote:
    """What one reader said of one revision; `voter` is a hash in hexadecimal."""

    article_id: str
    revision: int
    voter: str
    helpful: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """How many readers a text helped, and how many it did not."""

    helpful: int = 0
    unhelpful: int = 0


class VoteStore(Protocol):
    """Where votes are kept."""

    async def put(self, vote: Vote) -> None:
        """Store a vote in place of an earlier one of the same voter on the same revision."""

    async def find(self, article_id: str, revision: int, voter: str) -> bool | None:
        """Give what a voter said; None when they have not voted."""

    async def tallies(self, article_ids: Sequence[str]) -> Mapping[str, Tally]:
        """Count the votes on the revisions that are live; articles without any are left out."""


class ArticleFinder(Protocol):
    """Where articles are looked up."""

    async def find(self, article_id: str) -> ArticleRecord | None:
        """Give one record, deleted or not."""


class Votes:
    """The use cases of votes; a `reader` is the random secret that a browser keeps."""

    def __init__(self, store: VoteStore, articles: ArticleFinder, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._articles = articles
        self._clock = clock

    async def cast(self, article_id: str, reader: str, helpful: bool) -> None:
        """Count a reader's vote on the text that is live.

        Raises:
            ArticleNotFound: customers see no such article.
        """
        live = await self._live(article_id)
        voter = voter_of(reader, live)
        await self._store.put(Vote(article_id, live.number, voter, helpful, self._clock()))

    async def own(self, live: Revision, reader: str) -> bool | None:
        """Give what a reader has said of a live text; None when nothing yet."""
        return await self._store.find(live.article_id, live.number, voter_of(reader, live))

    async def summary(self, article_ids: Sequence[str]) -> Mapping[str, Tally]:
        """Count what readers said of the texts that are live, for each of these articles."""
        counted = await self._store.tallies(article_ids)
        return {article_id: counted.get(article_id, Tally()) for article_id in article_ids}

    async def _live(self, article_id: str) -> Revision:
        record = await self._articles.find(article_id) if is_id(article_id) else None
        live = record.answerable if record else None
        if live is None:
            raise ArticleNotFound(article_id)
        return live


def voter_of(reader: str, revision: Revision) -> str:
    """A name for a reader that says nothing about them, and is another one for every other text."""
    words = f"{revision.article_id}/{revision.number}/{reader}"
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()
