"""The demo shop's first day: customers, and orders in every state, the same ones every time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from bot.adapters.demo_goods import NAMES, PLACES, PRODUCTS, Product
from bot.domain.commerce import (
    RETURN_DAYS,
    Address,
    Customer,
    LineCount,
    Money,
    Order,
    OrderLine,
    OrderStatus,
    Refund,
    RefundStatus,
    Return,
    ReturnStatus,
    Shipment,
)

CLUB_RETURN_DAYS = 90
FREE_DELIVERY, DELIVERY = 5000, 395
LABEL = {"GBP": 295, "EUR": 350}
ROBIN = "robin.marsh@example.com"
_ROBINS_ORDERS = (
    ("FH-204518", OrderStatus.SHIPPED),
    ("FH-204877", OrderStatus.PLACED),
    ("FH-203991", OrderStatus.DELIVERED),
    ("FH-203640", OrderStatus.RETURNED),
    ("FH-203215", OrderStatus.CANCELLED),
)
_COURSE = (
    *(OrderStatus.DELIVERED, OrderStatus.SHIPPED, OrderStatus.PLACED, OrderStatus.DELIVERED),
    *(OrderStatus.PACKED, OrderStatus.RETURNED, OrderStatus.DELIVERED, OrderStatus.CANCELLED),
)


@dataclass(frozen=True, slots=True)
class Stock:
    """All that the shop begins with."""

    customers: tuple[Customer, ...]
    orders: tuple[Order, ...]
    refunds: tuple[Refund, ...]
    returns: tuple[Return, ...]


def first_stock(now: datetime) -> Stock:
    """Make the shop's beginning; the same `now` gives the same shop."""
    dice = random.Random(20260101)  # noqa: S311 -- made-up goods, no secret
    customers = tuple(_customer(index, name, now.date()) for index, name in enumerate(NAMES))
    orders = tuple(_orders(customers, dice, now))
    returns = tuple(_return(order, now) for order in orders if order.status is OrderStatus.RETURNED)
    cancelled = (_cancellation(order, now) for order in orders if order.status is OrderStatus.CANCELLED)
    refunds = (*cancelled, *(back.refund for back in returns))
    return Stock(customers, orders, refunds, returns)


def delivery_charge(goods: int) -> int:
    """Give what delivery costs for goods of this worth, in pence or cents."""
    return 0 if goods >= FREE_DELIVERY or goods == 0 else DELIVERY


def _customer(index: int, name: str, today: date) -> Customer:
    mail = ROBIN if index == 0 else f"{_plain(name)}@example.com"
    club = index % 3 != 1
    points = 40 + index * 37 % 900 if club else 0
    attributes: dict[str, str | int | float | bool] = {"trail_club": club}
    if index % 11 == 0:
        attributes["vip"] = True
    since = today - timedelta(days=200 + index * 61)
    return Customer(
        f"C-{1001 + index}", name, mail, since, "Trail Club" if club else "guest", points, attributes
    )


def _orders(customers: tuple[Customer, ...], dice: random.Random, now: datetime) -> Iterator[Order]:
    numbers = (f"FH-{number}" for number in count(205013, 17))
    for number, status in _ROBINS_ORDERS:
        yield _order(number, customers[0], 0, status, dice, now)
    for index, customer in enumerate(customers[1:], 1):
        for turn in range(3):
            status = _COURSE[(index * 3 + turn) % len(_COURSE)]
            yield _order(next(numbers), customer, index, status, dice, now)


def _order(
    number: str, customer: Customer, index: int, status: OrderStatus, dice: random.Random, now: datetime
) -> Order:
    street, city, postcode, country = PLACES[index % len(PLACES)]
    currency = "EUR" if country == "IE" else "GBP"
    lines = tuple(_lines(dice, currency, all_back=status is OrderStatus.RETURNED))
    goods = sum(line.price.minor * line.quantity for line in lines)
    placed_at, shipment = _course(status, dice, now, number)
    days = CLUB_RETURN_DAYS if customer.attributes["trail_club"] else RETURN_DAYS
    total = Money(goods + delivery_charge(goods), currency)
    address = Address(customer.name, street, city, postcode, country)
    return Order(
        number, customer.id, customer.email, placed_at, status, lines, total, address, shipment, days
    )


