"""Front door of what an article has been: its revisions compared, and what went live when, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge_base.domain.article import Article, Publication, Revision
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.slug import is_id
from knowledge_base.domain.word_diff import Segment, item_diff, word_diff
from knowledge_base.errors import ArticleNotFound, RevisionNotFound


class HistoryStore(Protocol):
    """Where revisions and publications are kept."""

    async def find(self, article_id: str) -> ArticleRecord | None:
        """Give one record, deleted or not."""

    async def revisions(self, article_id: str, before: int | None, limit: int) -> tuple[Revision, ...]:
        """Give the newest revisions below number `before`, newest first."""

    async def publications(self, article_id: str | None, limit: int) -> Sequence[Publication]:
        """Give what was done to the texts that customers see, newest first."""


@dataclass(frozen=True, slots=True)
class RevisionDiff:
    """What changed from one revision to another, field by field; questions are compared as wholes."""

    title: tuple[Segment, ...]
    body: tuple[Segment, ...]
    questions: tuple[Segment, ...]
    category: tuple[Segment, ...]
    locale: tuple[Segment, ...]
    translation_of: tuple[Segment, ...]


class History:
    """Looks back; changes nothing."""

    def __init__(self, store: HistoryStore) -> None:
        self._store = store

    async def revision(self, article_id: str, number: int) -> Revision:
        """Give one saved state of an article that is not deleted."""
        record = await self._store.find(article_id) if is_id(article_id) else None
        if record is None or record.deleted_at:
            raise ArticleNotFound(article_id)
        found = await self._store.revisions(article_id, number + 1, 1)
        if not found or found[0].number != number:
            raise RevisionNotFound(article_id, number)
        return found[0]

    async def publications(self, article_id: str | None = None, limit: int = 50) -> Sequence[Publication]:
        """Give what was done to the texts that customers see, newest first; of one article, or of all."""
        return await self._store.publications(article_id, limit)


def diff(before: Article, after: Article) -> RevisionDiff:
    """Compare two texts of one article; a long rewrite takes its time and needs a thread."""
    return RevisionDiff(
        title=word_diff(before.title, after.title),
        body=word_diff(before.body, after.body),
        questions=item_diff(before.questions, after.questions),
        category=word_diff(before.category, after.category),
        locale=word_diff(before.locale, after.locale),
        translation_of=word_diff(before.translation_of or "", after.translation_of or ""),
    )
