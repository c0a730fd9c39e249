"""Introduces what has to do with files in conversations.

Part of the composition root: it builds and starts, and decides nothing.
"""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from fastapi import APIRouter
from structlog.stdlib import BoundLogger

from handoff.adapters.attachment_store import SqlAttachmentStore
from handoff.adapters.body_limit import MB
from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.file_vault import FileVault
from handoff.adapters.routes.attachments import FileDoor, attachments_router
from handoff.adapters.routes.staff import StaffGate
from handoff.chance import new_id, utc_now
from handoff.conversation.attachments import Attachments
from handoff.conversation.visitors import Visitors
from handoff.domain.file_link import FileLinks
from handoff.processes.healing import heal
from handoff.settings import Settings

TIDY_EVERY_S = 600.0
UPLOADS = "/api/v1/conversations/*/attachments"


@dataclass(frozen=True, slots=True)
class Filing:
    """The files of this installation."""

    settings: Settings
    database: Database
    conversations: SqlConversationStore

    @property
    def limits(self) -> dict[str, int]:
        """How large a body may be on the way in; a little more than a file, so that its refusal has words."""
        return {UPLOADS: (self.settings.attachment_mb + 1) * MB}

    async def open(self, stack: AsyncExitStack, log: BoundLogger) -> None:
        """Forget now and then what was never sent."""
        await stack.enter_async_context(heal({"attachments": self._attachments().tidy}, TIDY_EVERY_S, log))

    def router(self, gate: StaffGate, visitors: Visitors, check_rate: Callable[[str], None]) -> APIRouter:
        """Give the routes."""
        door = FileDoor(self.conversations, gate, visitors, check_rate, utc_now, file_links(self.settings))
        return attachments_router(self._attachments(), door)

    def _attachments(self) -> Attachments:
        store, vault = SqlAttachmentStore(self.database), FileVault(self.settings.data_dir)
        return Attachments(store, vault, self.settings.attachment_mb, utc_now, new_id)


def file_links(settings: Settings) -> FileLinks | None:
    """Give what makes links for mails; None where mails are not set up or have nowhere to lead."""
    if not (settings.mail_secret and settings.public_url):
        return None
    return FileLinks(settings.public_url, settings.mail_secret.get_secret_value())
