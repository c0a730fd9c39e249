"""Front door of phrasing suggestions: real questions that an article should be found by."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.article import Article
from knowledge_base.domain.asked import Asked
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.suggestion import Suggestion, suggest, wordings

LOOKED_AT = 1_000
COMPARED = 200


class AskedLog(Protocol):
    """Where customers' questions are read."""

    async def about(self, article_id: str, limit: int) -> Sequence[Asked]:
        """Give the newest questions that were answered with an article, or that it came nearest to."""


class Desk(Protocol):
    """Where articles are looked up."""

    async def get(self, article_id: str) -> ArticleRecord:
        """Give an article that is not deleted, or raise ArticleNotFound."""


class Encoder(Protocol):
    """Turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return unit vectors, shape (texts, dimension)."""
        ...


class Suggesting:
    """Suggests phrasings."""

    def __init__(self, log: AskedLog, desk: Desk, encoder: Encoder) -> None:
        self._log = log
        self._desk = desk
        self._encoder = encoder

    async def phrasings(self, article_id: str) -> tuple[Suggestion, ...]:
        """Give what customers asked in words that the latest text of the article does not have yet.

        Raises:
            ArticleNotFound: there is no such article.
        """
        article = (await self._desk.get(article_id)).latest.article
        asked = wordings(article_id, await self._log.about(article_id, LOOKED_AT))[:COMPARED]
        return await asyncio.to_thread(self._compare, article, asked)

    def _compare(self, article: Article, asked: Sequence[tuple[str, int]]) -> tuple[Suggestion, ...]:
        if not asked:
            return ()
        present = self._encoder.encode([article.title, *article.questions])
        return suggest(asked, self._encoder.encode([text for text, _ in asked]), present)
