"""The shop as the bot needs it: one port for reading orders and for everything a customer may change.

Every write takes a `key` (conversation and message id): the same key with the same wish gives the first
result again and does nothing twice. Whether a customer may see an order at all is not decided here but in
`bot.domain.identity`, before anything is shown.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Protocol

from bot.domain.caller import Caller
from bot.domain.commerce import (
    Address,
    Customer,
    Invoice,
    LineChange,
    LineCount,
    Order,
    ProblemKind,
    Reason,
    Refund,
    Return,
    Slot,
    Store,
)
from bot.domain.promises import Appointment, CallBack
from bot.errors import BotError


class CommerceError(BotError):
    """Root of what can go wrong with the shop; `code` is stable."""

    code: ClassVar[str] = "commerce_error"


class OrderNotFound(CommerceError):
    """There is no such order; tell the customer only that no order fits their details."""

    code: ClassVar[str] = "order_not_found"


class NotAllowedAnyMore(CommerceError):
    """The order has gone too far for this, or not far enough; `reason` says which."""

    code: ClassVar[str] = "not_allowed_any_more"

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"not allowed: {reason}")
        self.reason = reason


class CommerceUnavailable(CommerceError):
    """The shop is not connected, did not answer in time, or answered nonsense. A write may have happened."""

    code: ClassVar[str] = "commerce_unavailable"


class Conflict(CommerceError):
    """Somebody was faster (a slot is taken), or a key was used for another wish before."""

    code: ClassVar[str] = "conflict"


class InvalidWish(CommerceError):
    """The wish makes no sense for this order or store, such as a line that it does not have."""

    code: ClassVar[str] = "invalid_wish"


class Commerce(Protocol):
    """The shop.

    Every method may raise CommerceUnavailable, those that name an order OrderNotFound, and those that take
    a `key` Conflict (the key was used for another wish) and InvalidWish.
    """

    async def find_customer(self, caller: Caller) -> Customer | None:
        """Give the shop's record of a verified caller, by their id or e-mail; None for anybody else."""

    async def find_orders(self, caller: Caller) -> tuple[Order, ...]:
        """Give a verified caller's own orders, newest first; none for anybody else."""

    async def find_order(self, number: str) -> Order:
        """Give one order by its number, however it is typed."""

    async def cancel_order(self, number: str, *, key: str) -> Order:
        """Cancel and refund an order. Raises: NotAllowedAnyMore."""

    async def change_order(self, number: str, changes: Sequence[LineChange], *, key: str) -> Order:
        """Change lines of an order; taking out all is an InvalidWish. Raises: NotAllowedAnyMore."""

    async def start_return(self, number: str, lines: Sequence[LineCount], reason: str, *, key: str) -> Return:
        """Start sending pieces back; no lines means all that can go. Raises: NotAllowedAnyMore."""

    async def refund_status(self, number: str) -> tuple[Refund, ...]:
        """Give the refunds of an order, newest first; none if nothing is to be refunded."""

    async def change_address(self, number: str, address: Address, *, key: str) -> Order:
        """Send an order elsewhere in the same country. Raises: NotAllowedAnyMore."""

    async def change_email(self, number: str, email: str, *, key: str) -> Order:
        """Send news of this one order to another e-mail; the account keeps its own."""

    async def change_account_email(self, caller: Caller, email: str, *, key: str) -> Customer:
        """Change the e-mail of a verified caller's account; anybody else's wish is an InvalidWish."""

    async def invoice(self, number: str) -> Invoice:
        """Give the invoice, made when an order is sent. Raises: NotAllowedAnyMore before, or if cancelled."""

    async def report_problem(
        self, number: str, kind: ProblemKind, lines: Sequence[LineCount], description: str, *, key: str
    ) -> str:
        """Report damaged or missing pieces; give the case number. Raises: NotAllowedAnyMore."""

    async def stores(self) -> tuple[Store, ...]:
        """Give all stores, with hours and holidays."""

    async def free_slots(self, store_id: str, day: date) -> tuple[Slot, ...]:
        """Give the free appointments of a day, earliest first; none on a closed day. Raises: InvalidWish."""

    async def book_appointment(
        self, slot_id: str, name: str, contact: str, topic: str, *, key: str
    ) -> Appointment:
        """Book a free slot; `contact` is an e-mail or a phone number. Raises: Conflict if taken."""

    async def request_callback(self, phone: str, when: str, topic: str, *, key: str) -> CallBack:
        """Promise a call; a `phone` that is no number is an InvalidWish."""

    async def healthy(self) -> bool:
        """Say whether the shop answers at present."""
