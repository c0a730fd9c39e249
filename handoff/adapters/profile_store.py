"""What the database knows of the customer behind a conversation."""

from typing import Any

import sqlalchemy as sa

from handoff.adapters.people_store import read_customer
from handoff.adapters.tables import Connections, conversations, customers
from handoff.conversation.customers import Profile
from handoff.domain.conversation import Status
from handoff.domain.refusals import ConversationNotFound
from handoff.domain.summary import state_from_data, summarise

MOST_EARLIER = 20


class SqlProfiles:
    """Reads profiles."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def profile(self, conversation_id: str) -> Profile:
        """Give the customer of a conversation, or raise ConversationNotFound."""
        query = (
            sa.select(customers, conversations.c.page_url)
            .join(conversations)
            .where(conversations.c.id == conversation_id)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
            if row is None:
                raise ConversationNotFound(f"There is no conversation {conversation_id}.")
            earlier = await connection.execute(_earlier(row.id, conversation_id))
            lines = tuple(_line(found, row.name) for found in earlier)
        return Profile(read_customer(row), row.created_at, row.page_url, lines)


def _earlier(customer_id: str, conversation_id: str) -> sa.Select[Any]:
    others = (conversations.c.customer_id == customer_id, conversations.c.id != conversation_id)
    newest_first = conversations.c.updated_at.desc(), conversations.c.id
    return sa.select(conversations).where(*others).order_by(*newest_first).limit(MOST_EARLIER)


def _line(row: sa.Row[Any], name: str) -> dict[str, Any]:
    summary = summarise(state_from_data(row.id, row.customer_id, row.state), name, row.updated_at)
    return {
        "conversation_id": row.id,
        "status": row.status,
        "last_message": summary["last_message"],
        "at": summary["updated_at"],
        "resolved": row.status == Status.RESOLVED.value,
    }
