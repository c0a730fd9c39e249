"""Whole conversations as they are exported: their ids by time, and what is known beside the events."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from handoff.adapters.tables import Connections, conversations, customers, events
from handoff.domain.refusals import ConversationNotFound

PAGE = 500
KNOWN = ("id", "external_id", "name", "email", "locale", "attributes", "created_at")


class SqlWholes:
    """Reads conversations for the export."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def ids_between(self, start: datetime, end: datetime, after: str) -> tuple[str, ...]:
        """Give the next ids, in their order, of conversations in which something happened then."""
        own = events.c.conversation_id
        query = (
            sa.select(own)
            .where(events.c.at >= start, events.c.at < end, own > after)
            .distinct()
            .order_by(own)
            .limit(PAGE)
        )
        async with self._database.reading() as connection:
            return tuple((await connection.execute(query)).scalars())

    async def head(self, conversation_id: str) -> dict[str, Any]:
        """Give a conversation and its customer without the events, or raise ConversationNotFound."""
        columns = (
            conversations.c.id.label("conversation_id"),
            conversations.c.status,
            conversations.c.page_url,
            conversations.c.created_at.label("began_at"),
            conversations.c.updated_at,
            *(customers.c[name].label(f"customer_{name}") for name in KNOWN),
        )
        query = sa.select(*columns).join_from(conversations, customers)
        async with self._database.reading() as connection:
            row = (await connection.execute(query.where(conversations.c.id == conversation_id))).one_or_none()
        if row is None:
            raise ConversationNotFound(f"There is no conversation {conversation_id}.")
        return {
            "conversation_id": row.conversation_id,
            "status": row.status,
            "page_url": row.page_url,
            "created_at": row.began_at.isoformat(),
            "updated_at": row.updated_at.isoformat(),
            "customer": {name: _plain(getattr(row, f"customer_{name}")) for name in KNOWN},
        }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
