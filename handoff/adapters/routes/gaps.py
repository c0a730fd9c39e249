"""What to write next, over HTTP: gaps with their questions, drafts made from them, and dismissals."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from handoff.adapters.routes.article_views import answer
from handoff.adapters.routes.articles import Gate
from handoff.people.accounts import Staff
from knowledge_base.domain.asked import Asked
from knowledge_base.domain.gap import Gap
from knowledge_base.gaps import Gaps
from knowledge_base.languages import Languages

PATIENCE_S = 3.0
QUESTIONS_SHOWN = 50

Days = Annotated[int, Query(ge=1, le=365)]
CatchUp = Callable[[float], Awaitable[bool]]


def gaps_router(
    gaps: Gaps, languages: Languages, catch_up: CatchUp, clock: Callable[[], datetime], staff: Gate
) -> APIRouter:
    """Serve `/api/v1/gaps`; `catch_up` reads what was asked until now, for at most some seconds."""
    router = APIRouter(prefix="/api/v1/gaps", tags=["gaps"])
    editor = staff("editor")

    @router.get("", dependencies=[Depends(editor)])
    async def list_gaps(days: Days = 30) -> dict[str, Any]:
        complete = await catch_up(PATIENCE_S)
        found = await gaps.list(timedelta(days=days))
        as_of = clock().isoformat()
        return {"gaps": [_view(gap) for gap in found], "as_of": as_of, "complete": complete}

    @router.post("/{gap_id}/draft", status_code=201)
    async def draft(
        gap_id: str, response: Response, person: Annotated[Staff, Depends(editor)]
    ) -> dict[str, Any]:
        record, is_new = await gaps.draft(gap_id, person.name)
        response.status_code = 201 if is_new else 200
        response.headers["Location"] = f"/api/v1/articles/{record.id}"
        return await answer(record, languages, response)

    @router.post("/{gap_id}/dismiss", status_code=204)
    async def dismiss(gap_id: str, person: Annotated[Staff, Depends(editor)]) -> None:
        await gaps.dismiss(gap_id, person.name)

    @router.post("/{gap_id}/reopen", status_code=204, dependencies=[Depends(editor)])
    async def reopen(gap_id: str) -> None:
        await gaps.reopen(gap_id)

    return router


def _view(gap: Gap) -> dict[str, Any]:
    reply, nearest = gap.best_reply, gap.nearest
    return {
        "id": gap.id,
        "name": gap.name,
        "questions": [_question(asked) for asked in gap.questions[:QUESTIONS_SHOWN]],
        "count": len(gap.questions),
        "agent_minutes": gap.agent_minutes,
        "best_reply": {"text": reply.text, "agent": reply.agent} if reply else None,
        "nearest_article": {"id": nearest.id, "title": nearest.title, "probability": nearest.probability}
        if nearest
        else None,
        "status": gap.status,
        "article_id": gap.article_id,
        "answered_since": gap.answered_since,
    }


def _question(asked: Asked) -> dict[str, Any]:
    return {"text": asked.text, "at": asked.at.isoformat(), "outcome": asked.outcome}
