"""What an agent who takes over has to know, over HTTP."""

from typing import Any

from fastapi import APIRouter, Depends

from bot.domain.handover import Summary
from handoff.adapters.routes.articles import Gate
from handoff.conversation.handing_over import Contact, Handovers


def handover_router(handovers: Handovers, staff: Gate) -> APIRouter:
    """Serve `/api/v1/conversations/{id}/handover`."""
    router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

    @router.get("/{conversation_id}/handover", dependencies=[Depends(staff("agent", "supervisor"))])
    async def show(conversation_id: str) -> dict[str, Any]:
        return _view(conversation_id, *await handovers.summary(conversation_id))

    return router


def _view(conversation_id: str, contact: Contact, summary: Summary) -> dict[str, Any]:
    caller = contact.caller
    return {
        "conversation_id": conversation_id,
        "lines": list(summary.lines),
        "who": {
            "name": caller.name,
            "email": caller.email,
            "verified": caller.verified,
            "locale": contact.locale,
            "page": contact.page,
            "attributes": dict(caller.attributes) if caller.verified else {},
        },
        "wants": list(summary.wants),
        "details": dict(summary.details),
        "open_question": summary.open_question,
        "shown": list(summary.shown),
        "performed": list(summary.performed),
        "mood": {"words": summary.mood, "curve": list(summary.curve)},
        "why": list(summary.why),
        "earlier": {
            "conversations": contact.conversations,
            "unsettled": contact.unsettled,
            "last": contact.last,
        },
    }
