"""The place where articles are kept, as every front door needs it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from knowledge_base.domain.article import Article, ArticleStatus, Publication, Revision
from knowledge_base.domain.lifecycle import ArticleRecord, Change
from knowledge_base.domain.slug import is_id
from knowledge_base.errors import ArticleNotFound


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles to list; `query` is looked for in id, title, questions and body, whatever its case.

    `has_draft` leaves those with a newer text beside the live one, `scheduled` those that are to go live.
    """

    status: ArticleStatus | None = None
    query: str = ""
    category: str | None = None
    locale: str | None = None
    deleted: bool = False
    has_draft: bool = False
    scheduled: bool = False
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


@dataclass(frozen=True, slots=True)
class PublishedSince:
    """What customers may see other than before, at least as new as `version`.

    `numbers` are the live revisions of all articles by id; `changed` are the texts that are new among them,
    `removed` the ids of those that customers may see no more.
    """

    version: int
    numbers: dict[str, int]
    changed: tuple[Article, ...]
    removed: tuple[str, ...]


class ArticleTransaction(Protocol):
    """One open write transaction: all of it is stored, or nothing."""

    async def load(self, article_ids: Sequence[str]) -> Mapping[str, ArticleRecord]:
        """Give the records that exist, deleted ones too, and keep others from changing them."""

    async def load_revision(self, article_id: str, number: int) -> Revision | None:
        """Give one revision."""

    async def ids_starting(self, stem: str) -> set[str]:
        """Give every id that starts with `stem`, of deleted articles too."""

    async def version(self) -> int:
        """Give the counter of what customers may see, and keep others from moving it."""

    async def save(self, changes: Sequence[Change]) -> None:
        """Store the changes in order; the version moves if what customers may see has changed."""

    async def log(self, publication: Publication) -> None:
        """Keep for good what was done to the text that customers see."""


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

    async def published_since(self, numbers: Mapping[str, int]) -> PublishedSince:
        """Give what customers may see other than these live revisions, by article id."""

    async def version(self) -> int:
        """Give the counter that moves with every change of what customers may see."""

    async def all(self) -> Sequence[ArticleRecord]:
        """Give every article that is not deleted."""

    async def families(self, roots: Sequence[str]) -> Sequence[ArticleRecord]:
        """Give the articles with these ids and those that translate them, deleted ones left out."""


async def existing(transaction: ArticleTransaction, article_id: str) -> ArticleRecord:
    """Give a record, deleted or not, and keep others from changing it.

    Raises:
        ArticleNotFound: there never was such an article.
    """
    record = (await transaction.load([article_id])).get(article_id) if is_id(article_id) else None
    if record is None:
        raise ArticleNotFound(article_id)
    return record
