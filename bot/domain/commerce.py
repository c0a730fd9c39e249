"""What a shop knows, as values: orders, refunds, stores; and what may still be done with an order.

Must never put a state into words for a customer; it names the state, others say it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

RETURN_DAYS = 60


class OrderStatus(StrEnum):
    """Where an order is; only a placed one can still be changed."""

    PLACED = "placed"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class Reason(StrEnum):
    """Why something can no longer be done with an order, or not yet."""

    BEING_PACKED = "being_packed"
    ALREADY_SHIPPED = "already_shipped"
    ALREADY_DELIVERED = "already_delivered"
    ALREADY_CANCELLED = "already_cancelled"
    ALREADY_RETURNED = "already_returned"
    NOT_DELIVERED_YET = "not_delivered_yet"
    RETURN_WINDOW_OVER = "return_window_over"
    OTHER_COUNTRY = "other_country"
    NOTHING_LEFT = "nothing_left"
    NOT_SHIPPED_YET = "not_shipped_yet"


class RefundStatus(StrEnum):
    """Where the money of a refund is."""

    AWAITING_PARCEL = "awaiting_parcel"
    PENDING = "pending"
    PAID = "paid"


class ReturnStatus(StrEnum):
    """Where a return is."""

    STARTED = "started"
    RECEIVED = "received"
    REFUNDED = "refunded"


class ProblemKind(StrEnum):
    """What is wrong with a parcel that arrived."""

    DAMAGED = "damaged"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (pence) of an ISO 4217 currency."""

    minor: int
    currency: str = "GBP"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes; `country` is an ISO 3166 code of two letters."""

    name: str
    street: str
    city: str
    postcode: str
    country: str = "GB"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product of an order; `id` is unique within it, `returned` of its `quantity` went back."""

    id: str
    product: str
    variant: str
    quantity: int
    price: Money
    returned: int = 0
    returnable: bool = True


@dataclass(frozen=True, slots=True)
class Shipment:
    """The parcel of an order."""

    carrier: str
    tracking: str
    tracking_url: str
    expected_on: date | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One order as the shop knows it now; personal data, so only for who may see it (see `identity`)."""

    number: str
    customer_id: str
    email: str
    placed_at: datetime
    status: OrderStatus
    lines: tuple[OrderLine, ...]
    total: Money
    address: Address
    shipment: Shipment | None = None
    return_days: int = RETURN_DAYS


@dataclass(frozen=True, slots=True)
class LineChange:
    """What becomes of one line: another quantity (0 takes it out), another variant; None leaves it."""

    line_id: str
    quantity: int | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class LineCount:
    """How many pieces of one line are meant."""

    line_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back: `paid_at` is when it left us, `expected_by` the day it should be there."""

    order_number: str
    amount: Money
    status: RefundStatus
    expected_by: date | None = None
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """Goods on their way back; `label_url` is the parcel label to print."""

    number: str
    order_number: str
    status: ReturnStatus
    lines: tuple[LineCount, ...]
    reason: str
    label_url: str
    send_by: date
    refund: Refund


@dataclass(frozen=True, slots=True)
class Invoice:
    """The invoice of an order, and where it can be fetched."""

    number: str
    order_number: str
    url: str


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of the shop, for the agents' panel and for greeting by name."""

    id: str
    name: str
    email: str
    since: date
    tier: str
    points: int
    attributes: Mapping[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of one weekday (0 is Monday), in the store's own time zone."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day with other hours; closed all day if both are None."""

    day: date
    name: str
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """One store; a weekday without hours is closed. `timezone` is an IANA name."""

    id: str
    name: str
    address: Address
    timezone: str
    phone: str
    hours: tuple[Hours, ...]
    holidays: tuple[Holiday, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A free appointment; `starts_at` carries the store's zone."""

    id: str
    store_id: str
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether something may be done, and if not, why."""

    reason: Reason | None = None

    @property
    def allowed(self) -> bool:
        """Say whether nothing stands against it."""
        return self.reason is None


_TOO_LATE = {
    OrderStatus.PACKED: Reason.BEING_PACKED,
    OrderStatus.SHIPPED: Reason.ALREADY_SHIPPED,
    OrderStatus.DELIVERED: Reason.ALREADY_DELIVERED,
    OrderStatus.CANCELLED: Reason.ALREADY_CANCELLED,
    OrderStatus.RETURNED: Reason.ALREADY_RETURNED,
}


def may_cancel(status: OrderStatus) -> Permission:
    """Say whether an order may be cancelled: until it is being packed."""
    return Permission(_TOO_LATE.get(status))


def may_change(status: OrderStatus) -> Permission:
    """Say whether lines or address may change: as long as the order may be cancelled."""
    return Permission(_TOO_LATE.get(status))


def may_return(order: Order, today: date) -> Permission:
    """Say whether something of the order may be sent back: within its `return_days` of arrival."""
    if order.status in (OrderStatus.CANCELLED, OrderStatus.RETURNED):
        return Permission(_TOO_LATE[order.status])
    delivered = order.shipment.delivered_at if order.shipment else None
    if order.status != OrderStatus.DELIVERED or delivered is None:
        return Permission(Reason.NOT_DELIVERED_YET)
    if today > delivered.astimezone(UTC).date() + timedelta(days=order.return_days):
        return Permission(Reason.RETURN_WINDOW_OVER)
    return Permission(None if returnable(order) else Reason.NOTHING_LEFT)


def returnable(order: Order) -> tuple[LineCount, ...]:
    """Give what is left of the order that can be sent back."""
    left = (LineCount(line.id, line.quantity - line.returned) for line in order.lines if line.returnable)
    return tuple(count for count in left if count.quantity > 0)


def hours_on(store: Store, day: date) -> tuple[time, time] | None:
    """Give when a store opens and closes on a day, holidays first; None if it stays closed."""
    for holiday in store.holidays:
        if holiday.day == day:
            return (holiday.opens, holiday.closes) if holiday.opens and holiday.closes else None
    for hours in store.hours:
        if hours.weekday == day.weekday():
            return hours.opens, hours.closes
    return None
