"""What the demo shop does for a wish, inside one transaction on its books."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.adapters.commerce_wire import read, written
from bot.adapters.demo_goods import PRODUCTS
from bot.adapters.demo_ledger import Books
from bot.adapters.demo_seed import LABEL, delivery_charge
from bot.adapters.demo_stores import demo_stores, slots_of
from bot.commerce import Conflict, InvalidWish, NotAllowedAnyMore, OrderNotFound
from bot.domain.caller import Caller
from bot.domain.commerce import (
    Address,
    Customer,
    LineChange,
    LineCount,
    Money,
    Order,
    OrderLine,
    OrderStatus,
    Permission,
    ProblemKind,
    Reason,
    Refund,
    RefundStatus,
    Return,
    ReturnStatus,
    Slot,
    may_cancel,
    may_change,
    may_return,
    returnable,
)
from bot.domain.identity import plain_email, plain_number
from bot.domain.promises import Appointment, CallBack

MOST_PIECES = 20
LONGEST_WORDS = 2000
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")
_PHONE = re.compile(r"^\+?[\d\s()./-]{6,24}$")


def customer_of(books: Books, caller: Caller) -> Customer | None:
    """Find a verified caller's record, by their id first, else by their e-mail."""
    if not caller.verified:
        return None
    by_id = books.find("customer", caller.external_id) if caller.external_id else None
    if by_id is not None:
        return read(Customer, by_id)
    found = books.of("customer", plain_email(caller.email)) if caller.email else []
    return read(Customer, found[0]) if found else None


def orders_of(books: Books, caller: Caller) -> tuple[Order, ...]:
    """Find a verified caller's orders, newest first."""
    customer = customer_of(books, caller)
    if customer is None:
        return ()
    orders = (read(Order, body) for body in books.of("order", customer.id))
    return tuple(sorted(orders, key=lambda order: order.placed_at, reverse=True))


def order_in(books: Books, number: str) -> Order:
    """Find an order, however its number is typed."""
    body = books.find("order", plain_number(number))
    if body is None:
        raise OrderNotFound("there is no such order")
    return read(Order, body)


def refunds_of(books: Books, number: str) -> tuple[Refund, ...]:
    """Find the refunds of an order, newest first."""
    order = order_in(books, number)
    return tuple(read(Refund, body) for body in reversed(books.of("refund", order.number)))


def cancel(books: Books, number: str, now: datetime) -> Order:
    """Cancel an order and give all of its money back."""
    order = order_in(books, number)
    _insist(may_cancel(order.status))
    _refund(
        books, Refund(order.number, order.total, RefundStatus.PENDING, now.date() + timedelta(days=5), None)
    )
    return _kept(books, replace(order, status=OrderStatus.CANCELLED))


def change(books: Books, number: str, changes: Sequence[LineChange], now: datetime) -> Order:
    """Change lines, work the total out anew and give back what is now too much."""
    order = order_in(books, number)
    _insist(may_change(order.status))
    wanted = {wish.line_id: wish for wish in changes}
    if not wanted or set(wanted) - {line.id for line in order.lines}:
        raise InvalidWish("the order has no such line")
    lines = tuple(_changed(line, wanted.get(line.id)) for line in order.lines)
    lines = tuple(line for line in lines if line.quantity)
    if not lines:
        raise InvalidWish("an order without lines is a cancelled order")
    goods = sum(line.price.minor * line.quantity for line in lines)
    total = Money(goods + delivery_charge(goods), order.total.currency)
    if total.minor < order.total.minor:
        back = Money(order.total.minor - total.minor, total.currency)
        _refund(books, Refund(order.number, back, RefundStatus.PENDING, now.date() + timedelta(days=5), None))
    return _kept(books, replace(order, lines=lines, total=total))


def send_back(books: Books, number: str, lines: Sequence[LineCount], reason: str, now: datetime) -> Return:
    """Start a return; its money follows when the parcel is here."""
    order = order_in(books, number)
    _insist(may_return(order, now.date()))
    left = {count.line_id: count.quantity for count in returnable(order)}
    wanted = {count.line_id: count.quantity for count in lines or returnable(order)}
    if any(not 0 < pieces <= left.get(line_id, 0) for line_id, pieces in wanted.items()):
        raise InvalidWish("these pieces cannot be sent back")
    price = {line.id: line.price.minor for line in order.lines}
    goods = sum(price[line_id] * pieces for line_id, pieces in wanted.items())
    currency = order.total.currency
    refund = Refund(
        order.number, Money(max(0, goods - LABEL[currency]), currency), RefundStatus.AWAITING_PARCEL
    )
    name = f"RT-{books.next_number('returns', 700101)}"
    arrived = order.shipment.delivered_at if order.shipment else None
    back = Return(
        name,
        order.number,
        ReturnStatus.STARTED,
        tuple(LineCount(line_id, pieces) for line_id, pieces in wanted.items()),
        _words(reason),
        f"https://fernhollow.example/returns/{name}.pdf",
        (arrived or now).date() + timedelta(days=order.return_days),
        refund,
    )
    books.put("return", name, order.number, written(back))
    _refund(books, refund)
    gone = (replace(line, returned=line.returned + wanted.get(line.id, 0)) for line in order.lines)
    _kept(books, replace(order, lines=tuple(gone)))
    return back


