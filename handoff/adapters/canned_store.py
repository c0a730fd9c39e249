"""Canned replies in the database."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from handoff.adapters.canned_tables import canned_replies
from handoff.adapters.tables import Connections
from handoff.conversation.canned import Canned

_FIELDS = (
    canned_replies.c.id,
    canned_replies.c.shortcut,
    canned_replies.c.text,
    canned_replies.c.owner,
)


class SqlCannedStore:
    """Keeps replies."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def of(self, owners: Sequence[str]) -> tuple[Canned, ...]:
        """Give the replies of some owners, by shortcut."""
        order = canned_replies.c.shortcut, canned_replies.c.owner
        query = sa.select(*_FIELDS).where(canned_replies.c.owner.in_(owners)).order_by(*order)
        async with self._database.reading() as connection:
            return tuple(Canned(*row) for row in await connection.execute(query))

    async def get(self, reply_id: str) -> Canned | None:
        """Give one reply."""
        query = sa.select(*_FIELDS).where(canned_replies.c.id == reply_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return Canned(*row) if row else None

    async def add(self, reply: Canned, by: str, at: datetime) -> bool:
        """Store a reply; False if its owner has the shortcut already."""
        return await self._write(sa.insert(canned_replies).values(_row(reply, by, at)))

    async def change(self, reply: Canned, by: str, at: datetime) -> bool:
        """Replace a reply; False if its owner has the shortcut already."""
        update = sa.update(canned_replies).where(canned_replies.c.id == reply.id)
        return await self._write(update.values(_row(reply, by, at)))

    async def remove(self, reply_id: str) -> None:
        """Forget a reply."""
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(canned_replies).where(canned_replies.c.id == reply_id))

    async def _write(self, statement: sa.Insert | sa.Update) -> bool:
        try:
            async with self._database.writing() as connection:
                await connection.execute(statement)
        except IntegrityError:
            return False
        return True


def _row(reply: Canned, by: str, at: datetime) -> dict[str, object]:
    return {
        "id": reply.id,
        "shortcut": reply.shortcut,
        "text": reply.text,
        "owner": reply.owner,
        "changed_by": by,
        "changed_at": at,
    }
