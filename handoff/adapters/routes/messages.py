"""Posting a message over HTTP, for a page that cannot get a socket: the same command, the same answer."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from handoff.adapters.routes.staff import StaffGate, bearer_token
from handoff.contract.wire import SentMessage
from handoff.conversation.service import Outcome, Service
from handoff.conversation.visitors import Visitor, Visitors
from handoff.domain.commands import AgentRef, Command, PostAgentMessage, PostCustomerMessage
from handoff.domain.events import MessagePosted
from handoff.domain.refusals import ConversationNotFound
from handoff.people.accounts import Staff


def messages_router(
    service: Service,
    gate: StaffGate,
    visitors: Visitors,
    check_rate: Callable[[str], None],
    came_from: Callable[[str, str | None], None],
) -> APIRouter:
    """Serve `POST /api/v1/conversations/{id}/messages`; sending again gives the first answer again."""
    router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])
    agent = gate("agent", "supervisor")

    async def command_of(request: Request, conversation_id: str, sent: SentMessage) -> Command:
        """Say who writes: the customer whose conversation it is, or an agent; anybody else is refused."""
        token = bearer_token(request)
        visitor = await visitors.authenticate(token) if token else None
        if visitor is None:
            return _from_agent(await agent(request), conversation_id, sent)
        check_rate(visitor.customer_id)
        came_from(visitor.conversation_id, request.client.host if request.client else None)
        return _from_customer(visitor, conversation_id, sent)

    @router.post("/{conversation_id}/messages", status_code=201)
    async def post_message(
        conversation_id: str, sent: SentMessage, request: Request, response: Response
    ) -> dict[str, Any]:
        outcome = await service.handle(await command_of(request, conversation_id, sent))
        if not outcome.events:
            response.status_code = 200
        return _posted(outcome)

    return router


def _from_customer(visitor: Visitor, conversation_id: str, sent: SentMessage) -> Command:
    if visitor.conversation_id != conversation_id:
        raise ConversationNotFound(f"There is no conversation {conversation_id}.")
    return PostCustomerMessage(
        conversation_id=conversation_id,
        client_id=sent.client_id,
        text=sent.text,
        attachments=tuple(sent.attachments),
    )


def _from_agent(staff: Staff, conversation_id: str, sent: SentMessage) -> Command:
    return PostAgentMessage(
        conversation_id=conversation_id,
        agent=AgentRef(staff.id, staff.name),
        client_id=sent.client_id,
        text=sent.text,
        fence=sent.fence,
        attachments=tuple(sent.attachments),
    )


def _posted(outcome: Outcome) -> dict[str, Any]:
    answer = outcome.answer
    if answer is None or not isinstance(answer.event, MessagePosted):
        raise TypeError("a posted message is answered by its own event")
    return {"seq": answer.seq, "message_id": answer.event.message_id}