def _lines(dice: random.Random, currency: str, *, all_back: bool) -> Iterator[OrderLine]:
    sold = [product for product in PRODUCTS if product.returnable] if all_back else list(PRODUCTS)
    for number, product in enumerate(dice.sample(sold, dice.choice((1, 1, 2, 2, 3))), 1):
        quantity = _pieces(product, dice)
        yield OrderLine(
            str(number),
            product.name,
            dice.choice(product.variants),
            quantity,
            Money(product.price, currency),
            quantity if all_back else 0,
            product.returnable,
        )


def _pieces(product: Product, dice: random.Random) -> int:
    return dice.choice((1, 2, 3)) if product.price < 3000 else 1


def _course(
    status: OrderStatus, dice: random.Random, now: datetime, number: str
) -> tuple[datetime, Shipment | None]:
    """Give when the order was placed and what became of its parcel."""
    minutes = timedelta(minutes=dice.randint(4, 50))
    today = now.date()
    if status is OrderStatus.PLACED:
        return now - minutes, None
    if status is OrderStatus.PACKED:
        return now - timedelta(hours=20) - minutes, None
    if status is OrderStatus.CANCELLED:
        return now - timedelta(days=dice.randint(1, 12)) - minutes, None
    parcel = _parcel(number)
    if status is OrderStatus.SHIPPED:
        expected = today + timedelta(days=dice.randint(1, 2))
        return now - timedelta(days=2) - minutes, replace(parcel, expected_on=expected)
    arrived = now - timedelta(days=dice.choice((1, 3, 6, 12, 20, 33, 70, 95)), hours=2)
    if status is OrderStatus.RETURNED or number.startswith("FH-203"):
        arrived = now - timedelta(days=dice.randint(5, 14), hours=2)
    delivered = replace(parcel, expected_on=arrived.date(), delivered_at=arrived)
    return arrived - timedelta(days=3) - minutes, delivered


def _parcel(number: str) -> Shipment:
    tracking = f"YP{number[3:]}0{sum(map(int, number[3:])):02d}GB"
    return Shipment("Yellowpost", tracking, f"https://yellowpost.example/track/{tracking}")


def _cancellation(order: Order, now: datetime) -> Refund:
    cancelled_at = order.placed_at + timedelta(minutes=30)
    expected = cancelled_at.date() + timedelta(days=5)
    paid = expected < now.date()
    status = RefundStatus.PAID if paid else RefundStatus.PENDING
    return Refund(order.number, order.total, status, expected, cancelled_at if paid else None)


def _return(order: Order, now: datetime) -> Return:
    """Give the return of a whole order; the odd ones have reached the warehouse and are being refunded."""
    arrived = order.shipment.delivered_at if order.shipment else None
    began = arrived or order.placed_at
    goods = sum(line.price.minor * line.quantity for line in order.lines)
    amount = Money(goods - LABEL[order.total.currency], order.total.currency)
    paid = int(order.number[-1]) % 2 == 1
    refund = Refund(
        order.number,
        amount,
        RefundStatus.PAID if paid else RefundStatus.PENDING,
        now.date() + timedelta(days=2 if paid else 6),
        now - timedelta(days=1) if paid else None,
    )
    number = f"RT-{order.number[3:]}"
    return Return(
        number,
        order.number,
        ReturnStatus.REFUNDED if paid else ReturnStatus.RECEIVED,
        tuple(LineCount(line.id, line.quantity) for line in order.lines),
        "did not fit",
        f"https://fernhollow.example/returns/{number}.pdf",
        began.date() + timedelta(days=order.return_days),
        refund,
    )


def _plain(name: str) -> str:
    return name.lower().replace("â", "a").replace(" ", ".")
