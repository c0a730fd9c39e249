"""The demo shop: a small shop in one SQLite file that really changes what customers change.

Made the same way every time, dated around the present; when a day has passed all dates move along, so that
an order that was to arrive tomorrow still is. What customers changed stays changed, also over a restart.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from bot.adapters import demo_wishes as wishes
from bot.adapters.commerce_wire import read, written
from bot.adapters.demo_ledger import Books, Ledger
from bot.adapters.demo_refresh import keep_fresh
from bot.adapters.demo_stores import demo_stores
from bot.commerce import CommerceUnavailable, NotAllowedAnyMore
from bot.domain.caller import Caller
from bot.domain.commerce import (
    Address,
    Customer,
    Invoice,
    LineChange,
    LineCount,
    Order,
    OrderStatus,
    ProblemKind,
    Reason,
    Refund,
    Return,
    Slot,
    Store,
)
from bot.domain.promises import Appointment, CallBack

T = TypeVar("T")


class DemoShop:
    """Fulfils `Commerce` over its own books; every call is one transaction on a thread."""

    def __init__(self, file: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._ledger = Ledger(file)
        self._clock = clock

    async def aclose(self) -> None:
        """Close the books."""
        await asyncio.to_thread(self._ledger.close)

    async def find_customer(self, caller: Caller) -> Customer | None:
        """Give the shop's record of a verified caller."""
        return await self._look(lambda books, _now: wishes.customer_of(books, caller))

    async def find_orders(self, caller: Caller) -> tuple[Order, ...]:
        """Give a verified caller's own orders, newest first."""
        return await self._look(lambda books, _now: wishes.orders_of(books, caller))

    async def find_order(self, number: str) -> Order:
        """Give one order."""
        return await self._look(lambda books, _now: wishes.order_in(books, number))

    async def cancel_order(self, number: str, *, key: str) -> Order:
        """Cancel an order and start its refund."""
        return await self._do(
            Order, "cancel_order", key, [number], lambda books, now: wishes.cancel(books, number, now)
        )

    async def change_order(self, number: str, changes: Sequence[LineChange], *, key: str) -> Order:
        """Change lines; a lower total is refunded."""
        wish = [number, written(tuple(changes))]
        return await self._do(
            Order, "change_order", key, wish, lambda books, now: wishes.change(books, number, changes, now)
        )

    async def start_return(self, number: str, lines: Sequence[LineCount], reason: str, *, key: str) -> Return:
        """Start a return."""
        wish = [number, written(tuple(lines)), reason]
        return await self._do(
            Return,
            "start_return",
            key,
            wish,
            lambda books, now: wishes.send_back(books, number, lines, reason, now),
        )

    async def refund_status(self, number: str) -> tuple[Refund, ...]:
        """Give the refunds of an order, newest first."""
        return await self._look(lambda books, _now: wishes.refunds_of(books, number))

    async def change_address(self, number: str, address: Address, *, key: str) -> Order:
        """Send an order elsewhere."""
        wish = [number, written(address)]
        return await self._do(
            Order, "change_address", key, wish, lambda books, _now: wishes.readdress(books, number, address)
        )

    async def change_email(self, number: str, email: str, *, key: str) -> Order:
        """Send news of one order to another e-mail."""
        return await self._do(
            Order,
            "change_email",
            key,
            [number, email],
            lambda books, _now: wishes.notify_elsewhere(books, number, email),
        )

    async def change_account_email(self, caller: Caller, email: str, *, key: str) -> Customer:
        """Change the e-mail of a verified caller's account."""
        wish = [caller.external_id, caller.email, email]
        return await self._do(
            Customer,
            "change_account_email",
            key,
            wish,
            lambda books, _now: wishes.move_account(books, caller, email),
        )

    async def invoice(self, number: str) -> Invoice:
        """Give the invoice of an order that was sent."""
        order = await self.find_order(number)
        if order.status is OrderStatus.CANCELLED:
            raise NotAllowedAnyMore(Reason.ALREADY_CANCELLED)
        if order.shipment is None:
            raise NotAllowedAnyMore(Reason.NOT_SHIPPED_YET)
        name = f"INV-{order.number[3:]}"
        return Invoice(name, order.number, f"https://fernhollow.example/invoices/{name}.pdf")

    async def report_problem(
        self, number: str, kind: ProblemKind, lines: Sequence[LineCount], description: str, *, key: str
    ) -> str:
        """Open a case for damaged or missing pieces."""
        wish = [number, str(kind), written(tuple(lines)), description]
        return await self._do(
            str,
            "report_problem",
            key,
            wish,
            lambda books, now: wishes.report(books, number, kind, lines, description, now),
        )

    async def stores(self) -> tuple[Store, ...]:
        """Give all stores."""
        return demo_stores(self._clock().date())

    async def free_slots(self, store_id: str, day: date) -> tuple[Slot, ...]:
        """Give the free appointments of a day."""
        return await self._look(lambda books, now: wishes.free(books, store_id, day, now))

    async def book_appointment(
        self, slot_id: str, name: str, contact: str, topic: str, *, key: str
    ) -> Appointment:
        """Book a free slot."""
        return await self._do(
            Appointment,
            "book_appointment",
            key,
            [slot_id, name, contact, topic],
            lambda books, now: wishes.book(books, slot_id, name, contact, topic, now),
        )

    async def request_callback(self, phone: str, when: str, topic: str, *, key: str) -> CallBack:
        """Promise a call."""
        return await self._do(
            CallBack,
            "request_callback",
            key,
            [phone, when, topic],
            lambda books, _now: wishes.call_back(books, phone, when, topic),
        )

    async def healthy(self) -> bool:
        """Say whether the books can be opened."""
        try:
            await self._look(lambda books, _now: books.fact("dated"))
        except CommerceUnavailable:
            return False
        return True

    async def _look(self, look: Callable[[Books, datetime], T]) -> T:
        return await asyncio.to_thread(self._in_books, look)

    async def _do(
        self, kind: type[T], method: str, key: str, wish: object, act: Callable[[Books, datetime], T]
    ) -> T:
        words = json.dumps(wish, sort_keys=True)

        def once(books: Books, now: datetime) -> T:
            earlier = books.fulfilled(method, key, words)
            if earlier is not None:
                return read(kind, earlier)
            result = act(books, now)
            books.fulfil(method, key, words, written(result))
            return result

        return await asyncio.to_thread(self._in_books, once)

    def _in_books(self, work: Callable[[Books, datetime], T]) -> T:
        now = self._clock()
        with self._ledger.open() as books:
            keep_fresh(books, now)
            return work(books, now)
