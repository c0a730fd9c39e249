"""Front door of webhooks: which other programs hear of what happens, and of what."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from handoff.domain.events import Recorded
from handoff.domain.refusals import DeliveryNotFound, WebhookNotFound
from handoff.domain.webhook import DELIVERY, SIGNATURE, Delivery, Webhook, check_types, sign
from handoff.errors import InvalidInput
from handoff.post.outbox import Outbox


class NotDelivered(Exception):
    """The receiver did not take it; the words say why and quote nothing that it said."""


class Gone(NotDelivered):
    """The receiver wants nothing any more."""


class WebhookStore(Outbox, Protocol):
    """Where webhooks and their deliveries are kept."""

    async def all(self) -> tuple[Webhook, ...]:
        """Give all webhooks, oldest first."""

    async def ready(self, at: datetime) -> tuple[Webhook, ...]:
        """Give the active webhooks that are not left alone for a while."""

    async def find(self, webhook_id: str) -> Webhook | None:
        """Give one webhook."""

    async def add(self, webhook: Webhook) -> None:
        """Store a new webhook."""

    async def change(self, webhook: Webhook) -> None:
        """Store a changed webhook, with no memory of its failures."""

    async def remove(self, webhook_id: str) -> None:
        """Forget a webhook and its deliveries."""

    async def switch_off(self, webhook_id: str, note: str) -> None:
        """Stop a webhook and say why."""

    async def failed(self, webhook_id: str, began: datetime, at: datetime) -> None:
        """Leave the webhook alone for a while."""

    async def worked(self, webhook_id: str) -> None:
        """Forget the webhook's failures."""

    async def due(self, webhook_id: str, at: datetime, limit: int) -> tuple[Delivery, ...]:
        """Give deliveries whose time has come: of each conversation only the next one."""

    async def newest(self, webhook_id: str, limit: int) -> tuple[Delivery, ...]:
        """Give the deliveries of one webhook, newest first."""

    async def again(self, webhook_id: str, delivery_id: str, at: datetime) -> bool:
        """Let a delivery be due at once, and the webhook be left alone no longer; False if there is none."""

    async def event(self, delivery: Delivery) -> Recorded:
        """Give the event of a delivery as it stands in the log now."""

    async def forget(self, before: datetime) -> None:
        """Forget deliveries that ended before this moment."""


class Sender(Protocol):
    """Carries bodies to receivers."""

    def check(self, url: str) -> None:
        """Refuse an address that could never be used; raises InvalidInput."""

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Post once, or raise NotDelivered or Gone."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a webhook shall be; with `new_secret` the old secret is void at once."""

    url: str
    types: tuple[str, ...]
    internal: bool = False
    active: bool = True
    new_secret: bool = False


class Webhooks:
    """Keeps the webhooks."""

    def __init__(
        self,
        store: WebhookStore,
        sender: Sender,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        new_secret: Callable[[], str],
    ) -> None:
        self._store = store
        self._sender = sender
        self._clock = clock
        self._new_id = new_id
        self._new_secret = new_secret

    async def all(self) -> tuple[Webhook, ...]:
        """Give all webhooks, oldest first."""
        return await self._store.all()

    async def add(self, wish: Wish) -> Webhook:
        """Store a new webhook with a secret of its own; raises InvalidInput."""
        self._check(wish)
        secret = self._new_secret()
        added = Webhook(
            self._new_id(), wish.url, wish.types, secret, self._clock(), wish.internal, wish.active
        )
        await self._store.add(added)
        return added

    async def change(self, webhook_id: str, wish: Wish) -> Webhook:
        """Store a changed webhook; what waits for it goes out soon if it is active again."""
        before = await self._find(webhook_id)
        self._check(wish)
        after = replace(
            before,
            url=wish.url,
            types=wish.types,
            internal=wish.internal,
            active=wish.active,
            secret=self._new_secret() if wish.new_secret else before.secret,
            note=None,
            failing_since=None,
            failures=0,
        )
        await self._store.change(after)
        return after

    async def remove(self, webhook_id: str) -> None:
        """Forget a webhook and all that waits for it."""
        await self._find(webhook_id)
        await self._store.remove(webhook_id)

    async def test(self, webhook_id: str) -> str | None:
        """Send a `ping` at once; give why it was not taken, or None."""
        webhook, at = await self._find(webhook_id), self._clock()
        body = {"type": "ping", "at": at.isoformat(), "data": {}}
        try:
            await send_signed(self._sender, webhook, f"{webhook.id}.ping.{self._new_id()}", body, at)
        except NotDelivered as error:
            return str(error)
        return None

    async def deliveries(self, webhook_id: str, limit: int) -> tuple[Delivery, ...]:
        """Give what went or will go to a webhook, newest first."""
        await self._find(webhook_id)
        return await self._store.newest(webhook_id, limit)

    async def send_again(self, webhook_id: str, delivery_id: str) -> None:
        """Let a delivery go out soon, whatever became of it; under the same id, so that it acts once.

        Raises:
            WebhookNotFound, DeliveryNotFound: there is none of this id.
        """
        await self._find(webhook_id)
        if not await self._store.again(webhook_id, delivery_id, self._clock()):
            raise DeliveryNotFound(f"There is no delivery {delivery_id}.")

    async def _find(self, webhook_id: str) -> Webhook:
        found = await self._store.find(webhook_id)
        if found is None:
            raise WebhookNotFound(f"There is no webhook {webhook_id}.")
        return found

    def _check(self, wish: Wish) -> None:
        self._sender.check(wish.url)
        problem = check_types(wish.types, internal=wish.internal)
        if problem:
            raise InvalidInput(problem)


async def send_signed(
    sender: Sender, webhook: Webhook, delivery_id: str, body: dict[str, Any], at: datetime
) -> None:
    """Sign and send one body; raises NotDelivered or Gone."""
    raw = json.dumps({"id": delivery_id, **body}, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Frontdesk",
        DELIVERY: delivery_id,
        SIGNATURE: sign(webhook.secret, at, raw),
    }
    await sender.send(webhook.url, headers, raw)
