"""What changes the text that customers see, over HTTP: publish, archive, delete, bring back, and plan it.

Each may be refused by the golden questions; a person with the right overrides them with `override_reason`.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from handoff.adapters.routes.article_payloads import GoingLive, IfMatch, PlannedTime, expected
from handoff.adapters.routes.article_views import answer
from handoff.adapters.routes.articles import Admission, Desk, Gate
from handoff.people.accounts import Staff
from knowledge_base.domain.golden import Override
from knowledge_base.scheduling import Scheduling

Wish = GoingLive | None


def lifecycle_router(desk: Desk, scheduling: Scheduling, staff: Gate) -> APIRouter:
    """Serve the acts of `/api/v1/articles/{id}`, for editors."""
    router = APIRouter(prefix="/api/v1/articles", tags=["articles"])
    editor = staff("editor")
    _add_going_live(router, desk, editor)
    _add_going_away(router, desk, editor)
    _add_plans(router, desk, scheduling, editor)
    return router


def _add_going_live(router: APIRouter, desk: Desk, editor: Admission) -> None:
    @router.post("/{article_id}/publish")
    async def publish_article(
        article_id: str,
        response: Response,
        person: Annotated[Staff, Depends(editor)],
        request: Request,
        wish: Wish = None,
        if_match: IfMatch = None,
    ) -> dict[str, Any]:
        override = _override(wish, person, request)
        record = await desk.publishing.publish(article_id, person.name, expected(if_match), override)
        return await answer(record, desk.languages, response)

    @router.post("/{article_id}/undelete")
    async def undelete_article(
        article_id: str,
        response: Response,
        person: Annotated[Staff, Depends(editor)],
        request: Request,
        wish: Wish = None,
    ) -> dict[str, Any]:
        record = await desk.publishing.undelete(article_id, person.name, _override(wish, person, request))
        return await answer(record, desk.languages, response)


def _add_going_away(router: APIRouter, desk: Desk, editor: Admission) -> None:
    @router.post("/{article_id}/archive")
    async def archive_article(
        article_id: str,
        response: Response,
        person: Annotated[Staff, Depends(editor)],
        request: Request,
        wish: Wish = None,
        if_match: IfMatch = None,
    ) -> dict[str, Any]:
        override = _override(wish, person, request)
        record = await desk.publishing.archive(article_id, person.name, expected(if_match), override)
        return await answer(record, desk.languages, response)

    @router.delete("/{article_id}", status_code=204)
    async def delete_article(
        article_id: str,
        person: Annotated[Staff, Depends(editor)],
        request: Request,
        wish: Wish = None,
        if_match: IfMatch = None,
    ) -> None:
        override = _override(wish, person, request)
        await desk.publishing.delete(article_id, person.name, expected(if_match), override)


def _add_plans(router: APIRouter, desk: Desk, scheduling: Scheduling, editor: Admission) -> None:
    @router.put("/{article_id}/schedule")
    async def plan_publication(
        article_id: str,
        planned: PlannedTime,
        response: Response,
        person: Annotated[Staff, Depends(editor)],
        if_match: IfMatch = None,
    ) -> dict[str, Any]:
        record = await scheduling.set(article_id, planned.at, person.name, expected(if_match))
        return await answer(record, desk.languages, response)

    @router.delete("/{article_id}/schedule", dependencies=[Depends(editor)])
    async def forget_plan(article_id: str, response: Response, if_match: IfMatch = None) -> dict[str, Any]:
        record = await scheduling.clear(article_id, expected(if_match))
        return await answer(record, desk.languages, response)


def _override(wish: GoingLive | None, person: Staff, request: Request) -> Override:
    reason = wish.override_reason if wish else None
    request.state.audit_details = {"override": reason is not None}
    return Override(person.overrides, reason)
