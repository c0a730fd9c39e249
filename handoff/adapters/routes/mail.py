"""Mail over HTTP: a customer's address, transcripts on request, and answers that a mail system hands in."""

import secrets
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request

from handoff.adapters.routes.staff import StaffGate, bearer_token
from handoff.adapters.sockets.contact import Contact, TranscriptTo
from handoff.adapters.sockets.customer_desk import acknowledge
from handoff.conversation.visitors import Visitors
from handoff.domain.refusals import ConversationNotFound
from handoff.errors import MailNotConfigured, NotAuthenticated
from handoff.post.mailing import Mailing


def mail_router(
    mailing: Mailing,
    gate: StaffGate,
    visitors: Visitors,
    check_rate: Callable[[str], None],
) -> APIRouter:
    """Serve what has to do with mail; without mail configured each answers 409 `mail_not_configured`."""
    router = APIRouter(prefix="/api/v1", tags=["mail"])
    agent = gate("agent", "supervisor")

    async def admit(request: Request, conversation_id: str) -> None:
        """Let in the customer whose conversation it is and whoever talks to customers."""
        token = bearer_token(request)
        visitor = await visitors.authenticate(token) if token else None
        if visitor is None:
            await agent(request)
        elif visitor.conversation_id != conversation_id:
            raise ConversationNotFound(f"There is no conversation {conversation_id}.")
        else:
            check_rate(visitor.customer_id)

    @router.post("/conversations/{conversation_id}/contact")
    async def leave_contact(conversation_id: str, contact: Contact, request: Request) -> dict[str, Any]:
        await admit(request, conversation_id)
        return acknowledge(await mailing.leave_contact(conversation_id, contact.email))

    @router.post("/conversations/{conversation_id}/transcript/mail", status_code=202)
    async def mail_transcript(conversation_id: str, to: TranscriptTo, request: Request) -> dict[str, Any]:
        await admit(request, conversation_id)
        return {"email": await mailing.send_transcript(conversation_id, to.email)}

    return router


def incoming_router(mailing: Mailing, secret: str | None) -> APIRouter:
    """Serve `POST /api/v1/mail/incoming`: a mail as RFC 5322 bytes, behind the mail system's secret.

    A mail that is left alone is taken too, so that the mail system does not hand it in again.
    """
    router = APIRouter(prefix="/api/v1/mail", tags=["mail"])

    @router.post("/incoming", status_code=202)
    async def take_mail(request: Request) -> dict[str, Any]:
        if secret is None:
            raise MailNotConfigured("Incoming mail is not set up: FRONTDESK_MAIL_SECRET is missing.")
        token = bearer_token(request) or ""
        if not secrets.compare_digest(token.encode(), secret.encode()):
            raise NotAuthenticated("The mail system's secret is wrong.")
        taken = await mailing.take(await request.body())
        return {"taken": taken.conversation_id is not None, "reason": taken.reason}

    return router
