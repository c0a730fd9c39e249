"""Webhooks over HTTP, for those who connect other programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import Field, StringConstraints

from handoff.adapters.routes.staff import StaffGate
from handoff.contract.wire import Payload
from handoff.domain.rights import Right
from handoff.domain.webhook import EVERYTHING, Delivery, Webhook
from handoff.post.webhooks import Webhooks, Wish

Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
TypeName = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class WebhookText(Payload):
    """`POST /api/v1/webhooks` and `PUT /api/v1/webhooks/{id}`; `*` stands for every type of event."""

    url: Url
    types: list[TypeName] = Field(default=[EVERYTHING], min_length=1, max_length=50)
    internal: bool = False
    active: bool = True
    new_secret: bool = False

    def to_wish(self) -> Wish:
        """Give what is wanted as the front door takes it."""
        types = tuple(dict.fromkeys(self.types))
        return Wish(self.url, types, self.internal, self.active, self.new_secret)


def webhooks_router(webhooks: Webhooks, gate: StaffGate) -> APIRouter:
    """Serve `/api/v1/webhooks`; a secret is shown when it is made, and never again."""
    manager = Depends(gate(Right.MANAGE_WEBHOOKS))
    router = APIRouter(prefix="/api/v1/webhooks", tags=["webhooks"], dependencies=[manager])

    @router.get("")
    async def list_webhooks() -> dict[str, Any]:
        return {"webhooks": [_view(webhook) for webhook in await webhooks.all()]}

    @router.post("", status_code=201)
    async def add_webhook(text: WebhookText) -> dict[str, Any]:
        added = await webhooks.add(text.to_wish())
        return {**_view(added), "secret": added.secret}

    @router.put("/{webhook_id}")
    async def change_webhook(webhook_id: str, text: WebhookText) -> dict[str, Any]:
        changed = await webhooks.change(webhook_id, text.to_wish())
        return {**_view(changed), **({"secret": changed.secret} if text.new_secret else {})}

    @router.delete("/{webhook_id}", status_code=204)
    async def remove_webhook(webhook_id: str) -> None:
        await webhooks.remove(webhook_id)

    @router.post("/{webhook_id}/test")
    async def test_webhook(webhook_id: str) -> dict[str, Any]:
        problem = await webhooks.test(webhook_id)
        return {"delivered": problem is None, "problem": problem}

    @router.get("/{webhook_id}/deliveries")
    async def list_deliveries(
        webhook_id: str, limit: Annotated[int, Query(ge=1, le=500)] = 100
    ) -> dict[str, Any]:
        found = await webhooks.deliveries(webhook_id, limit)
        return {"deliveries": [_delivery_view(delivery) for delivery in found]}

    @router.post("/{webhook_id}/deliveries/{delivery_id}/again", status_code=202)
    async def send_again(webhook_id: str, delivery_id: str) -> None:
        await webhooks.send_again(webhook_id, delivery_id)

    return router


def _view(webhook: Webhook) -> dict[str, Any]:
    failing_since = webhook.failing_since
    return {
        "id": webhook.id,
        "url": webhook.url,
        "types": list(webhook.types),
        "internal": webhook.internal,
        "active": webhook.active,
        "note": webhook.note,
        "created_at": webhook.created_at.isoformat(),
        "failing_since": failing_since.isoformat() if failing_since else None,
    }


def _delivery_view(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "conversation_id": delivery.conversation_id,
        "seq": delivery.seq,
        "type": delivery.type,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "created_at": delivery.created_at.isoformat(),
        "next_at": delivery.next_at.isoformat() if delivery.next_at else None,
        "sent_at": delivery.sent_at.isoformat() if delivery.sent_at else None,
        "failure": delivery.failure,
    }
