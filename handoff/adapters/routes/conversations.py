"""Reading conversations over HTTP: the agents' lists, and the events when no socket can be had."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AwareDatetime

from handoff.adapters.routes.staff import StaffGate, bearer_token
from handoff.contract.wire import MAX_SEQ
from handoff.conversation.visitors import Visitors
from handoff.domain.conversation import Status
from handoff.domain.events import Recorded
from handoff.domain.refusals import ConversationNotFound
from handoff.domain.transcript import render_transcript
from handoff.domain.visibility import for_agent, for_customer
from handoff.people.accounts import Staff


class Conversations(Protocol):
    """Where conversations are read."""

    async def events_after(
        self, conversation_id: str, after: int, limit: int | None = 500
    ) -> tuple[Recorded, ...]:
        """Give the events behind the cursor `after`, in order."""

    async def summary(self, conversation_id: str) -> dict[str, Any]:
        """Give one conversation's line."""

    async def summaries(
        self, statuses: Sequence[Status] | None = None, limit: int = 200, before: datetime | None = None
    ) -> list[dict[str, Any]]:
        """Give the lines of the agents' lists."""


def conversations_router(
    conversations: Conversations, gate: StaffGate, visitors: Visitors, epoch: str
) -> APIRouter:
    """Serve `/api/v1/conversations`."""
    router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])
    agent = gate("agent")

    async def is_agent(request: Request, conversation_id: str) -> bool:
        """Say who reads: an agent, or the customer whose conversation it is; anybody else is refused."""
        token = bearer_token(request)
        visitor = await visitors.authenticate(token) if token else None
        if visitor is None:
            await agent(request)
            return True
        if visitor.conversation_id != conversation_id:
            raise ConversationNotFound(f"There is no conversation {conversation_id}.")
        return False

    @router.get("")
    async def list_conversations(
        _staff: Annotated[Staff, Depends(agent)],
        status: Annotated[Status | None, Query()] = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 200,
        before: Annotated[AwareDatetime | None, Query()] = None,
    ) -> dict[str, Any]:
        statuses = None if status is None else (status,)
        return {"conversations": await conversations.summaries(statuses, limit, before)}

    @router.get("/{conversation_id}")
    async def get_conversation(
        conversation_id: str, _staff: Annotated[Staff, Depends(agent)]
    ) -> dict[str, Any]:
        return await conversations.summary(conversation_id)

    @router.get("/{conversation_id}/events")
    async def get_events(
        conversation_id: str,
        reader_is_agent: Annotated[bool, Depends(is_agent)],
        after: Annotated[int, Query(ge=0, le=MAX_SEQ)] = 0,
    ) -> dict[str, Any]:
        summary = await conversations.summary(conversation_id)
        events = await conversations.events_after(conversation_id, after)
        view = for_agent if reader_is_agent else for_customer
        last_seq = max(summary["last_seq"], events[-1].seq if events else 0)
        return {"events": [view(r) for r in events], "last_seq": last_seq, "epoch": epoch}

    @router.get("/{conversation_id}/transcript")
    async def get_transcript(
        conversation_id: str, _reader: Annotated[bool, Depends(is_agent)]
    ) -> dict[str, Any]:
        await conversations.summary(conversation_id)
        events = await conversations.events_after(conversation_id, 0, None)
        return {"conversation_id": conversation_id, "text": render_transcript(events)}

    return router
