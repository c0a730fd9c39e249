"""The queue in the database: who waits, what was offered to whom, how long waits took, how promises stand."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from handoff.adapters.tables import Connections, conversations, customers
from handoff.adapters.team_tables import offers, service_levels, waits
from handoff.domain.conversation import Conversation, Status
from handoff.domain.routing import Offer
from handoff.domain.sla import Standing
from handoff.domain.summary import state_from_data
from handoff.domain.waits import Wait

OPEN = "open"
LIVE = (Status.QUEUED.value, Status.ASSIGNED.value)

_WITH_PEOPLE = (
    sa.select(conversations, customers.c.locale).join(customers).where(conversations.c.status.in_(LIVE))
)


class SqlQueueStore:
    """Reads who waits and keeps what was done about it."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def with_people(self) -> tuple[tuple[Conversation, str | None], ...]:
        """Give every conversation that waits or is with an agent, and its customer's locale."""
        rows = await self._database.few(_WITH_PEOPLE)
        return tuple((state_from_data(r.id, r.customer_id, r.state), r.locale) for r in rows)

    async def locale(self, customer_id: str) -> str | None:
        """Give the locale of a customer's browser."""
        query = sa.select(customers.c.locale).where(customers.c.id == customer_id)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def offers_since(self, at: datetime) -> tuple[tuple[str, Offer], ...]:
        """Give the ids and offers that are open or ended after `at`."""
        recent = sa.or_(offers.c.outcome == OPEN, offers.c.ended_at > at)
        async with self._database.reading() as connection:
            rows = await connection.execute(sa.select(offers).where(recent))
            return tuple((r.id, Offer(r.conversation_id, r.agent_id, r.expires_at, r.ended_at)) for r in rows)

    async def add_offer(self, offer_id: str, offer: Offer, at: datetime) -> None:
        """Store a new offer."""
        values = {
            "id": offer_id,
            "conversation_id": offer.conversation_id,
            "agent_id": offer.agent_id,
            "offered_at": at,
            "expires_at": offer.expires_at,
            "outcome": OPEN,
        }
        async with self._database.writing() as connection:
            await connection.execute(sa.insert(offers).values(values))

    async def end_offer(self, offer_id: str, outcome: str, at: datetime) -> bool:
        """Store how an offer ended; False if it was over already."""
        update = sa.update(offers).where(offers.c.id == offer_id, offers.c.outcome == OPEN)
        async with self._database.writing() as connection:
            return bool((await connection.execute(update.values(outcome=outcome, ended_at=at))).rowcount)

    async def begin_wait(self, wait: Wait) -> None:
        """Store a wait that begins; one that is known stays as it is."""
        async with self._database.writing() as connection:
            if (await connection.execute(_same(wait))).first() is None:
                await connection.execute(sa.insert(waits).values(**asdict(wait)))

    async def open_waits(self) -> tuple[Wait, ...]:
        """Give the waits that have not ended."""
        return await self._waits(waits.c.ended_at.is_(None))

    async def end_wait(self, wait: Wait, outcome: str, at: datetime) -> None:
        """Store how a wait ended."""
        update = sa.update(waits).where(
            waits.c.conversation_id == wait.conversation_id, waits.c.asked_at == wait.asked_at
        )
        async with self._database.writing() as connection:
            await connection.execute(update.values(outcome=outcome, ended_at=at))

    async def recent_waits(self, team_id: str, limit: int) -> tuple[Wait, ...]:
        """Give the newest ended waits of a team, oldest first."""
        query = sa.select(waits).where(waits.c.team_id == team_id, waits.c.ended_at.is_not(None))
        newest = query.order_by(waits.c.ended_at.desc()).limit(limit)
        async with self._database.reading() as connection:
            return tuple(reversed([_wait(row) for row in await connection.execute(newest)]))

    async def waits_between(self, start: datetime, end: datetime) -> tuple[Wait, ...]:
        """Give the waits that began in a period."""
        return await self._waits(sa.and_(waits.c.asked_at >= start, waits.c.asked_at < end))

    async def set_level(self, conversation_id: str, team_id: str, standing: Standing | None) -> None:
        """Store the team of a conversation and its most urgent promise."""
        own = service_levels.c.conversation_id == conversation_id
        values = {"team_id": team_id, **_standing(standing)}
        async with self._database.writing() as connection:
            known = await connection.execute(sa.update(service_levels).where(own).values(**values))
            if not known.rowcount:
                row = {"conversation_id": conversation_id, **values}
                await connection.execute(sa.insert(service_levels).values(row))

    async def clear_levels(self) -> None:
        """Forget the promises of conversations that are with nobody."""
        live = sa.select(conversations.c.id).where(conversations.c.status.in_(LIVE))
        over = service_levels.c.target.is_not(None), service_levels.c.conversation_id.not_in(live)
        async with self._database.writing() as connection:
            await connection.execute(sa.update(service_levels).where(*over).values(**_standing(None)))

    async def _waits(self, condition: sa.ColumnElement[bool]) -> tuple[Wait, ...]:
        query = sa.select(waits).where(condition).order_by(waits.c.asked_at)
        async with self._database.reading() as connection:
            return tuple(_wait(row) for row in await connection.execute(query))


def _same(wait: Wait) -> sa.Select[Any]:
    return sa.select(waits.c.asked_at).where(
        waits.c.conversation_id == wait.conversation_id, waits.c.asked_at == wait.asked_at
    )


def _standing(standing: Standing | None) -> dict[str, Any]:
    return {
        "target": standing.target if standing else None,
        "due_at": standing.due_at if standing else None,
        "state": standing.state if standing else None,
    }


def _wait(row: sa.Row[Any]) -> Wait:
    return Wait(**row._mapping)
