"""What the editors' desk may be sent over HTTP, as types; unknown fields are refused."""

import re
from typing import Annotated, Literal

from fastapi import Header, Path, Query
from pydantic import AwareDatetime, Field, StringConstraints, field_validator

from handoff.contract.wire import Payload
from knowledge_base.articles import ArticleFilter
from knowledge_base.domain.article import DEFAULT_CATEGORY, DEFAULT_LOCALE, Article, ArticleStatus, Draft
from knowledge_base.domain.golden import NOTE_MAX, QUESTION_MAX, REASON_MAX
from knowledge_base.domain.validation import BODY_MAX
from knowledge_base.errors import RevisionMalformed
from knowledge_base.golden import GoldenDraft

INT_MAX = 2**31 - 1
# Weak and bare forms too: proxies that compress an answer weaken its ETag.
IF_MATCH = re.compile(r'(?:W/)?("?)([0-9]{1,10})\1')
Status = Literal["draft", "published", "archived"]
Words = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
IfMatch = Annotated[
    str | None, Header(description='The revision that the change was made from, such as "3".')
]
RevisionNumber = Annotated[int, Path(ge=1, le=INT_MAX)]
Before = Annotated[int | None, Query(ge=1, le=INT_MAX)]
Limit = Annotated[int, Query(ge=1, le=200)]
DiffFrom = Annotated[int, Query(alias="from", ge=1, le=INT_MAX)]
DiffTo = Annotated[int, Query(alias="to", ge=1, le=INT_MAX)]
OfArticle = Annotated[str | None, Query(max_length=80)]


class NewArticle(Payload):
    """`POST /api/v1/articles`; a new article is always a draft."""

    title: str
    body: str
    questions: list[str] = Field(default_factory=list)
    category: str = DEFAULT_CATEGORY
    locale: str = DEFAULT_LOCALE
    id: str | None = None
    status: Literal["draft"] = "draft"
    translation_of: str | None = None

    def to_draft(self) -> Draft:
        """Give the text to be saved."""
        return Draft(
            title=self.title,
            body=self.body,
            questions=tuple(self.questions),
            category=self.category,
            locale=self.locale,
            id=self.id,
            translation_of=self.translation_of,
        )


class ArticleText(Payload):
    """`PUT /api/v1/articles/{id}`; fields left out keep their value, `status` may only be the present one."""

    title: str
    body: str
    questions: list[str] | None = None
    category: str | None = None
    locale: str | None = None
    id: str | None = None
    status: Status | None = None
    translation_of: str | None = None

    def to_draft(self, current: Article) -> Draft:
        """Give the text to be saved over `current`; only `translation_of` can be emptied by a null."""
        same = "translation_of" not in self.model_fields_set
        return Draft(
            title=self.title,
            body=self.body,
            questions=current.questions if self.questions is None else tuple(self.questions),
            category=current.category if self.category is None else self.category,
            locale=current.locale if self.locale is None else self.locale,
            translation_of=current.translation_of if same else self.translation_of,
        )


class ListQuery(Payload, strict=False):
    """`GET /api/v1/articles`; an empty value filters nothing."""

    status: Literal["", "draft", "published", "archived"] = ""
    query: Words = ""
    category: Words = ""
    locale: Words = ""
    deleted: bool = False
    has_draft: bool = False
    scheduled: bool = False
    limit: int = Field(default=200, ge=1, le=1_000)
    offset: int = Field(default=0, ge=0, le=INT_MAX)

    def to_filter(self) -> ArticleFilter:
        """Give the filter in the knowledge base's words."""
        return ArticleFilter(
            status=ArticleStatus(self.status) if self.status else None,
            query=self.query,
            category=self.category or None,
            locale=self.locale or None,
            deleted=self.deleted,
            has_draft=self.has_draft,
            scheduled=self.scheduled,
            limit=self.limit,
            offset=self.offset,
        )


class PreviewText(Payload):
    """`POST /api/v1/articles/preview`."""

    body: str = Field(max_length=BODY_MAX)


class GoingLive(Payload):
    """The body of whatever changes what customers see; the reason overrides golden questions that break."""

    override_reason: Annotated[str, StringConstraints(max_length=REASON_MAX)] | None = None


class PlannedTime(Payload):
    """`PUT /api/v1/articles/{id}/schedule`; a time says its zone."""

    at: Annotated[AwareDatetime, Field(strict=False)]

    @field_validator("at", mode="before")
    @classmethod
    def written_out(cls, value: object) -> object:
        """Refuse bare numbers, which would be read as seconds since 1970."""
        if not isinstance(value, str) or value.strip().lstrip("+-").replace(".", "").isdigit():
            raise ValueError("a time such as 2030-01-31T09:00:00+01:00 is expected")
        return value


class GoldenText(Payload):
    """`POST /api/v1/golden-questions` and `PUT` of one; `article_id` null: no article may answer it."""

    question: str = Field(max_length=QUESTION_MAX)
    article_id: str | None
    note: str = Field(default="", max_length=NOTE_MAX)

    def to_draft(self) -> GoldenDraft:
        """Give the question to be kept."""
        return GoldenDraft(self.question, self.article_id, self.note)


ListParameters = Annotated[ListQuery, Query()]


def expected(if_match: str | None) -> int | None:
    """Read the revision number of an `If-Match`; None, for any revision, when there is none or it is `*`."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = IF_MATCH.fullmatch(if_match.strip())
    if found is None:
        raise RevisionMalformed('If-Match must be one revision number as the ETag gave it, such as "3".')
    return int(found[2])
