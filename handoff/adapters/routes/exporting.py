"""One conversation whole over HTTP, for those who lead."""

from typing import Any

from fastapi import APIRouter, Depends

from handoff.adapters.routes.staff import StaffGate
from handoff.conversation.exporting import Exporting
from handoff.domain.rights import Right


def exporting_router(exporting: Exporting, gate: StaffGate) -> APIRouter:
    """Serve `/api/v1/conversations/{id}/export`."""
    router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

    @router.get("/{conversation_id}/export", dependencies=[Depends(gate(Right.SUPERVISE))])
    async def export_conversation(conversation_id: str) -> dict[str, Any]:
        return await exporting.one(conversation_id)

    return router
