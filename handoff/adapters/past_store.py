"""Past conversations in the database, read in bulk: the newest first, then all of their events."""

from collections.abc import Sequence

import sqlalchemy as sa

from handoff.adapters.tables import Connections, conversations, events
from handoff.domain.events import Recorded, read_event


class SqlPastConversations:
    """Reads what was said."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def newest(self, limit: int) -> tuple[str, ...]:
        """Give the ids of the conversations that changed last, newest first."""
        query = (
            sa.select(conversations.c.id)
            .where(conversations.c.last_seq > 0)
            .order_by(conversations.c.updated_at.desc(), conversations.c.id)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple((await connection.execute(query)).scalars())

    async def events_of(self, conversation_ids: Sequence[str]) -> tuple[Recorded, ...]:
        """Give all events of some conversations, ordered by conversation and seq."""
        query = (
            sa.select(events.c.conversation_id, events.c.seq, events.c.at, events.c.type, events.c.data)
            .where(events.c.conversation_id.in_(conversation_ids))
            .order_by(events.c.conversation_id, events.c.seq)
        )
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            return tuple(Recorded(r.conversation_id, r.seq, r.at, read_event(r.type, r.data)) for r in rows)
