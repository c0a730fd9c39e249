"""Whom a conversation is with, in the database: the customer, the page, and earlier conversations."""

import sqlalchemy as sa

from bot.domain.caller import Caller
from handoff.adapters.people_store import read_customer
from handoff.adapters.tables import Connections, conversations, customers
from handoff.conversation.handing_over import Contact
from handoff.domain.conversation import Status
from handoff.domain.refusals import ConversationNotFound

NOBODY = frozenset({"Visitor", "Customer"})


class SqlContacts:
    """Looks customers up."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def of(self, conversation_id: str) -> Contact:
        """Give the contact of a conversation. Raises: ConversationNotFound."""
        mine = sa.select(conversations).where(conversations.c.id == conversation_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(mine)).one_or_none()
            if row is None:
                raise ConversationNotFound(f"There is no conversation {conversation_id}.")
            who = sa.select(customers).where(customers.c.id == row.customer_id)
            customer = read_customer((await connection.execute(who)).one())
            others = (
                sa.select(conversations.c.status, conversations.c.updated_at)
                .where(conversations.c.customer_id == row.customer_id, conversations.c.id != conversation_id)
                .order_by(conversations.c.updated_at)
            )
            before = (await connection.execute(others)).all()
        return Contact(
            Caller(
                None if customer.name in NOBODY else customer.name,
                customer.email,
                customer.external_id,
                verified=customer.verified,
                attributes=dict(customer.attributes),
            ),
            customer.locale,
            row.page_url,
            len(before),
            sum(one.status != Status.RESOLVED.value for one in before),
            f"{before[-1].updated_at:%Y-%m-%d}" if before else None,
        )
