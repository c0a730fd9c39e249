"""The editors' desk over HTTP: articles, their revisions and the preview.

Texts are guarded against lost updates: an answer carries the latest revision as `ETag`, and a change of the
text must come with `If-Match`. Errors are the knowledge base's own; `handoff/errors.py` gives them a status.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Request, Response

from handoff.adapters.routes.article_payloads import (
    ArticleText,
    Before,
    DiffFrom,
    DiffTo,
    IfMatch,
    Limit,
    ListParameters,
    NewArticle,
    OfArticle,
    PreviewText,
    RevisionNumber,
    expected,
)
from handoff.adapters.routes.article_views import answer, article_views, publication_view, revision_view
from handoff.people.accounts import Staff
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.errors import ArticleInvalid, RevisionRequired, StatusNotEditable
from knowledge_base.history import History, diff
from knowledge_base.languages import Languages
from knowledge_base.publishing import Publishing

Admission = Callable[[Request], Awaitable[Staff]]


class Gate(Protocol):
    """Who may come in: gives a dependency that admits the named roles, and an admin always."""

    def __call__(self, *roles: str) -> Admission:
        """Give the dependency that answers with the person, or refuses."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The front doors behind the editors' desk."""

    publishing: Publishing
    history: History
    languages: Languages


def articles_router(desk: Desk, render: Callable[[str], str], staff: Gate) -> APIRouter:
    """Serve `/api/v1/articles`: agents may read, editors may change."""
    router = APIRouter(prefix="/api/v1/articles", tags=["articles"])
    editor, reader = staff("editor"), staff("agent", "editor")
    _add_history(router, desk, reader)
    _add_reading(router, desk, reader)
    _add_writing(router, desk, editor)

    @router.post("/preview", dependencies=[Depends(editor)])
    def preview(text: PreviewText) -> dict[str, str]:
        return {"html": render(text.body)}

    return router


def _add_history(router: APIRouter, desk: Desk, reader: Admission) -> None:
    @router.get("/publications", dependencies=[Depends(reader)])
    async def list_publications(article_id: OfArticle = None, limit: Limit = 50) -> dict[str, Any]:
        found = await desk.history.publications(article_id, limit)
        return {"publications": [publication_view(publication) for publication in found]}

    @router.get("/{article_id}/revisions", dependencies=[Depends(reader)])
    async def list_revisions(article_id: str, before: Before = None, limit: Limit = 50) -> dict[str, Any]:
        record = await desk.publishing.get(article_id)
        revisions = await desk.publishing.revisions(article_id, before, limit)
        return {"revisions": [revision_view(revision, record) for revision in revisions]}

    @router.get("/{article_id}/diff", dependencies=[Depends(reader)])
    async def compare_revisions(article_id: str, old: DiffFrom, new: DiffTo) -> dict[str, Any]:
        before = await desk.history.revision(article_id, old)
        after = await desk.history.revision(article_id, new)
        return asdict(await asyncio.to_thread(diff, before.article, after.article))


def _add_reading(router: APIRouter, desk: Desk, reader: Admission) -> None:
    @router.get("", dependencies=[Depends(reader)])
    async def list_articles(wanted: ListParameters) -> dict[str, Any]:
        page = await desk.publishing.list(wanted.to_filter())
        return {"articles": await article_views(page.records, desk.languages), "total": page.total}

    @router.get("/{article_id}", dependencies=[Depends(reader)])
    async def get_article(article_id: str, response: Response) -> dict[str, Any]:
        return await answer(await desk.publishing.get(article_id), desk.languages, response)


def _add_writing(router: APIRouter, desk: Desk, editor: Admission) -> None:
    publishing, languages = desk.publishing, desk.languages

    @router.post("", status_code=201)
    async def create_article(
        article: NewArticle, response: Response, person: Annotated[Staff, Depends(editor)]
    ) -> dict[str, Any]:
        record = await publishing.create(article.to_draft(), person.name)
        response.headers["Location"] = f"{router.prefix}/{record.id}"
        return await answer(record, languages, response)

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
        seen = expected(if_match)
        if seen is None:
            seen = current.latest.number
        draft = article.to_draft(current.latest.article)
        record = await publishing.edit(article_id, draft, seen, person.name)
        return await answer(record, languages, response)

    @router.post("/{article_id}/revisions/{number}/restore")
    async def restore_revision(
        article_id: str,
        number: RevisionNumber,
        response: Response,
        person: Annotated[Staff, Depends(editor)],
        if_match: IfMatch = None,
    ) -> dict[str, Any]:
        record = await publishing.restore(article_id, number, person.name, expected(if_match))
        return await answer(record, languages, response)


def _refuse_side_effects(article: ArticleText, current: ArticleRecord) -> None:
    if article.id not in {None, current.id}:
        fault = {"field": "id", "code": "id_fixed", "message": "The id of an article never changes."}
        raise ArticleInvalid([fault])
    if article.status not in {None, current.status.value}:
        raise StatusNotEditable("Saving never changes the status; publish or archive the article.")
