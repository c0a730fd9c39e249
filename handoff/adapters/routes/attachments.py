"""Files over HTTP: the body is the file as it is, so that it can go to disk while it comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.routes.staff import StaffGate, bearer_token
from handoff.contract.wire import Id
from handoff.conversation.attachments import Attachments, Upload
from handoff.conversation.visitors import Visitors
from handoff.domain.attachment import INLINE, Attachment
from handoff.domain.file_link import FileLinks
from handoff.domain.refusals import AttachmentNotFound, ConversationNotFound

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
Name = Annotated[str, Query(min_length=1, max_length=255)]


@dataclass(frozen=True, slots=True)
class FileDoor:
    """Who may pass: visitors to their own conversation, members of staff, and whoever holds a signed link."""

    conversations: SqlConversationStore
    gate: StaffGate
    visitors: Visitors
    check_rate: Callable[[str], None]
    clock: Callable[[], datetime]
    links: FileLinks | None = None

    async def sender(self, request: Request, conversation_id: str) -> str:
        """Give under which name a file is sent, or refuse."""
        token = bearer_token(request)
        visitor = await self.visitors.authenticate(token) if token else None
        if visitor is None:
            staff = await self.gate("agent", "supervisor")(request)
            await self.conversations.load(conversation_id)
            return f"agent:{staff.id}"
        if visitor.conversation_id != conversation_id:
            raise ConversationNotFound(f"There is no conversation {conversation_id}.")
        self.check_rate(visitor.customer_id)
        return "customer"

    def is_linked(self, conversation_id: str, attachment_id: str, until: str, sign: str) -> bool:
        """Say whether somebody comes by a signed link that is still good."""
        links = self.links
        return links is not None and links.opens(conversation_id, attachment_id, until, sign, self.clock())

    async def admit(self, request: Request, conversation_id: str) -> str | None:
        """Let in whoever may read files; give the sender whose unsent files they may see, None for all."""
        token = bearer_token(request)
        visitor = await self.visitors.authenticate(token) if token else None
        if visitor is None:
            await self.gate("agent", "supervisor")(request)
            return None
        if visitor.conversation_id != conversation_id:
            raise ConversationNotFound(f"There is no conversation {conversation_id}.")
        return "customer"


def attachments_router(attachments: Attachments, door: FileDoor) -> APIRouter:
    """Serve `/api/v1/conversations/{id}/attachments`."""
    router = APIRouter(prefix="/api/v1/conversations/{conversation_id}/attachments", tags=["conversations"])

    @router.post("", status_code=201)
    async def upload(
        conversation_id: str, client_id: Id, name: Name, request: Request, response: Response
    ) -> dict[str, Any]:
        sender = await door.sender(request, conversation_id)
        wanted = Upload(conversation_id, sender, client_id, name)
        attachment, new = await attachments.take(wanted, request.stream())
        if not new:
            response.status_code = 200
        return attachment.to_data()

    @router.get("/{attachment_id}", response_class=FileResponse)
    async def download(
        conversation_id: str, attachment_id: str, request: Request, until: str = "", sign: str = ""
    ) -> FileResponse:
        linked = door.is_linked(conversation_id, attachment_id, until, sign)
        whose = "customer" if linked else await door.admit(request, conversation_id)
        attachment, place = await attachments.open(conversation_id, attachment_id)
        if whose is not None and attachment.seq is None and attachment.sender != whose:
            raise AttachmentNotFound("There is no such file in this conversation.")
        return FileResponse(place, media_type=attachment.type, headers=_headers(attachment))

    return router


def _headers(attachment: Attachment) -> dict[str, str]:
    kind = "inline" if attachment.type in INLINE else "attachment"
    plain = attachment.name.encode("ascii", "replace").decode().replace("?", "_").replace("%", "_")
    name = f"filename=\"{plain}\"; filename*=UTF-8''{quote(attachment.name, safe='')}"
    return {
        "content-disposition": f"{kind}; {name}",
        "content-security-policy": POLICY,
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "private, no-cache",
    }
