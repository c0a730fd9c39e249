"""Front door of files: taken in before the message that carries them, and given to its two sides only.

The order keeps every named content in its place: a file is named in the database first and put in place after
that; one that is forgotten loses its name first and its content under the same lock.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from handoff.domain.attachment import MOST_IN_CONVERSATION, UNSENT_LIFE, Attachment, clean_name
from handoff.domain.refusals import AttachmentNotFound, AttachmentRefused, ClientIdReused, TooManyAttachments
from handoff.errors import TooLarge

MB = 2**20
KINDS = "Images (PNG, JPEG, GIF, WebP), PDF, plain text and office documents without macros can be sent."


class _Received(Protocol):
    @property
    def size(self) -> int: ...
    @property
    def digest(self) -> str: ...
    @property
    def kind(self) -> str | None: ...


R = TypeVar("R", bound=_Received)


class Vault(Protocol[R]):
    """Where contents are kept."""

    async def receive(self, chunks: AsyncIterator[bytes]) -> R:
        """Write what comes in aside and say what it is."""

    async def keep(self, received: R) -> None:
        """Put it in its place."""

    def drop(self, received: R) -> None:
        """Forget it."""

    def remove(self, digest: str) -> None:
        """Delete a content that nothing names any more."""

    def place_of(self, digest: str) -> Path:
        """Say where a content lies."""

    def sweep(self, before: datetime) -> None:
        """Delete what was left behind half."""


class AttachmentStore(Protocol):
    """Where files are named."""

    async def add(self, attachment: Attachment) -> bool:
        """Store a file; False if its sender has one under this client id."""

    async def find_sent(self, conversation_id: str, sender: str, client_id: str) -> Attachment | None:
        """Give the file that an earlier upload with this client id made."""

    async def get(self, conversation_id: str, attachment_id: str) -> Attachment | None:
        """Give one file of a conversation."""

    async def count(self, conversation_id: str, sender: str) -> int:
        """Count the files that one sender has in a conversation."""

    async def forget_unsent(self, before: datetime, remove: Callable[[str], None]) -> int:
        """Forget what was uploaded before a moment and never sent."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What somebody wants to send: whose it is, under which client id, and what they call it."""

    conversation_id: str
    sender: str
    client_id: str
    name: str


class Attachments:
    """Takes files in, gives them out, forgets what was never sent; `most_mb` is the largest it takes."""

    def __init__(
        self,
        store: AttachmentStore,
        vault: Vault[R],
        most_mb: int,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._vault = vault
        self._most_mb = most_mb
        self._clock = clock
        self._new_id = new_id

    async def take(self, upload: Upload, chunks: AsyncIterator[bytes]) -> tuple[Attachment, bool]:
        """Store a file and say whether it is new; the same again under its client id gives the first one.

        Raises:
            TooLarge: it is larger than allowed.
            AttachmentRefused: it is of no kind that is taken in.
            TooManyAttachments: the sender has as many in this conversation as there may be.
            ClientIdReused: the client id stands for another content.
        """
        received = await self._vault.receive(self._bounded(chunks))
        try:
            kind = _allowed(received)
            attachment, new = await self._name(upload, received, kind)
            await self._vault.keep(received)
        except BaseException:
            self._vault.drop(received)
            raise
        return attachment, new

    async def open(self, conversation_id: str, attachment_id: str) -> tuple[Attachment, Path]:
        """Give a file of a conversation and where its content lies, or raise AttachmentNotFound."""
        attachment = await self._store.get(conversation_id, attachment_id)
        place = self._vault.place_of(attachment.digest) if attachment else None
        if attachment is None or place is None or not place.is_file():
            raise AttachmentNotFound("There is no such file in this conversation.")
        return attachment, place

    async def tidy(self) -> None:
        """Forget files that were uploaded a day ago and never sent."""
        before = self._clock() - UNSENT_LIFE
        await self._store.forget_unsent(before, self._vault.remove)
        self._vault.sweep(before)

    async def _bounded(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        seen = 0
        async for chunk in chunks:
            seen += len(chunk)
            if seen > self._most_mb * MB:
                raise TooLarge(f"The file is too large: at most {self._most_mb} MB can be sent.")
            yield chunk

    async def _name(self, upload: Upload, received: _Received, kind: str) -> tuple[Attachment, bool]:
        own = upload.conversation_id, upload.sender
        known = await self._store.find_sent(*own, upload.client_id)
        if known is None:
            if await self._store.count(*own) >= MOST_IN_CONVERSATION:
                raise TooManyAttachments(f"One conversation takes {MOST_IN_CONVERSATION} files of yours.")
            fresh = Attachment(
                id=self._new_id(),
                conversation_id=upload.conversation_id,
                sender=upload.sender,
                client_id=upload.client_id,
                name=clean_name(upload.name, kind),
                size=received.size,
                type=kind,
                digest=received.digest,
                created_at=self._clock(),
            )
            if await self._store.add(fresh):
                return fresh, True
            known = await self._store.find_sent(*own, upload.client_id)
        if known is None or known.digest != received.digest:
            raise ClientIdReused("This client_id was already used for another file.")
        return known, False


def _allowed(received: _Received) -> str:
    if received.size == 0:
        raise AttachmentRefused("The file is empty.")
    if received.kind is None:
        raise AttachmentRefused(f"Files of this kind cannot be sent. {KINDS}")
    return received.kind