def readdress(books: Books, number: str, address: Address) -> Order:
    """Send an order elsewhere in the same country."""
    order = order_in(books, number)
    _insist(may_change(order.status))
    if not all(part.strip() for part in (address.name, address.street, address.city, address.postcode)):
        raise InvalidWish("an address needs a name, a street, a town and a postcode")
    if address.country.upper() != order.address.country:
        raise NotAllowedAnyMore(Reason.OTHER_COUNTRY)
    return _kept(books, replace(order, address=address))


def notify_elsewhere(books: Books, number: str, email: str) -> Order:
    """Send news of one order to another e-mail."""
    order = order_in(books, number)
    return _kept(books, replace(order, email=_checked_email(email)))


def move_account(books: Books, caller: Caller, email: str) -> Customer:
    """Change the e-mail of an account; one that has another account is a conflict."""
    customer = customer_of(books, caller)
    if customer is None:
        raise InvalidWish("only a verified customer's account can be changed")
    fresh = _checked_email(email)
    if any(body["id"] != customer.id for body in books.of("customer", fresh)):
        raise Conflict("this e-mail has an account of its own")
    moved = replace(customer, email=fresh)
    books.put("customer", moved.id, moved.email, written(moved))
    return moved


def report(
    books: Books,
    number: str,
    kind: ProblemKind,
    lines: Sequence[LineCount],
    description: str,
    now: datetime,
) -> str:
    """Open a case about a parcel that arrived."""
    order = order_in(books, number)
    if order.status is not OrderStatus.DELIVERED:
        reason = may_return(order, now.date()).reason
        raise NotAllowedAnyMore(reason or Reason.NOT_DELIVERED_YET)
    bought = {line.id: line.quantity for line in order.lines}
    if any(not 0 < count.quantity <= bought.get(count.line_id, 0) for count in lines):
        raise InvalidWish("the order has no such pieces")
    case = f"CS-{books.next_number('cases', 88014)}"
    counted = [written(count) for count in lines]
    body = {"number": case, "kind": str(kind), "lines": counted, "description": _words(description)}
    books.put("case", case, order.number, body)
    return case


def free(books: Books, store_id: str, day: date, now: datetime) -> tuple[Slot, ...]:
    """Find the appointments of a day that nobody booked."""
    store = next((store for store in demo_stores(now.date()) if store.id == store_id), None)
    if store is None:
        raise InvalidWish("there is no such store")
    return tuple(slot for slot in slots_of(store, day, now) if books.find("appointment", slot.id) is None)


def book(books: Books, slot_id: str, name: str, contact: str, topic: str, now: datetime) -> Appointment:
    """Book a slot that is still free."""
    store_id, _, moment = slot_id.partition("-")
    try:
        day = datetime.fromisoformat(moment).date()
    except ValueError as error:
        raise InvalidWish("there is no such appointment") from error
    slot = next((slot for slot in free(books, store_id, day, now) if slot.id == slot_id), None)
    if slot is None:
        raise Conflict("this appointment is taken")
    if not name.strip() or not (_EMAIL.match(contact.strip()) or _PHONE.match(contact.strip())):
        raise InvalidWish("an appointment needs a name and an e-mail or phone number")
    number = f"AP-{books.next_number('appointments', 3101)}"
    booked = Appointment(
        number, store_id, slot.starts_at, slot.minutes, _words(name), contact.strip(), _words(topic)
    )
    books.put("appointment", slot.id, store_id, written(booked))
    return booked


def call_back(books: Books, phone: str, when: str, topic: str) -> CallBack:
    """Promise a call."""
    if not _PHONE.match(phone.strip()):
        raise InvalidWish("this is no phone number")
    number = f"CB-{books.next_number('callbacks', 5201)}"
    promised = CallBack(number, phone.strip(), _words(when), _words(topic))
    books.put("callback", number, "", written(promised))
    return promised


def _changed(line: OrderLine, wish: LineChange | None) -> OrderLine:
    if wish is None:
        return line
    quantity = line.quantity if wish.quantity is None else wish.quantity
    if not 0 <= quantity <= MOST_PIECES:
        raise InvalidWish(f"between 0 and {MOST_PIECES} pieces of one product can be ordered")
    return replace(line, quantity=quantity, variant=_variant(line, wish.variant))


def _variant(line: OrderLine, wanted: str | None) -> str:
    if wanted is None:
        return line.variant
    offered = next((product.variants for product in PRODUCTS if product.name == line.product), ())
    said = _told_apart(wanted)
    found = [name for name in offered if said and said <= _told_apart(name)]
    exact = [name for name in found if said == _told_apart(name)]
    if len(exact or found) != 1:
        raise InvalidWish(f"{line.product} comes as {', '.join(offered)}")
    return (exact or found)[0]


def _told_apart(variant: str) -> set[str]:
    """Give the words that tell variants apart: "size 9" means what the label calls "UK 9"."""
    return set(variant.casefold().split()) - {"size", "colour", "color", "in", "uk", "one"}


def _insist(permission: Permission) -> None:
    if permission.reason is not None:
        raise NotAllowedAnyMore(permission.reason)


def _kept(books: Books, order: Order) -> Order:
    books.put("order", order.number, order.customer_id, written(order))
    return order


def _refund(books: Books, refund: Refund) -> None:
    turn = len(books.of("refund", refund.order_number)) + 1
    books.put("refund", f"{refund.order_number}/{turn}", refund.order_number, written(refund))


def _checked_email(email: str) -> str:
    plain = plain_email(email)
    if not _EMAIL.match(plain):
        raise InvalidWish("this is no e-mail address")
    return plain


def _words(text: str) -> str:
    return text.strip()[:LONGEST_WORDS]
