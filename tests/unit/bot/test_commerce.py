"""What may still be done with an order, and when a store is open."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.commerce import (
    Address,
    Holiday,
    Hours,
    LineCount,
    Money,
    Order,
    OrderLine,
    OrderStatus,
    Reason,
    Shipment,
    Store,
    hours_on,
    may_cancel,
    may_change,
    may_return,
    returnable,
)

DELIVERED_AT = datetime(2026, 9, 1, 15, tzinfo=UTC)
HOME = Address("Robin", "3 Mill Bank", "Kendal", "LA9 4QT")
LINE = OrderLine("1", "Brackenridge 2 tent", "green", 2, Money(28900))
BOTTLE = replace(LINE, id="2", product="Brookside bottle", returnable=False)
PARCEL = Shipment("Yellowpost", "YP1", "https://yellowpost.example", delivered_at=DELIVERED_AT)
ORDER = Order(
    *("FH-204518", "C-1", "robin@example.com", DELIVERED_AT, OrderStatus.DELIVERED),
    *((LINE, BOTTLE), Money(57800), HOME, PARCEL),
)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (OrderStatus.PLACED, None),
        (OrderStatus.PACKED, Reason.BEING_PACKED),
        (OrderStatus.SHIPPED, Reason.ALREADY_SHIPPED),
        (OrderStatus.DELIVERED, Reason.ALREADY_DELIVERED),
        (OrderStatus.CANCELLED, Reason.ALREADY_CANCELLED),
        (OrderStatus.RETURNED, Reason.ALREADY_RETURNED),
    ],
)
def test_only_a_placed_order_changes(status: OrderStatus, reason: Reason | None) -> None:
    assert may_cancel(status).reason is may_change(status).reason is reason
    assert may_cancel(status).allowed is (reason is None)


def test_every_status_is_decided() -> None:
    assert [status for status in OrderStatus if may_cancel(status).allowed] == [OrderStatus.PLACED]


@pytest.mark.parametrize(
    ("order", "days", "reason"),
    [
        (ORDER, 0, None),
        (ORDER, 60, None),
        (ORDER, 61, Reason.RETURN_WINDOW_OVER),
        (replace(ORDER, return_days=90), 90, None),
        (replace(ORDER, status=OrderStatus.SHIPPED), 1, Reason.NOT_DELIVERED_YET),
        (replace(ORDER, shipment=None), 1, Reason.NOT_DELIVERED_YET),
        (replace(ORDER, status=OrderStatus.CANCELLED), 1, Reason.ALREADY_CANCELLED),
        (replace(ORDER, status=OrderStatus.RETURNED), 1, Reason.ALREADY_RETURNED),
        (replace(ORDER, lines=(BOTTLE,)), 1, Reason.NOTHING_LEFT),
        (replace(ORDER, lines=(replace(LINE, returned=2),)), 1, Reason.NOTHING_LEFT),
    ],
)
def test_what_can_go_back_can_go_back_in_time(order: Order, days: int, reason: Reason | None) -> None:
    assert may_return(order, DELIVERED_AT.date() + timedelta(days=days)).reason is reason


def test_only_what_is_left_can_go_back() -> None:
    part = replace(ORDER, lines=(replace(LINE, returned=1), BOTTLE))
    assert returnable(part) == (LineCount("1", 1),)


STORE = Store(
    *("keswick", "Fernhollow Keswick", HOME, "Europe/London", "01632 960114"),
    hours=tuple(Hours(day, time(9), time(18)) for day in range(6)),
    holidays=(
        Holiday(date(2026, 12, 25), "Christmas Day"),
        Holiday(date(2026, 12, 27), "Open Sunday", time(12), time(16)),
    ),
)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 12, 23), (time(9), time(18))),
        (date(2026, 12, 25), None),
        (date(2026, 12, 20), None),
        (date(2026, 12, 27), (time(12), time(16))),
    ],
    ids=["weekday", "holiday", "Sunday", "open holiday"],
)
def test_holidays_come_before_weekdays(day: date, hours: tuple[time, time] | None) -> None:
    assert hours_on(STORE, day) == hours
