"""Keeps whatever answers questions in step with what is published."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

from knowledge_base.articles import PublishedSince
from knowledge_base.domain.article import Article
from knowledge_base.errors import IndexNotRefreshed


class SearchIndex(Protocol):
    """Whatever answers questions from the published articles."""

    async def refresh(self, published: Sequence[Article]) -> None:
        """Answer from exactly these articles once this returns."""

    async def amend(self, changed: Sequence[Article], removed: Sequence[str]) -> None:
        """Answer from these articles beside the others once this returns, and no more from the removed."""


class Publications(Protocol):
    """What is published, and a counter that moves with it."""

    async def published_since(self, numbers: Mapping[str, int]) -> PublishedSince:
        """Give what customers may see other than these live revisions, by article id."""

    async def version(self) -> int:
        """Give the counter that moves with every change of what customers may see."""


class LiveIndex:
    """The index, and the version of the articles that it answers from."""

    def __init__(self, store: Publications, index: SearchIndex) -> None:
        self._store = store
        self._index = index
        self._version: int | None = None
        self._numbers: dict[str, int] = {}
        self._refreshing = asyncio.Lock()

    async def catch_up(self) -> int:
        """Make the index answer from what is published now, whoever changed it, and give its version.

        Callers queue up, and each looks at the version only when its turn comes: of many changes at once the
        last one wins, and those that it already carried along cost nothing.

        Raises:
            IndexNotRefreshed: the index failed; what was saved stays saved, and the next call tries again.
        """
        # Shielded: an abandoned request must not let its half-done refresh overtake a later one.
        return await asyncio.shield(asyncio.ensure_future(self._refresh_if_moved()))

    async def _refresh_if_moved(self) -> int:
        async with self._refreshing:
            if self._version is not None and await self._store.version() == self._version:
                return self._version
            published = await self._store.published_since(self._numbers)
            try:
                await self._take_in(published)
            except Exception as error:
                message = "The change is saved, but the search index could not take it in yet."
                raise IndexNotRefreshed(message) from error
            self._version, self._numbers = published.version, published.numbers
            return published.version

    async def _take_in(self, published: PublishedSince) -> None:
        if self._version is None:
            await self._index.refresh(published.changed)
        else:
            await self._index.amend(published.changed, published.removed)
