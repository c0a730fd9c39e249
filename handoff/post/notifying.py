"""Brings events to webhooks.

The database writes a delivery beside each event, in the same transaction, so none is missed. Each is sent at
least once and says by its id which event it is, so that a receiver can tell a repetition.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from structlog.stdlib import BoundLogger

from handoff.conversation.service import Outcome
from handoff.domain.webhook import Delivery, Webhook, event_view, farewell
from handoff.post.outbox import Delayed, Patience, Sending
from handoff.post.webhooks import Gone, NotDelivered, Sender, WebhookStore, send_signed

AT_ONCE = 8
KEPT = timedelta(days=30)
FIRST_RETRY, LONGEST_RETRY = timedelta(seconds=2), timedelta(hours=6)
MOST_ATTEMPTS = 24
HOLD = timedelta(seconds=20)


class Notifying:
    """Sends what waits: side by side to different webhooks and conversations, in order within one."""

    def __init__(
        self,
        store: WebhookStore,
        sender: Sender,
        clock: Callable[[], datetime],
        log: BoundLogger,
        ring: Callable[[], None],
        luck: Callable[[], float],
        give_up_after: timedelta,
    ) -> None:
        self._store = store
        self._sender = sender
        self._clock = clock
        self._log = log
        self._ring = ring
        self._give_up_after = give_up_after
        patience = Patience(FIRST_RETRY, LONGEST_RETRY, MOST_ATTEMPTS, HOLD, luck)
        self._sending = Sending(store, patience, clock, log, "webhook")
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._wanted = False

    @property
    def busy(self) -> bool:
        """Say whether anything is under way."""
        return bool(self._under_way)

    async def on_outcome(self, _outcome: Outcome) -> None:
        """Begin soon, if anybody wants to hear of anything."""
        if self._wanted:
            self._ring()

    async def round(self) -> None:
        """Begin sending what is due, without waiting for it."""
        at = self._clock()
        ready = await self._store.ready(at)
        self._wanted = bool(ready)
        for webhook in ready:
            running = sum(name.startswith(f"{webhook.id}.") for name in self._under_way)
            if running >= AT_ONCE:
                continue
            for delivery in await self._store.due(webhook.id, at, AT_ONCE):
                if delivery.id not in self._under_way and running < AT_ONCE:
                    running += 1
                    self._begin(webhook, delivery)

    async def sweep(self) -> None:
        """Forget what was delivered long ago."""
        await self._store.forget(self._clock() - KEPT)

    async def close(self) -> None:
        """Stop; what is under way will be sent again."""
        tasks = tuple(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, webhook: Webhook, delivery: Delivery) -> None:
        task = asyncio.create_task(self._deliver(webhook, delivery), name="webhook")
        self._under_way[delivery.id] = task

    async def _deliver(self, webhook: Webhook, delivery: Delivery) -> None:
        began = self._clock()

        async def send(one: Delivery) -> None:
            body = event_view(await self._store.event(one), internal=webhook.internal)
            await send_signed(self._sender, webhook, one.id, body, self._clock())

        async def send_and_note(one: Delivery) -> None:
            try:
                await send(one)
            except NotDelivered as error:
                await self._failed(webhook, began, error)
                raise Delayed(str(error)) from error
            if webhook.failures:
                await self._store.worked(webhook.id)

        try:
            await self._sending.attempt(delivery, send_and_note)
        except Exception:
            self._log.exception("webhook_failed", id=delivery.id)
        finally:
            del self._under_way[delivery.id]
        self._ring()

    async def _failed(self, webhook: Webhook, began: datetime, error: NotDelivered) -> None:
        at = self._clock()
        await self._store.failed(webhook.id, began, at)
        gone = f"Switched off on {at:%Y-%m-%d %H:%M} UTC. {error}" if isinstance(error, Gone) else None
        note = gone or farewell(webhook, at, self._give_up_after, str(error))
        if note is not None:
            self._log.error("webhook_switched_off", webhook=webhook.id, why=note)
            await self._store.switch_off(webhook.id, note)
