"""Who writes in a conversation, from the database, as the bot knows a caller."""

import sqlalchemy as sa

from bot.domain.caller import Caller
from handoff.adapters.tables import Connections, conversations, customers


class SqlCallers:
    """Finds the customer of a conversation."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def caller_of(self, conversation_id: str) -> Caller:
        """Give who writes; only a customer the website vouched for has an external id.

        An unknown conversation, such as an editor's try, gives a caller of whom nothing is known.
        """
        query = (
            sa.select(customers)
            .join(conversations, conversations.c.customer_id == customers.c.id)
            .where(conversations.c.id == conversation_id)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return Caller()
        verified = row.external_id is not None
        name = row.name if verified else None
        return Caller(name, row.email, row.external_id, verified, row.attributes or {})

    async def unsettled_before(self, conversation_id: str) -> int:
        """Count the same customer's other conversations that were never settled."""
        mine = sa.select(conversations.c.customer_id).where(conversations.c.id == conversation_id)
        query = sa.select(sa.func.count()).where(
            conversations.c.customer_id == mine.scalar_subquery(),
            conversations.c.id != conversation_id,
            conversations.c.status != "resolved",
        )
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one()
