"""The customer behind a conversation, for agents: who they are, earlier conversations, orders."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from bot.adapters.commerce_wire import written
from bot.domain.commerce import Order, may_cancel, may_change
from handoff.adapters.routes.staff import StaffGate
from handoff.conversation.customers import Customers, Panel, Profile
from handoff.people.accounts import Staff


def customers_router(customers: Customers, gate: StaffGate) -> APIRouter:
    """Serve `GET /api/v1/conversations/{conversation_id}/customer`."""
    router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

    @router.get("/{conversation_id}/customer")
    async def get_customer(
        conversation_id: str, _staff: Annotated[Staff, Depends(gate("agent"))]
    ) -> dict[str, Any]:
        return panel_payload(await customers.show(conversation_id))

    return router


def panel_payload(panel: Panel) -> dict[str, Any]:
    """Give the panel as JSON; `orders` is null when there is a `problem`."""
    return {
        "customer": _customer(panel.profile),
        "conversations": list(panel.profile.earlier),
        "member": None if panel.member is None else written(panel.member),
        "orders": None if panel.orders is None else [_order(order) for order in panel.orders],
        "problem": panel.problem,
    }


def _customer(profile: Profile) -> dict[str, Any]:
    customer = profile.customer
    return {
        **customer.to_wire(),
        "external_id": customer.external_id,
        "locale": customer.locale,
        "attributes": dict(customer.attributes),
        "page_url": profile.page_url,
        "first_seen": profile.first_seen.isoformat(),
    }


def _order(order: Order) -> dict[str, Any]:
    cancel, change = may_cancel(order.status), may_change(order.status)
    return {**written(order), "may_cancel": cancel.allowed, "may_change": change.allowed}
