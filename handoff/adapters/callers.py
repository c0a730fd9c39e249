"""Who writes in a conversation, from the database, as the bot knows a caller."""

import sqlalchemy as sa

from bot.domain.caller import Caller
from handoff.adapters.tables import Connections, conversations, customers

_ID: sa.BindParameter[str] = sa.bindparam("id")
_other = conversations.alias()
_UNSETTLED = sa.select(sa.func.count()).where(
    _other.c.customer_id == customers.c.id,
    _other.c.id != _ID,
    _other.c.status != "resolved",
)
_CALLER = (
    sa.select(customers, _UNSETTLED.scalar_subquery().label("unsettled"))
    .join(conversations, conversations.c.customer_id == customers.c.id)
    .where(conversations.c.id == _ID)
)


class SqlCallers:
    """Finds the customer of a conversation."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def caller_of(self, conversation_id: str) -> Caller:
        """Give who writes."""
        return (await self.look_up(conversation_id))[0]

    async def look_up(self, conversation_id: str) -> tuple[Caller, int]:
        """Give who writes, and how many of their other conversations were never settled.

        Only a customer the website vouched for has an external id. An unknown conversation, such as an
        editor's try, gives a caller of whom nothing is known.
        """
        rows = await self._database.few(_CALLER, {"id": conversation_id})
        if not rows:
            return Caller(), 0
        (row,) = rows
        verified = row.external_id is not None
        name = row.name if verified else None
        return Caller(name, row.email, row.external_id, verified, row.attributes or {}), row.unsettled
