"""Where an agent may let the bot begin, over HTTP: each flow with the words that begin it."""

from typing import Any

from fastapi import APIRouter, Depends

from handoff.adapters.routes.staff import StaffGate
from handoff.domain.flows import OPENINGS


def flows_router(gate: StaffGate) -> APIRouter:
    """Serve `GET /api/v1/flows`."""
    router = APIRouter(prefix="/api/v1", tags=["conversations"])

    @router.get("/flows", dependencies=[Depends(gate("agent"))])
    async def list_flows() -> dict[str, Any]:
        return {"flows": [{"id": flow, "opening": opening} for flow, opening in OPENINGS.items()]}

    return router
