"""Admitting a visitor of the website."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request

from handoff.contract.wire import NewVisitor
from handoff.conversation.visitors import Visitors


def visitors_router(
    visitors: Visitors, check_rate: Callable[[str], None], came_from: Callable[[str, str | None], None]
) -> APIRouter:
    """Serve `POST /api/v1/visitors`; `came_from` hears from which address a conversation is had."""
    router = APIRouter(prefix="/api/v1", tags=["visitors"])

    @router.post("/visitors", status_code=201)
    async def admit(visitor: NewVisitor, request: Request) -> dict[str, Any]:
        address = request.client.host if request.client else None
        check_rate(address or "unknown")
        admission = await visitors.admit(visitor.identity_token, visitor.locale, visitor.page_url)
        came_from(admission.conversation_id, address)
        return {
            "token": admission.token,
            "conversation_id": admission.conversation_id,
            "customer": admission.customer.to_wire(),
        }

    return router
