"""Whom a note can name, over HTTP: everybody who may talk to customers, here or not."""

from typing import Any, Protocol

from fastapi import APIRouter, Depends

from handoff.adapters.routes.staff import StaffGate
from handoff.people.accounts import Staff


class Colleagues(Protocol):
    """Where colleagues are looked up."""

    async def colleagues(self) -> tuple[Staff, ...]:
        """Give everybody who may talk to customers, by name."""


def colleagues_router(people: Colleagues, gate: StaffGate) -> APIRouter:
    """Serve `GET /api/v1/colleagues`: names only."""
    router = APIRouter(prefix="/api/v1/colleagues", tags=["conversations"])

    @router.get("", dependencies=[Depends(gate("agent"))])
    async def list_colleagues() -> dict[str, Any]:
        found = await people.colleagues()
        return {"colleagues": [{"id": person.id, "name": person.name} for person in found]}

    return router
