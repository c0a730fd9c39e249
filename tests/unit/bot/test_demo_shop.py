"""The demo shop's beginning, and that it neither looks stale nor forgets."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.demo_seed import ROBIN, first_stock
from bot.adapters.demo_shop import DemoShop
from bot.adapters.demo_stores import _easter, demo_stores, slots_of
from bot.commerce import CommerceUnavailable, InvalidWish
from bot.domain.caller import Caller
from bot.domain.commerce import LineChange, Order, OrderStatus, RefundStatus

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
ME = Caller(email=ROBIN, verified=True)


def test_the_shop_begins_the_same_way_every_time() -> None:
    stock = first_stock(NOW)
    assert stock == first_stock(NOW)
    assert (len(stock.customers), len(stock.orders)) == (40, 122)
    assert min(Counter(order.status for order in stock.orders).values()) >= 10
    assert set(OrderStatus) == {order.status for order in stock.orders}
    assert {refund.status for refund in stock.refunds} >= {RefundStatus.PENDING, RefundStatus.PAID}
    assert len({order.number for order in stock.orders}) == len(stock.orders)
    assert {order.total.currency for order in stock.orders} == {"GBP", "EUR"}


def test_no_order_comes_from_the_future() -> None:
    stock = first_stock(NOW)
    assert all(order.placed_at < NOW for order in stock.orders)
    expected = [
        order.shipment.expected_on
        for order in stock.orders
        if order.status is OrderStatus.SHIPPED and order.shipment and order.shipment.expected_on
    ]
    assert min(expected) > NOW.date()


async def test_dates_move_with_the_days_and_changes_stay(tmp_path: Path) -> None:
    now = NOW
    shop = DemoShop(tmp_path / "demo-shop.db", lambda: now)
    before = {order.number: order for order in await shop.find_orders(ME)}
    await shop.cancel_order("FH-204877", key="k")
    await shop.aclose()
    now = NOW + timedelta(days=40, hours=-8)
    shop = DemoShop(tmp_path / "demo-shop.db", lambda: now)
    after = {order.number: order for order in await shop.find_orders(ME)}
    shipped = after["FH-204518"]
    assert shipped.shipment is not None
    assert shipped.shipment.expected_on == _expected(before["FH-204518"]) + timedelta(days=40)
    assert after["FH-204877"].status is OrderStatus.CANCELLED
    assert (await shop.cancel_order("FH-204877", key="k")).status is OrderStatus.CANCELLED
    assert len(await shop.refund_status("FH-204877")) == 1
    assert (await shop.find_order("FH-205047")).placed_at < now
    await shop.aclose()


async def test_a_placed_order_is_never_from_later_than_now(tmp_path: Path) -> None:
    now = NOW
    shop = DemoShop(tmp_path / "demo-shop.db", lambda: now)
    await shop.healthy()
    now = NOW + timedelta(hours=14)
    assert (await shop.find_order("FH-204877")).placed_at <= now
    await shop.aclose()


async def test_damaged_books_are_an_unavailable_shop(tmp_path: Path) -> None:
    (tmp_path / "demo-shop.db").write_bytes(b"this is no database" * 100)
    shop = DemoShop(tmp_path / "demo-shop.db")
    with pytest.raises(CommerceUnavailable):
        await shop.find_order("FH-204518")
    assert not await shop.healthy()
    await shop.aclose()


def test_slots_lie_inside_the_hours_and_ahead() -> None:
    stores = demo_stores(NOW.date())
    assert len(stores) == 9
    slots = slots_of(stores[0], NOW.date(), NOW)
    assert slots
    assert all(slot.starts_at > NOW for slot in slots)
    assert all(slot.starts_at.hour < 18 for slot in slots)
    assert slots_of(stores[0], NOW.date() + timedelta(days=400), NOW) == ()


@pytest.mark.parametrize(
    ("year", "month_and_day"), [(2024, (3, 31)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))]
)
def test_easter(year: int, month_and_day: tuple[int, int]) -> None:
    assert (_easter(year).month, _easter(year).day) == month_and_day


def _expected(order: Order) -> date:
    assert order.shipment is not None
    assert order.shipment.expected_on is not None
    return order.shipment.expected_on


@pytest.mark.parametrize(
    ("wanted", "now"), [("size M", "M"), ("m", "M"), ("XL please", None), ("purple", None)]
)
async def test_a_size_is_understood_as_it_is_said(tmp_path: Path, wanted: str, now: str | None) -> None:
    shop = DemoShop(tmp_path / "demo-shop.db", lambda: NOW)
    change = [LineChange("1", None, wanted)]

    if now is None:
        with pytest.raises(InvalidWish):
            await shop.change_order("FH-204877", change, key="k")
    else:
        order = await shop.change_order("FH-204877", change, key="k")
        assert order.lines[0].variant == now
    await shop.aclose()
