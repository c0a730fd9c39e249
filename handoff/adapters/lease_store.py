"""Agents' leases in the database, so that who was here outlives the process."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from handoff.adapters.ownership_tables import agent_leases, lease_losses
from handoff.adapters.tables import Connections, conversations, customers
from handoff.domain.conversation import Status
from handoff.queue.leases import Lapsed, Loss


class SqlLeaseStore:
    """Keeps leases and what was lost with them."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def renew(self, staff_ids: Collection[str], at: datetime, expires_at: datetime) -> None:
        """Let these agents hold their conversations until `expires_at`."""
        if not staff_ids:
            return
        try:
            await self._renew(staff_ids, at, expires_at)
        except sa.exc.IntegrityError:
            # Another process made the first lease of one of them in between; now there is one to renew.
            await self._renew(staff_ids, at, expires_at)

    async def _renew(self, staff_ids: Collection[str], at: datetime, expires_at: datetime) -> None:
        times = {"renewed_at": at, "expires_at": expires_at}
        known = agent_leases.c.staff_id.in_(staff_ids)
        async with self._database.writing() as connection:
            held = set(await connection.scalars(sa.select(agent_leases.c.staff_id).where(known)))
            await connection.execute(sa.update(agent_leases).where(known).values(**times))
            new = [{"staff_id": staff_id, **times} for staff_id in staff_ids if staff_id not in held]
            if new:
                await connection.execute(sa.insert(agent_leases), new)

    async def lapsed(self, at: datetime) -> tuple[Lapsed, ...]:
        """Give the conversations whose agent holds no lease at `at`."""
        held = agent_leases.c.expires_at > at
        leased = sa.select(agent_leases.c.staff_id).where(held)
        query = sa.select(conversations.c.id, conversations.c.state).where(
            conversations.c.status == Status.ASSIGNED.value, conversations.c.agent_id.not_in(leased)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(Lapsed(row.id, row.state["agent"]["id"], row.state["agent"]["name"]) for row in rows)

    async def add_loss(self, staff_id: str, conversation_id: str, at: datetime) -> None:
        """Remember that the agent lost this conversation, until they have been told."""
        async with self._database.writing() as connection:
            await connection.execute(_loss_of(staff_id, (conversation_id,)))
            row = {"staff_id": staff_id, "conversation_id": conversation_id, "at": at}
            await connection.execute(sa.insert(lease_losses).values(row))

    async def losses(self, staff_id: str) -> tuple[Loss, ...]:
        """Give what the agent lost and has not been told."""
        query = (
            sa.select(lease_losses.c.conversation_id, lease_losses.c.at, customers.c.name)
            .select_from(lease_losses.join(conversations).join(customers))
            .where(lease_losses.c.staff_id == staff_id)
            .order_by(lease_losses.c.at)
        )
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            return tuple(Loss(row.conversation_id, row.name, row.at) for row in rows)

    async def forget_losses(self, staff_id: str, conversation_ids: Collection[str]) -> None:
        """Take note that the agent has been told of these."""
        if not conversation_ids:
            return
        async with self._database.writing() as connection:
            await connection.execute(_loss_of(staff_id, conversation_ids))


def _loss_of(staff_id: str, conversation_ids: Collection[str]) -> sa.Delete:
    return sa.delete(lease_losses).where(
        lease_losses.c.staff_id == staff_id, lease_losses.c.conversation_id.in_(conversation_ids)
    )
