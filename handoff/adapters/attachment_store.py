"""Attachments in the database; whatever names or forgets a content does so before the file is touched."""

from collections.abc import Callable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.attachment_tables import attachments
from handoff.adapters.tables import Connections
from handoff.domain.attachment import Attachment
from handoff.domain.events import MessagePosted, Recorded
from handoff.domain.refusals import AttachmentNotFound

GONE = "A file of this message is not there any more, or was sent already. Please attach it again."


class SqlAttachmentStore:
    """Keeps what is known of files."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def add(self, attachment: Attachment) -> bool:
        """Store a file; False if its sender has one under this client id."""
        try:
            async with self._database.writing() as connection:
                await connection.execute(sa.insert(attachments).values(_row(attachment)))
        except IntegrityError:
            return False
        return True

    async def find_sent(self, conversation_id: str, sender: str, client_id: str) -> Attachment | None:
        """Give the file that an earlier upload with this client id made."""
        return await self._find(
            attachments.c.conversation_id == conversation_id,
            attachments.c.sender == sender,
            attachments.c.client_id == client_id,
        )

    async def get(self, conversation_id: str, attachment_id: str) -> Attachment | None:
        """Give one file of a conversation."""
        return await self._find(
            attachments.c.conversation_id == conversation_id, attachments.c.id == attachment_id
        )

    async def count(self, conversation_id: str, sender: str) -> int:
        """Count the files that one sender has in a conversation."""
        query = sa.select(sa.func.count()).where(
            attachments.c.conversation_id == conversation_id, attachments.c.sender == sender
        )
        async with self._database.reading() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def forget_unsent(self, before: datetime, remove: Callable[[str], None]) -> int:
        """Forget what was uploaded before a moment and never sent, `remove` its contents, and count it."""
        unsent = attachments.c.seq.is_(None), attachments.c.created_at < before
        async with self._database.reading() as connection:
            found = await connection.execute(sa.select(attachments.c.id).where(*unsent).limit(1))
            if found.first() is None:
                return 0
        async with self._database.writing() as connection:
            return await _forget(connection, sa.and_(*unsent), remove)

    async def _find(self, *conditions: sa.ColumnElement[bool]) -> Attachment | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(sa.select(attachments).where(*conditions))).one_or_none()
        return Attachment(*row) if row else None


async def forget_files(
    connection: AsyncConnection, conversation_ids: Sequence[str], remove: Callable[[str], None]
) -> None:
    """Forget every file of these conversations, and `remove` what nobody else has sent."""
    await _forget(connection, attachments.c.conversation_id.in_(conversation_ids), remove)


async def find_unsent(
    connection: AsyncConnection, conversation_id: str, sender: str, ids: Sequence[str]
) -> tuple[Attachment, ...]:
    """Give the files that a message is to carry, in its order, or raise AttachmentNotFound."""
    query = sa.select(attachments).where(
        attachments.c.id.in_(ids),
        attachments.c.conversation_id == conversation_id,
        attachments.c.sender == sender,
        attachments.c.seq.is_(None),
    )
    return in_order(ids, [Attachment(*row) for row in await connection.execute(query)])


def in_order(ids: Sequence[str], found: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Put files into the order of their ids, or raise AttachmentNotFound when one is missing."""
    by_id = {attachment.id: attachment for attachment in found}
    if any(one not in by_id for one in ids):
        raise AttachmentNotFound(GONE)
    return tuple(by_id[one] for one in ids)


async def mark_sent(connection: AsyncConnection, recorded: Sequence[Recorded]) -> None:
    """Note which message carries which file."""
    for seq, ids in carried(recorded):
        own = attachments.c.id.in_(ids)
        await connection.execute(sa.update(attachments).where(own).values(seq=seq))


def carried(recorded: Sequence[Recorded]) -> list[tuple[int, list[str]]]:
    """Give the places of messages with files, and the ids of these."""
    said = ((r.seq, r.event) for r in recorded if isinstance(r.event, MessagePosted))
    return [(seq, [one["id"] for one in event.attachments]) for seq, event in said if event.attachments]


async def _forget(
    connection: AsyncConnection, which: sa.ColumnElement[bool], remove: Callable[[str], None]
) -> int:
    # The write lock is held until the files are gone: whoever names a content again puts it there afterwards.
    digests = (await connection.execute(sa.select(attachments.c.digest).where(which))).scalars().all()
    await connection.execute(sa.delete(attachments).where(which))
    for digest in sorted(set(digests)):
        named = sa.select(attachments.c.id).where(attachments.c.digest == digest).limit(1)
        if (await connection.execute(named)).first() is None:
            remove(digest)
    return len(digests)


def _row(attachment: Attachment) -> dict[str, object]:
    return {column.name: getattr(attachment, column.name) for column in attachments.c}
