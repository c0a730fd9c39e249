"""The editors' desk over HTTP: articles, their revisions and the preview.

Texts are guarded against lost updates: an answer carries the latest revision as `ETag`, and a change of the
text must come with `If-Match`. Errors are the knowledge base's own; `handoff/errors.py` gives them a status.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, Any, Literal, Protocol

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import Field

from handoff.accounts import Staff
from handoff.wire import Payload
from knowledge_base.domain.article import (
    DEFAULT_CATEGORY,
    DEFAULT_LOCALE,
    Article,
    ArticleStatus,
    Draft,
    Revision,
)
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.validation import BODY_MAX
from knowledge_base.errors import ArticleInvalid, RevisionMalformed, RevisionRequired, StatusNotEditable
from knowledge_base.publishing import ArticleFilter, Publishing

INT_MAX = 2**31 - 1
# Weak and bare forms too: proxies that compress an answer weaken its ETag.
IF_MATCH = re.compile(r'(?:W/)?("?)([0-9]{1,10})\1')
Status = Literal["draft", "published", "archived"]
Words = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Admission = Callable[[Request], Awaitable[Staff]]
IfMatch = Annotated[
    str | None, Header(description='The revision that the change was made from, such as "3".')
]


class Gate(Protocol):
    """Who may come in: gives a dependency that admits the named roles, and an admin always."""

    def __call__(self, *roles: str) -> Admission:
        """Give the dependency that answers with the person, or refuses."""


class NewArticle(Payload):
    """`POST /api/v1/articles`; a new article is always a draft."""

    title: str
    body: str
    questions: list[str] = Field(default_factory=list)
    category: str = DEFAULT_CATEGORY
    locale: str = DEFAULT_LOCALE
    id: str | None = None
    status: Literal["draft"] = "draft"

    def to_draft(self) -> Draft:
        """Give the text to be saved."""
        return Draft(self.title, self.body, tuple(self.questions), self.category, self.locale, self.id)


class ArticleText(Payload):
    """`PUT /api/v1/articles/{id}`; fields left out keep their value, `status` may only be the present one."""

    title: str
    body: str
    questions: list[str] | None = None
    category: str | None = None
    locale: str | None = None
    id: str | None = None
    status: Status | None = None

    def to_draft(self, current: Article) -> Draft:
        """Give the text to be saved over `current`."""
        return Draft(
            title=self.title,
            body=self.body,
            questions=current.questions if self.questions is None else tuple(self.questions),
            category=current.category if self.category is None else self.category,
            locale=current.locale if self.locale is None else self.locale,
        )


class ListQuery(Payload, strict=False):
    """`GET /api/v1/articles`; an empty value filters nothing."""

    status: Literal["", "draft", "published", "archived"] = ""
    query: Words = ""
    category: Words = ""
    locale: Words = ""
    deleted: bool = False
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
            limit=self.limit,
            offset=self.offset,
        )


class PreviewText(Payload):
    """`POST /api/v1/articles/preview`."""

    body: str = Field(max_length=BODY_MAX)


ListParameters = Annotated[ListQuery, Query()]
RevisionNumber = Annotated[int, Path(ge=1, le=INT_MAX)]
Before = Annotated[int | None, Query(ge=1, le=INT_MAX)]
Limit = Annotated[int, Query(ge=1, le=200)]


def articles_router(publishing: Publishing, render: Callable[[str], str], staff: Gate) -> APIRouter:
    """Serve `/api/v1/articles`: agents may read, editors may change."""
    router = APIRouter(prefix="/api/v1/articles", tags=["articles"])
    editor = staff("editor")
    _add_reading(router, publishing, staff("agent", "editor"))
    _add_writing(router, publishing, editor)
    _add_lifecycle(router, publishing, editor)

    @router.post("/preview", dependencies=[Depends(editor)])
    def preview(text: PreviewText) -> dict[str, str]:
        return {"html": render(text.body)}

    return router


def _add_reading(router: APIRouter, publishing: Publishing, reader: Admission) -> None:
    @router.get("", dependencies=[Depends(reader)])
    async def list_articles(wanted: ListParameters) -> dict[str, Any]:
        page = await publishing.list(wanted.to_filter())
        return {"articles": [_view(record) for record in page.records], "total": page.total}

    @router.get("/{article_id}", dependencies=[Depends(reader)])
    async def get_article(article_id: str, response: Response) -> dict[str, Any]:
        return _answer(await publishing.get(article_id), response)

    @router.get("/{article_id}/revisions", dependencies=[Depends(reader)])
    async def list_revisions(article_id: str, before: Before = None, limit: Limit = 50) -> dict[str, Any]:
        record = await publishing.get(article_id)
        revisions = await publishing.revisions(article_id, before, limit)
        return {"revisions": [_revision_view(revision, record) for revision in revisions]}


def _add_writing(router: APIRouter, publishing: Publishing, editor: Admission) -> None:
    @router.post("", status_code=201)
    async def create_article(
        article: NewArticle, response: Response, person: Annotated[Staff, Depends(editor)]
    ) -> dict[str, Any]:
        record = await publishing.create(article.to_draft(), person.name)
        response.headers["Location"] = f"{router.prefix}/{record.id}"
        return _answer(record, response)

    @router.put("/{article_id}")
    async def edit_article(
        article_id: str,
        article: ArticleText,
        response: Response,
        person: Annotated[Staff, Depends(editor)],
        if_match: IfMatch = None,
    ) -> dict[str, Any]:
        if if_match is None:
            raise RevisionRequired("Say with If-Match which revision the change was made from.")
        current = await publishing.get(article_id)
        _refuse_side_effects(article, current)
        expected = _expected(if_match)
        draft = article.to_draft(current.latest.article)
        if expected is None:
            expected = current.latest.number
        return _answer(await publishing.edit(article_id, draft, expected, person.name), response)

    @router.delete("/{article_id}", status_code=204, dependencies=[Depends(editor)])
    async def delete_article(article_id: str, if_match: IfMatch = None) -> None:
        await publishing.delete(article_id, _expected(if_match))

    @router.post("/{article_id}/undelete", dependencies=[Depends(editor)])
    async def undelete_article(article_id: str, response: Response) -> dict[str, Any]:
        return _answer(await publishing.undelete(article_id), response)


def _add_lifecycle(router: APIRouter, publishing: Publishing, editor: Admission) -> None:
    @router.post("/{article_id}/publish")
    async def publish_article(
        article_id: str,
        response: Response,
        person: Annotated[Staff, Depends(editor)],
        if_match: IfMatch = None,
    ) -> dict[str, Any]:
        record = await publishing.publish(article_id, person.name, _expected(if_match))
        return _answer(record, response)

    @router.post("/{article_id}/archive", dependencies=[Depends(editor)])
    async def archive_article(
        article_id: str, response: Response, if_match: IfMatch = None
    ) -> dict[str, Any]:
        return _answer(await publishing.archive(article_id, _expected(if_match)), response)

    @router.post("/{article_id}/revisions/{number}/restore")
    async def restore_revision(
        article_id: str,
        number: RevisionNumber,
        response: Response,
        person: Annotated[Staff, Depends(editor)],
        if_match: IfMatch = None,
    ) -> dict[str, Any]:
        record = await publishing.restore(article_id, number, person.name, _expected(if_match))
        return _answer(record, response)


def _expected(if_match: str | None) -> int | None:
    """Read the revision number of an `If-Match`; None, for any revision, when there is none or it is `*`."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = IF_MATCH.fullmatch(if_match.strip())
    if found is None:
        raise RevisionMalformed('If-Match must be one revision number as the ETag gave it, such as "3".')
    return int(found[2])


