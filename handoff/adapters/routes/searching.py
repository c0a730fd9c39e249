"""The search over conversations over HTTP, for those who talk to customers; notes are found too."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from handoff.adapters.routes.staff import StaffGate
from handoff.contract.wire import MAX_SEQ
from handoff.conversation.searching import Hit, Searching
from handoff.people.accounts import Staff

LONGEST_QUERY = 200


def searching_router(searching: Searching, gate: StaffGate) -> APIRouter:
    """Serve `GET /api/v1/conversations/search`; it goes before the routes of single conversations."""
    router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

    @router.get("/search")
    async def search_conversations(
        _staff: Annotated[Staff, Depends(gate("agent"))],
        q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "",
        limit: Annotated[int, Query(ge=1, le=50)] = 20,
        before: Annotated[int | None, Query(ge=1, le=MAX_SEQ)] = None,
    ) -> dict[str, Any]:
        found = await searching.search(q, limit, before)
        return {
            "results": [_result(hit) for hit in found.hits],
            "customers": list(found.customers),
            "next": found.next,
        }

    return router


def _result(hit: Hit) -> dict[str, Any]:
    line = hit.line
    return {
        "conversation_id": line.conversation_id,
        "seq": line.seq,
        "at": line.at.isoformat(),
        "author": line.author,
        "name": line.name,
        "pieces": [{"text": piece.text, "hit": piece.hit} for piece in hit.pieces],
        "conversation": hit.conversation,
    }
