"""Keeps the demo shop from looking stale: fills it on its first day and moves its dates with the calendar."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.adapters.commerce_wire import read, written
from bot.adapters.demo_ledger import Books
from bot.adapters.demo_seed import Stock, first_stock
from bot.domain.commerce import Order, OrderStatus, Refund, Return, Shipment

DATED = "dated"
JUST_NOW = timedelta(minutes=20)


def keep_fresh(books: Books, now: datetime) -> None:
    """Fill empty books, and move all dates by the days since this was last done."""
    dated = books.fact(DATED)
    if dated is None:
        _fill(books, first_stock(now))
    elif (days := (now.date() - date.fromisoformat(dated)).days) > 0:
        _move(books, timedelta(days=days), now)
    else:
        return
    books.set_fact(DATED, now.date().isoformat())


def _fill(books: Books, stock: Stock) -> None:
    for customer in stock.customers:
        books.put("customer", customer.id, customer.email, written(customer))
    for order in stock.orders:
        books.put("order", order.number, order.customer_id, written(order))
    for refund in stock.refunds:
        books.put("refund", f"{refund.order_number}/1", refund.order_number, written(refund))
    for back in stock.returns:
        books.put("return", back.number, back.order_number, written(back))


def _move(books: Books, by: timedelta, now: datetime) -> None:
    for body in books.all("order"):
        order = moved_order(read(Order, body), by, now)
        books.put("order", order.number, order.customer_id, written(order))
    for refund_id, body in books.named("refund"):
        refund = moved_refund(read(Refund, body), by)
        books.put("refund", refund_id, refund.order_number, written(refund))
    for body in books.all("return"):
        back = read(Return, body)
        back = replace(back, send_by=back.send_by + by, refund=moved_refund(back.refund, by))
        books.put("return", back.number, back.order_number, written(back))


def moved_order(order: Order, by: timedelta, now: datetime) -> Order:
    """Give the order as if it had been placed later; one not yet packed was placed a moment ago at latest."""
    placed = order.placed_at + by
    if order.status is OrderStatus.PLACED:
        placed = min(placed, now - JUST_NOW)
    return replace(order, placed_at=placed, shipment=_moved_shipment(order.shipment, by))


def moved_refund(refund: Refund, by: timedelta) -> Refund:
    """Give the refund as if it had begun later."""
    expected = refund.expected_by + by if refund.expected_by else None
    paid = refund.paid_at + by if refund.paid_at else None
    return replace(refund, expected_by=expected, paid_at=paid)


def _moved_shipment(shipment: Shipment | None, by: timedelta) -> Shipment | None:
    if shipment is None:
        return None
    expected = shipment.expected_on + by if shipment.expected_on else None
    delivered = shipment.delivered_at + by if shipment.delivered_at else None
    return replace(shipment, expected_on=expected, delivered_at=delivered)
