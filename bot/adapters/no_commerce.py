"""No shop is connected: everything about orders is a person's business, and nobody claims otherwise."""

# ruff: noqa: ARG002 -- a refusal looks at nothing
from collections.abc import Sequence
from datetime import date

from bot.commerce import CommerceUnavailable
from bot.domain.caller import Caller
from bot.domain.commerce import (
    Address,
    Customer,
    Invoice,
    LineChange,
    LineCount,
    Order,
    ProblemKind,
    Refund,
    Return,
    Slot,
    Store,
)
from bot.domain.promises import Appointment, CallBack


class NoCommerce:
    """Refuses every wish at once as `commerce_unavailable`, so that a person is offered."""

    async def find_customer(self, caller: Caller) -> Customer | None:
        """Refuse."""
        raise _refusal()

    async def find_orders(self, caller: Caller) -> tuple[Order, ...]:
        """Refuse."""
        raise _refusal()

    async def find_order(self, number: str) -> Order:
        """Refuse."""
        raise _refusal()

    async def cancel_order(self, number: str, *, key: str) -> Order:
        """Refuse."""
        raise _refusal()

    async def change_order(self, number: str, changes: Sequence[LineChange], *, key: str) -> Order:
        """Refuse."""
        raise _refusal()

    async def start_return(self, number: str, lines: Sequence[LineCount], reason: str, *, key: str) -> Return:
        """Refuse."""
        raise _refusal()

    async def refund_status(self, number: str) -> tuple[Refund, ...]:
        """Refuse."""
        raise _refusal()

    async def change_address(self, number: str, address: Address, *, key: str) -> Order:
        """Refuse."""
        raise _refusal()

    async def change_email(self, number: str, email: str, *, key: str) -> Order:
        """Refuse."""
        raise _refusal()

    async def change_account_email(self, caller: Caller, email: str, *, key: str) -> Customer:
        """Refuse."""
        raise _refusal()

    async def invoice(self, number: str) -> Invoice:
        """Refuse."""
        raise _refusal()

    async def report_problem(
        self, number: str, kind: ProblemKind, lines: Sequence[LineCount], description: str, *, key: str
    ) -> str:
        """Refuse."""
        raise _refusal()

    async def stores(self) -> tuple[Store, ...]:
        """Refuse."""
        raise _refusal()

    async def free_slots(self, store_id: str, day: date) -> tuple[Slot, ...]:
        """Refuse."""
        raise _refusal()

    async def book_appointment(
        self, slot_id: str, name: str, contact: str, topic: str, *, key: str
    ) -> Appointment:
        """Refuse."""
        raise _refusal()

    async def request_callback(self, phone: str, when: str, topic: str, *, key: str) -> CallBack:
        """Refuse."""
        raise _refusal()

    async def healthy(self) -> bool:
        """Say that no shop answers."""
        return False


def _refusal() -> CommerceUnavailable:
    return CommerceUnavailable("no shop is connected; set FRONTDESK_COMMERCE_URL")
