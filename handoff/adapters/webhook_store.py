"""Webhooks in the database, their secrets sealed, and the deliveries it wrote beside the events."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from handoff.adapters.tables import Connections, Seal, events
from handoff.adapters.webhook_tables import webhook_deliveries as deliveries
from handoff.adapters.webhook_tables import webhooks
from handoff.domain.events import Recorded, read_event
from handoff.domain.webhook import Delivery, Webhook, pause_of

SHOWN = (
    "id",
    "url",
    "types",
    "secret",
    "created_at",
    "internal",
    "active",
    "note",
    "failing_since",
    "failures",
)
WAITING = deliveries.c.next_at.is_not(None)


class SqlWebhookStore:
    """Keeps webhooks, and their deliveries until they arrived."""

    def __init__(self, database: Connections, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def all(self) -> tuple[Webhook, ...]:
        """Give all webhooks, oldest first."""
        return await self._webhooks(sa.true())

    async def ready(self, at: datetime) -> tuple[Webhook, ...]:
        """Give the active webhooks that are not left alone for a while."""
        rested = sa.or_(webhooks.c.paused_until.is_(None), webhooks.c.paused_until <= at)
        return await self._webhooks(webhooks.c.active, rested)

    async def find(self, webhook_id: str) -> Webhook | None:
        """Give one webhook."""
        found = await self._webhooks(webhooks.c.id == webhook_id)
        return found[0] if found else None

    async def add(self, webhook: Webhook) -> None:
        """Store a new webhook; it hears of what is stored from now on."""
        async with self._database.writing() as connection:
            await connection.execute(sa.insert(webhooks).values(self._row(webhook)))

    async def change(self, webhook: Webhook) -> None:
        """Store a changed webhook, with no memory of its failures."""
        values = {**self._row(webhook), "paused_until": None}
        async with self._database.writing() as connection:
            own = webhooks.c.id == webhook.id
            await connection.execute(sa.update(webhooks).where(own).values(values))

    async def remove(self, webhook_id: str) -> None:
        """Forget a webhook and its deliveries."""
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(deliveries).where(deliveries.c.webhook_id == webhook_id))
            await connection.execute(sa.delete(webhooks).where(webhooks.c.id == webhook_id))

    async def switch_off(self, webhook_id: str, note: str) -> None:
        """Stop a webhook and say why; what waits for it goes on waiting."""
        await self._update(webhook_id, active=False, note=note)

    async def failed(self, webhook_id: str, began: datetime, at: datetime) -> None:
        """Leave the webhook alone for a while; attempts that ran side by side count as one failure."""
        own = webhooks.c.id == webhook_id
        awake = sa.or_(webhooks.c.paused_until.is_(None), webhooks.c.paused_until <= began)
        async with self._database.writing() as connection:
            query = sa.select(webhooks.c.failures).where(own, awake)
            failures = (await connection.execute(query)).scalar_one_or_none()
            if failures is None:
                return
            values = {
                "failures": failures + 1,
                "failing_since": sa.func.coalesce(webhooks.c.failing_since, at),
                "paused_until": at + pause_of(failures),
            }
            await connection.execute(sa.update(webhooks).where(own).values(values))

    async def worked(self, webhook_id: str) -> None:
        """Forget the webhook's failures."""
        own = webhooks.c.id == webhook_id, webhooks.c.failures > 0
        values = {"failures": 0, "failing_since": None, "paused_until": None}
        async with self._database.writing() as connection:
            await connection.execute(sa.update(webhooks).where(*own).values(values))

    async def due(self, webhook_id: str, at: datetime, limit: int) -> tuple[Delivery, ...]:
        """Give deliveries whose time has come, oldest first: of each conversation only the next one."""
        earlier = deliveries.alias()
        blocked = sa.exists().where(
            earlier.c.webhook_id == deliveries.c.webhook_id,
            earlier.c.conversation_id == deliveries.c.conversation_id,
            earlier.c.seq < deliveries.c.seq,
            earlier.c.next_at.is_not(None),
        )
        query = (
            sa.select(deliveries)
            .where(deliveries.c.webhook_id == webhook_id, deliveries.c.next_at <= at, ~blocked)
            .order_by(deliveries.c.created_at, deliveries.c.id)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(_delivery(row) for row in await connection.execute(query))

    async def newest(self, webhook_id: str, limit: int) -> tuple[Delivery, ...]:
        """Give the deliveries of one webhook, newest first."""
        query = (
            sa.select(deliveries)
            .where(deliveries.c.webhook_id == webhook_id)
            .order_by(deliveries.c.created_at.desc(), deliveries.c.seq.desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(_delivery(row) for row in await connection.execute(query))

    async def again(self, webhook_id: str, delivery_id: str, at: datetime) -> bool:
        """Let a delivery be due at once, and the webhook be left alone no longer; False if there is none."""
        own = deliveries.c.id == delivery_id, deliveries.c.webhook_id == webhook_id
        update = sa.update(deliveries).where(*own).values(next_at=at, sent_at=None, failure=None)
        rested = sa.update(webhooks).where(webhooks.c.id == webhook_id).values(paused_until=None)
        async with self._database.writing() as connection:
            found = bool((await connection.execute(update)).rowcount)
            if found:
                await connection.execute(rested)
            return found

    async def event(self, delivery: Delivery) -> Recorded:
        """Give the event as it stands in the log now, which is without words once they were erased."""
        conversation_id, seq = delivery.conversation_id, delivery.seq
        query = sa.select(events).where(events.c.conversation_id == conversation_id, events.c.seq == seq)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one()
        return Recorded(conversation_id, seq, row.at, read_event(row.type, row.data))

    async def lease(self, item_id: str, attempts: int, next_at: datetime) -> bool:
        """Count an attempt and put the next one off; False if somebody else did so first."""
        own = deliveries.c.id == item_id, deliveries.c.attempts == attempts, WAITING
        update = sa.update(deliveries).where(*own).values(attempts=attempts + 1, next_at=next_at)
        async with self._database.writing() as connection:
            return bool((await connection.execute(update)).rowcount)

    async def sent(self, item_id: str, at: datetime) -> None:
        """Store that the receiver has taken it."""
        await self._update_delivery(item_id, sent_at=at, next_at=None, failure=None)

    async def delayed(self, item_id: str, next_at: datetime, why: str) -> None:
        """Store when it will be tried again, and why."""
        await self._update_delivery(item_id, next_at=next_at, failure=why[:1000])

    async def given_up(self, item_id: str, why: str) -> None:
        """Store that it will not be tried again; the next one of its conversation may go."""
        await self._update_delivery(item_id, next_at=None, failure=why[:1000])

    async def forget(self, before: datetime) -> None:
        """Forget deliveries that ended long ago."""
        old = deliveries.c.created_at < before, ~WAITING
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(deliveries).where(*old))

    async def _webhooks(self, *wanted: sa.ColumnElement[bool]) -> tuple[Webhook, ...]:
        query = sa.select(webhooks).where(*wanted).order_by(webhooks.c.created_at, webhooks.c.id)
        async with self._database.reading() as connection:
            return tuple(self._webhook(row) for row in await connection.execute(query))

    async def _update(self, webhook_id: str, **values: object) -> None:
        async with self._database.writing() as connection:
            own = webhooks.c.id == webhook_id
            await connection.execute(sa.update(webhooks).where(own).values(**values))

    async def _update_delivery(self, item_id: str, **values: object) -> None:
        async with self._database.writing() as connection:
            own = deliveries.c.id == item_id
            await connection.execute(sa.update(deliveries).where(own).values(**values))

    def _row(self, webhook: Webhook) -> dict[str, Any]:
        values = {name: getattr(webhook, name) for name in SHOWN}
        # With a comma at both ends, so that the database finds a type without reading a list.
        types = f",{','.join(webhook.types)},"
        return {**values, "types": types, "secret": self._seal.seal(webhook.secret)}

    def _webhook(self, row: sa.Row[Any]) -> Webhook:
        values = {name: getattr(row, name) for name in SHOWN}
        types = tuple(row.types.strip(",").split(","))
        return Webhook(**{**values, "types": types, "secret": self._seal.unseal(row.secret)})


def _delivery(row: sa.Row[Any]) -> Delivery:
    return Delivery(**row._mapping)
