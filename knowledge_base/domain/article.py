"""The words of the article lifecycle as frozen values: article, revision, draft, status.

Values only: rules live in `validation` and `lifecycle`. An `Article` never checks itself, so that a
throw-away knowledge base (an evaluation, say) may hold texts that the editor's desk would refuse.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

DEFAULT_CATEGORY = "general"
DEFAULT_LOCALE = "en"


class ArticleStatus(StrEnum):
    """Where an article stands; only a published one is ever shown to a customer."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Article:
    """The content of one article: a Markdown body, and the questions that it answers in customers' words."""

    id: str
    title: str
    body: str
    questions: tuple[str, ...] = ()
    category: str = DEFAULT_CATEGORY
    locale: str = DEFAULT_LOCALE


@dataclass(frozen=True, slots=True)
class Draft:
    """Content as somebody handed it in, not yet checked; without an id one is made from the title."""

    title: str
    body: str
    questions: tuple[str, ...] = ()
    category: str = DEFAULT_CATEGORY
    locale: str = DEFAULT_LOCALE
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved state of an article; numbers run from 1 without a gap, and nothing in it ever changes.

    `author` is a person's name as it was when they saved; `at` is in UTC.
    """

    article_id: str
    number: int
    article: Article
    author: str
    at: datetime
