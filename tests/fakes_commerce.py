"""A shop that stands still: a few orders of two customers, and a record of what was changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.actions.flows import Flows
from bot.actions.moves import Guesses
from bot.actions.protocol import Answer, Heard
from bot.commerce import CommerceUnavailable, InvalidWish, NotAllowedAnyMore, OrderNotFound
from bot.domain.caller import Caller
from bot.domain.commerce import (
    Address,
    Customer,
    Hours,
    Invoice,
    LineChange,
    LineCount,
    Money,
    Order,
    OrderLine,
    OrderStatus,
    ProblemKind,
    Reason,
    Refund,
    RefundStatus,
    Return,
    ReturnStatus,
    Shipment,
    Slot,
    Store,
    may_cancel,
)
from bot.domain.directives import Json
from bot.domain.identity import owns, plain_number
from bot.domain.promises import Appointment, CallBack

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)  # a Wednesday
ANNA = Caller("Anna Berg", "anna@example.org", "c-1", verified=True)
BEN = Caller("Ben Cole", "ben@example.org", "c-2", verified=True)
VISITOR = Caller()
HOME = Address("Anna Berg", "1 Mill Lane", "Leeds", "LS1 4AB")

BOOTS = OrderLine("1", "Trail boots", "size 42", 1, Money(8990))
SOCKS = OrderLine("2", "Wool socks", "grey, M", 2, Money(1200))
TENT = OrderLine("1", "Ridge tent", "green", 1, Money(24900))
STOVE = OrderLine("1", "Gas stove", "", 1, Money(3900))


def an_order(
    number: str, status: OrderStatus, lines: tuple[OrderLine, ...], who: Caller = ANNA, **more: object
) -> Order:
    """Make an order of a customer, placed a week ago."""
    total = Money(sum(line.quantity * line.price.minor for line in lines))
    made = Order(
        number=number,
        customer_id=who.external_id or "",
        email=who.email or "",
        placed_at=NOW - timedelta(days=7),
        status=status,
        lines=lines,
        total=total,
        address=HOME,
    )
    return replace(made, **more)  # type: ignore[arg-type] # named fields of Order


def a_parcel(expected: date | None = None, delivered: datetime | None = None) -> Shipment:
    return Shipment("Parcelforce", "PF123456", "https://track.example/PF123456", expected, delivered)


PLACED = an_order("FH-100001", OrderStatus.PLACED, (BOOTS, SOCKS))
SHIPPED = an_order("FH-100002", OrderStatus.SHIPPED, (STOVE,), shipment=a_parcel(expected=date(2026, 11, 24)))
DELIVERED = an_order(
    "FH-100003", OrderStatus.DELIVERED, (TENT, SOCKS), shipment=a_parcel(delivered=NOW - timedelta(days=3))
)
CANCELLED = an_order("FH-100004", OrderStatus.CANCELLED, (TENT,))
OF_BEN = an_order("FH-200001", OrderStatus.PLACED, (STOVE,), BEN)

WEEK = tuple(Hours(weekday, time(9), time(17, 30)) for weekday in range(6))
LEEDS = Store("leeds", "Fernhollow Leeds", HOME, "Europe/London", "+44 113 1", WEEK)
YORK = Store("york", "Fernhollow York", replace(HOME, city="York"), "Europe/London", "+44 190 1", WEEK[:5])


@dataclass
class FakeCommerce:
    """Answers from the orders it holds; `done` lists what was changed, each key once."""

    orders: list[Order] = field(default_factory=lambda: [PLACED, SHIPPED, DELIVERED, CANCELLED, OF_BEN])
    refunds: dict[str, tuple[Refund, ...]] = field(default_factory=dict)
    done: dict[str, tuple[object, ...]] = field(default_factory=dict)
    down: bool = False
    refuses: Reason | None = None

    def _awake(self) -> None:
        if self.down:
            raise CommerceUnavailable("the shop is asleep")

    def _do(self, key: str, *what: object) -> None:
        self._awake()
        if self.refuses:
            raise NotAllowedAnyMore(self.refuses)
        assert self.done.setdefault(key, what) == what, "a key was used for another wish"

    async def find_customer(self, caller: Caller) -> Customer | None:
        self._awake()
        if not caller.verified:
            return None
        return Customer(
            caller.external_id or "", caller.name or "", caller.email or "", date(2020, 1, 1), "gold", 7
        )

    async def find_orders(self, caller: Caller) -> tuple[Order, ...]:
        self._awake()
        return tuple(order for order in self.orders if owns(caller, order))

    async def find_order(self, number: str) -> Order:
        self._awake()
        for order in self.orders:
            if order.number == plain_number(number):
                return order
        raise OrderNotFound(number)

    async def cancel_order(self, number: str, *, key: str) -> Order:
        order = await self.find_order(number)
        self._do(key, "cancel_order", number)
        reason = may_cancel(order.status).reason
        if reason:
            raise NotAllowedAnyMore(reason)
        return replace(order, status=OrderStatus.CANCELLED)

    async def change_order(self, number: str, changes: Sequence[LineChange], *, key: str) -> Order:
        order = await self.find_order(number)
        self._do(key, "change_order", number, tuple(changes))
        return order

    async def start_return(self, number: str, lines: Sequence[LineCount], reason: str, *, key: str) -> Return:
        self._do(key, "start_return", number, tuple(lines), reason)
        refund = Refund(number, Money(24900), RefundStatus.AWAITING_PARCEL)
        url = "https://shop.example/label/R-1"
        return Return(
            "R-1", number, ReturnStatus.STARTED, tuple(lines), reason, url, date(2026, 12, 2), refund
        )

    async def refund_status(self, number: str) -> tuple[Refund, ...]:
        self._awake()
        return self.refunds.get(number, ())

    async def change_address(self, number: str, address: Address, *, key: str) -> Order:
        order = await self.find_order(number)
        self._do(key, "change_address", number, address)
        return replace(order, address=address)

    async def change_email(self, number: str, email: str, *, key: str) -> Order:
        order = await self.find_order(number)
        self._do(key, "change_email", number, email)
        return replace(order, email=email)

    async def change_account_email(self, caller: Caller, email: str, *, key: str) -> Customer:
        found = await self.find_customer(caller)
        if found is None:
            raise InvalidWish("nobody vouched for this caller")
        self._do(key, "change_account_email", caller.external_id, email)
        return replace(found, email=email)

    async def invoice(self, number: str) -> Invoice:
        order = await self.find_order(number)
        if order.status == OrderStatus.CANCELLED:
            raise NotAllowedAnyMore(Reason.ALREADY_CANCELLED)
        return Invoice(f"INV-{number}", number, f"https://shop.example/invoice/{number}")

    async def report_problem(
        self, number: str, kind: ProblemKind, lines: Sequence[LineCount], description: str, *, key: str
    ) -> str:
        self._do(key, "report_problem", number, kind, tuple(lines), description)
        return "CASE-1"

    async def stores(self) -> tuple[Store, ...]:
        self._awake()
        return (LEEDS, YORK)

    async def free_slots(self, store_id: str, day: date) -> tuple[Slot, ...]:
        self._awake()
        if day.weekday() == 6:
            return ()
        starts = (datetime.combine(day, time(hour, 30), tzinfo=UTC) for hour in (10, 14))
        return tuple(Slot(f"{store_id}-{at:%Y%m%d%H%M}", store_id, at, 30) for at in starts)

    async def book_appointment(
        self, slot_id: str, name: str, contact: str, topic: str, *, key: str
    ) -> Appointment:
        self._do(key, "book_appointment", slot_id, name, contact, topic)
        return Appointment("AP-1", "leeds", NOW, 30, name, contact, topic)

    async def request_callback(self, phone: str, when: str, topic: str, *, key: str) -> CallBack:
        self._do(key, "request_callback", phone, when, topic)
        return CallBack("CB-1", phone, when, topic)

    async def healthy(self) -> bool:
        return not self.down


@dataclass
class KnownCallers:
    """Knows who writes in which conversation."""

    callers: dict[str, Caller] = field(default_factory=dict)

    async def caller_of(self, conversation_id: str) -> Caller:
        return self.callers.get(conversation_id, VISITOR)


@dataclass
class Chat:
    """A conversation with the flows, which keeps what the dialogue would keep between two messages."""

    who: Caller = ANNA
    shop: FakeCommerce = field(default_factory=FakeCommerce)
    slots: dict[str, Json] = field(default_factory=dict)
    asked: str | None = None
    last: Answer | None = None
    where: str = "c1"
    guesses: Guesses | None = None

    async def say(
        self, text: str, intent: str = "inform", probability: float = 0.95, **found: str
    ) -> list[str]:
        """Say something that was understood so; give the names of the sentences that are answered."""
        heard = Heard(
            conversation_id=self.where,
            text=text,
            intent=intent,
            probability=probability,
            found={kind: (value,) for kind, value in found.items()},
            slots=dict(self.slots),
            asked=self.asked,
        )
        flows = Flows(self.shop, KnownCallers({self.where: self.who}), lambda: NOW, self.guesses)
        self.last = await flows.take(heard)
        kept = {**self.slots, **self.last.slots}
        self.slots = {name: value for name, value in kept.items() if value is not None}
        self.asked = self.last.asked
        return [utter.response for utter in self.last.utters]

    @property
    def gaps(self) -> dict[str, str]:
        """What fills the gaps of the last sentence."""
        assert self.last is not None
        return dict(self.last.utters[-1].gaps)

    @property
    def options(self) -> tuple[str, ...]:
        """The buttons under the last sentence."""
        assert self.last is not None
        return self.last.utters[-1].options
