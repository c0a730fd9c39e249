"""The words of the article lifecycle as frozen values: article, revision, draft, status, schedule.

Values only: rules live in `validation` and `lifecycle`. An `Article` never checks itself, so that a
throw-away knowledge base (an evaluation, say) may hold texts that the editor's desk would refuse.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

DEFAULT_CATEGORY = "general"
DEFAULT_LOCALE = "en"


class ArticleStatus(StrEnum):
    """Where an article stands; only a published one is ever shown to a customer."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Article:
    """The content of one article: a Markdown body, and the questions that it answers in customers' words.

    `translation_of` is the id of the article in another language that this one translates.
    """

    id: str
    title: str
    body: str
    questions: tuple[str, ...] = ()
    category: str = DEFAULT_CATEGORY
    locale: str = DEFAULT_LOCALE
    translation_of: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Content as somebody handed it in, not yet checked; without an id one is made from the title."""

    title: str
    body: str
    questions: tuple[str, ...] = ()
    category: str = DEFAULT_CATEGORY
    locale: str = DEFAULT_LOCALE
    id: str | None = None
    translation_of: str | None = None


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


@dataclass(frozen=True, slots=True)
class Schedule:
    """A revision that goes live by itself at a time, in UTC; `author` is who wants it so.

    `problem` says why it did not go live; then it waits for a person.
    """

    revision: int
    at: datetime
    author: str
    problem: str | None = None


class PublicationAct(StrEnum):
    """What somebody did that may have changed what customers see."""

    PUBLISH = "publish"
    ARCHIVE = "archive"
    DELETE = "delete"
    UNDELETE = "undelete"


@dataclass(frozen=True, slots=True)
class Publication:
    """One change of what customers see of an article, kept for good.

    `override_reason` is there when golden questions were overruled; `diff` is what the change did to them,
    as plain data, if there were any to ask.
    """

    article_id: str
    act: PublicationAct
    revision: int
    author: str
    at: datetime
    override_reason: str | None = None
    diff: dict[str, Any] | None = None
