"""What staff say about answers, over HTTP."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends

from handoff.adapters.routes.articles import Gate
from handoff.contract.wire import Id, Payload, Text
from handoff.people.accounts import Staff
from knowledge_base.feedback import Feedback


class Verdict(Payload):
    """`POST /api/v1/feedback`."""

    question: Text
    article_id: Id
    right: bool
    source: Literal["agent"] = "agent"


def feedback_router(feedback: Feedback, staff: Gate) -> APIRouter:
    """Serve `/api/v1/feedback`: the latest word of each person counts."""
    router = APIRouter(prefix="/api/v1/feedback", tags=["feedback"])

    @router.post("", status_code=201)
    async def give(
        verdict: Verdict, person: Annotated[Staff, Depends(staff("agent", "editor"))]
    ) -> dict[str, Any]:
        label = await feedback.give(verdict.question, verdict.article_id, person.id, right=verdict.right)
        return {
            "question": label.question,
            "article_id": label.article_id,
            "right": label.right,
            "probability": label.probability,
            "source": label.source,
            "at": label.at.isoformat(),
        }

    return router
