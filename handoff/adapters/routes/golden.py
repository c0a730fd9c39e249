"""Golden questions over HTTP: kept by editors, read by every member of staff."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from handoff.adapters.routes.article_payloads import GoldenText
from handoff.adapters.routes.article_views import golden_view
from handoff.adapters.routes.articles import Gate
from handoff.people.accounts import Staff
from knowledge_base.golden import Golden


def golden_router(golden: Golden, staff: Gate) -> APIRouter:
    """Serve `/api/v1/golden-questions`."""
    router = APIRouter(prefix="/api/v1/golden-questions", tags=["golden questions"])
    editor = staff("editor")

    @router.get("", dependencies=[Depends(staff("agent", "editor"))])
    async def list_questions() -> dict[str, Any]:
        return {"golden_questions": [golden_view(state) for state in await golden.states()]}

    @router.post("", status_code=201)
    async def add_question(text: GoldenText, person: Annotated[Staff, Depends(editor)]) -> dict[str, Any]:
        (kept,) = await golden.add([text.to_draft()], person.name)
        return golden_view(await golden.state(kept.id))

    @router.put("/{question_id}")
    async def change_question(
        question_id: str, text: GoldenText, person: Annotated[Staff, Depends(editor)]
    ) -> dict[str, Any]:
        kept = await golden.change(question_id, text.to_draft(), person.name)
        return golden_view(await golden.state(kept.id))

    @router.delete("/{question_id}", status_code=204, dependencies=[Depends(editor)])
    async def remove_question(question_id: str) -> None:
        await golden.remove(question_id)

    return router
