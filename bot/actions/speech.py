"""How the bot says amounts, days, times and things: for people, the same everywhere."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from types import MappingProxyType

from bot.domain.commerce import Money, Order, OrderLine, OrderStatus, Reason

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
NAMED_LINES = 2

BECAUSE: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.BEING_PACKED: "it is being packed already",
        Reason.ALREADY_SHIPPED: "it is already on its way",
        Reason.ALREADY_DELIVERED: "it has already been delivered",
        Reason.ALREADY_CANCELLED: "it has already been cancelled",
        Reason.ALREADY_RETURNED: "it has already been sent back",
        Reason.NOT_DELIVERED_YET: "it has not been delivered yet",
        Reason.NOT_SHIPPED_YET: "it has not been sent off yet",
        Reason.RETURN_WINDOW_OVER: "the 60 days for sending things back are over",
        Reason.OTHER_COUNTRY: "the new address is in another country",
        Reason.NOTHING_LEFT: "there is nothing left in it that can be sent back",
    }
)
_STATUS: Mapping[OrderStatus, str] = MappingProxyType(
    {
        OrderStatus.PLACED: "placed and waiting to be packed",
        OrderStatus.PACKED: "being packed",
        OrderStatus.SHIPPED: "on its way",
        OrderStatus.DELIVERED: "delivered",
        OrderStatus.CANCELLED: "cancelled",
        OrderStatus.RETURNED: "sent back",
    }
)


def money(amount: Money) -> str:
    """Say an amount, such as "89.90 GBP"."""
    return f"{amount.minor / 100:.2f} {amount.currency}"


def day(when: date) -> str:
    """Say a day, such as "Tuesday 24 November"."""
    return f"{DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"


def clock(when: time | datetime) -> str:
    """Say a time of day, such as "09:30"."""
    return when.strftime("%H:%M")


def status(state: OrderStatus) -> str:
    """Say where an order is, so that it fits behind "it is"."""
    return _STATUS[state]


def line(item: OrderLine) -> str:
    """Say one line of an order, such as "2 x Wool socks (grey, M)"."""
    count = f"{item.quantity} x " if item.quantity != 1 else ""
    return f"{count}{item.product} ({item.variant})" if item.variant else f"{count}{item.product}"


def lines(items: Sequence[OrderLine]) -> str:
    """Say what is in an order, the first things by name."""
    named = [line(item) for item in items[:NAMED_LINES]]
    more = len(items) - len(named)
    return together([*named, f"{more} more"] if more > 0 else named)


def together(things: Sequence[str]) -> str:
    """Join things as in speech: "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"


def pieces(order: Order) -> str:
    """Say how much an order holds, such as "2 items"."""
    count = sum(item.quantity for item in order.lines)
    return "1 item" if count == 1 else f"{count} items"


def label(order: Order) -> str:
    """Say an order in one line of a list; the number stands first, so that it can be picked by it."""
    first = order.lines[0].product if order.lines else "order"
    more = f" and {len(order.lines) - 1} more" if len(order.lines) > 1 else ""
    return f"{order.number}: {first}{more}, {money(order.total)}"


def numbered(labels: Sequence[str]) -> str:
    """Say a list with numbers, one thing a line."""
    return "\n".join(f"{number}. {text}" for number, text in enumerate(labels, 1))