def _refuse_side_effects(article: ArticleText, current: ArticleRecord) -> None:
    if article.id not in {None, current.id}:
        fault = {"field": "id", "code": "id_fixed", "message": "The id of an article never changes."}
        raise ArticleInvalid([fault])
    if article.status not in {None, current.status.value}:
        raise StatusNotEditable("Saving never changes the status; publish or archive the article.")


def _answer(record: ArticleRecord, response: Response) -> dict[str, Any]:
    response.headers["ETag"] = f'"{record.latest.number}"'
    return _view(record)


def _view(record: ArticleRecord) -> dict[str, Any]:
    return {
        **asdict(record.latest.article),
        "status": record.status.value,
        "has_draft": record.has_draft,
        "revision": record.latest.number,
        "live_revision": record.live.number if record.live else None,
        "author": record.latest.author,
        "updated_at": record.latest.at.isoformat(),
        "published_by": record.published.author if record.published else None,
        "published_at": record.published.at.isoformat() if record.published else None,
    }


def _revision_view(revision: Revision, record: ArticleRecord) -> dict[str, Any]:
    return {
        "number": revision.number,
        "author": revision.author,
        "at": revision.at.isoformat(),
        "live": record.live is not None and revision.number == record.live.number,
        "article": asdict(revision.article),
    }
