"""The shop as the bot uses it: one set of promises, kept by the demo shop and by a shop behind HTTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.commerce_rest import RestCommerce
from bot.adapters.demo_seed import ROBIN
from bot.adapters.demo_shop import DemoShop
from bot.commerce import Commerce, CommerceError, Conflict, InvalidWish, NotAllowedAnyMore, OrderNotFound
from bot.domain.caller import Caller
from bot.domain.commerce import (
    Address,
    LineChange,
    LineCount,
    Order,
    OrderStatus,
    ProblemKind,
    Reason,
    RefundStatus,
    ReturnStatus,
    hours_on,
    may_return,
)
from tests.shop_server import TOKEN, serving

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, tzinfo=UTC).date()
ROBIN_SIGNED_IN = Caller("Robin Marsh", ROBIN, "C-1001", verified=True)
PLACED, SHIPPED, DELIVERED, RETURNED, CANCELLED = (
    *("FH-204877", "FH-204518", "FH-203991", "FH-203640", "FH-203215"),
)


@pytest.fixture(params=["demo shop", "over HTTP"])
async def shop(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Commerce]:
    """A fresh shop."""
    async with AsyncExitStack() as stack:
        demo = DemoShop(tmp_path / "demo-shop.db", lambda: NOW)
        stack.push_async_callback(demo.aclose)
        if request.param == "demo shop":
            yield demo
            return
        running = await stack.enter_async_context(serving(demo))
        rest = RestCommerce(running.url, TOKEN, timeout=10)
        stack.push_async_callback(rest.aclose)
        yield rest


async def test_only_a_verified_caller_has_orders(shop: Commerce) -> None:
    mine = await shop.find_orders(ROBIN_SIGNED_IN)
    assert [order.number for order in mine[:2]] == [PLACED, SHIPPED]
    assert {order.customer_id for order in mine} == {"C-1001"}
    assert {order.status for order in mine} >= {OrderStatus.DELIVERED, OrderStatus.CANCELLED}
    assert await shop.find_orders(Caller(email=ROBIN, verified=True)) == mine
    assert await shop.find_orders(replace(ROBIN_SIGNED_IN, verified=False)) == ()
    assert await shop.find_orders(Caller(email="nobody@example.com", verified=True)) == ()


async def test_the_shop_knows_its_customers(shop: Commerce) -> None:
    robin = await shop.find_customer(ROBIN_SIGNED_IN)
    assert robin is not None
    assert (robin.name, robin.tier, robin.attributes["trail_club"]) == ("Robin Marsh", "Trail Club", True)
    assert await shop.find_customer(replace(ROBIN_SIGNED_IN, verified=False)) is None
    assert await shop.find_customer(Caller(external_id="C-9", verified=True)) is None


@pytest.mark.parametrize("typed", ["FH-204518", "fh204518", " FH 204518 ", "204518", "#204518"])
async def test_an_order_is_found_however_its_number_is_typed(shop: Commerce, typed: str) -> None:
    order = await shop.find_order(typed)
    assert (order.number, order.status) == (SHIPPED, OrderStatus.SHIPPED)
    assert order.shipment is not None
    assert order.shipment.expected_on is not None
    assert order.shipment.expected_on > NOW.date()


@pytest.mark.parametrize(
    "typed", ["FH-999999", "", "..", "FH-204518/cancel", "x" * 5000, "' or 1=1 --", "\0"]
)
async def test_no_other_number_finds_anything(shop: Commerce, typed: str) -> None:
    with pytest.raises(OrderNotFound):
        await shop.find_order(typed)


async def test_a_placed_order_is_cancelled_once_and_refunded_once(shop: Commerce) -> None:
    cancelled = await shop.cancel_order(PLACED, key="c1/m1")
    assert cancelled.status is OrderStatus.CANCELLED
    assert await shop.cancel_order(PLACED, key="c1/m1") == cancelled
    (refund,) = await shop.refund_status(PLACED)
    assert (refund.amount, refund.status) == (cancelled.total, RefundStatus.PENDING)
    await refused(Reason.ALREADY_CANCELLED, lambda: shop.cancel_order(PLACED, key="c1/m2"))


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (SHIPPED, Reason.ALREADY_SHIPPED),
        (DELIVERED, Reason.ALREADY_DELIVERED),
        (RETURNED, Reason.ALREADY_RETURNED),
        (CANCELLED, Reason.ALREADY_CANCELLED),
    ],
)
async def test_an_order_that_has_gone_too_far_stays(shop: Commerce, number: str, reason: Reason) -> None:
    before = await shop.find_order(number)
    await refused(reason, lambda: shop.cancel_order(number, key="k"))
    await refused(reason, lambda: shop.change_address(number, before.address, key="k"))
    await refused(reason, lambda: shop.change_order(number, [LineChange("1", 1)], key="k"))
    assert await shop.find_order(number) == before


async def test_lines_change_and_the_total_with_them(shop: Commerce) -> None:
    before = await shop.find_order(PLACED)
    more = await shop.change_order(PLACED, [LineChange("1", 2, "m")], key="a")
    assert (more.lines[0].quantity, more.lines[0].variant) == (2, "M")
    assert more.total.minor == 2 * before.lines[0].price.minor
    less = await shop.change_order(PLACED, [LineChange("1", 1)], key="b")
    assert less.total == before.total
    (refund,) = await shop.refund_status(PLACED)
    assert refund.amount.minor == more.total.minor - less.total.minor
    assert await shop.find_order(PLACED) == less


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [LineChange("9", 1)],
        [LineChange("1", 0)],
        [LineChange("1", 999)],
        [LineChange("1", None, "purple")],
    ],
    ids=["nothing", "no such line", "all out", "too many", "no such variant"],
)
async def test_changes_that_make_no_sense_are_refused(shop: Commerce, changes: list[LineChange]) -> None:
    before = await shop.find_order(PLACED)
    with pytest.raises(InvalidWish):
        await shop.change_order(PLACED, changes, key="k")
    assert await shop.find_order(PLACED) == before


async def test_a_return_takes_what_can_go_and_no_more(shop: Commerce) -> None:
    order = await shop.find_order(DELIVERED)
    first = order.lines[0]
    back = await shop.start_return(DELIVERED, [LineCount("1", 1)], "too small", key="r")
    assert (back.status, back.lines) == (ReturnStatus.STARTED, (LineCount("1", 1),))
    assert back.refund.amount.minor == first.price.minor - 295
    assert back.send_by >= NOW.date()
    assert await shop.start_return(DELIVERED, [LineCount("1", 1)], "too small", key="r") == back
    assert (await shop.find_order(DELIVERED)).lines[0].returned == 1
    with pytest.raises(InvalidWish):
        await shop.start_return(DELIVERED, [LineCount("1", first.quantity)], "again", key="r2")
    rest = await shop.start_return(DELIVERED, [], "all the rest", key="r3")
    assert {count.line_id for count in rest.lines} == {line.id for line in order.lines[1:]}
    await refused(Reason.NOTHING_LEFT, lambda: shop.start_return(DELIVERED, [], "more", key="r4"))
    assert len(await shop.refund_status(DELIVERED)) == 2
    await refused(Reason.NOT_DELIVERED_YET, lambda: shop.start_return(SHIPPED, [], "no", key="r5"))


async def test_a_parcel_goes_elsewhere_in_the_same_country_only(shop: Commerce) -> None:
    there = Address("Robin Marsh", "1 New Road", "Leeds", "LS1 1AA")
    assert (await shop.change_address(PLACED, there, key="k")).address == there
    await refused(
        Reason.OTHER_COUNTRY,
        lambda: shop.change_address(PLACED, replace(there, country="IE"), key="k2"),
    )
    with pytest.raises(InvalidWish):
        await shop.change_address(PLACED, replace(there, postcode=" "), key="k3")


async def test_news_of_an_order_go_elsewhere_and_the_account_stays(shop: Commerce) -> None:
    moved = await shop.change_email(SHIPPED, " New@Example.COM ", key="k")
    assert moved.email == "new@example.com"
    robin = await shop.find_customer(ROBIN_SIGNED_IN)
    assert robin is not None
    assert robin.email == ROBIN
    with pytest.raises(InvalidWish):
        await shop.change_email(SHIPPED, "no address", key="k2")


async def test_only_the_verified_change_their_account(shop: Commerce) -> None:
    with pytest.raises(InvalidWish):
        await shop.change_account_email(replace(ROBIN_SIGNED_IN, verified=False), "a@b.example", key="k")
    with pytest.raises(Conflict):
        await shop.change_account_email(ROBIN_SIGNED_IN, "priya.nair@example.com", key="k")
    moved = await shop.change_account_email(ROBIN_SIGNED_IN, "robin@new.example", key="k")
    assert moved.email == "robin@new.example"
    assert await shop.find_customer(Caller(email="robin@new.example", verified=True)) == moved


async def test_there_is_an_invoice_once_an_order_was_sent(shop: Commerce) -> None:
    assert (await shop.invoice(SHIPPED)).order_number == SHIPPED
    await refused(Reason.NOT_SHIPPED_YET, lambda: shop.invoice(PLACED))
    await refused(Reason.ALREADY_CANCELLED, lambda: shop.invoice(CANCELLED))


async def test_damage_is_reported_once_under_one_number(shop: Commerce) -> None:
    wish = (DELIVERED, ProblemKind.DAMAGED, [LineCount("1", 1)], "the frame is bent")
    case = await shop.report_problem(*wish, key="k")
    assert case.startswith("CS-")
    assert await shop.report_problem(*wish, key="k") == case
    assert await shop.report_problem(*wish, key="another") != case
    with pytest.raises(InvalidWish):
        await shop.report_problem(DELIVERED, ProblemKind.MISSING, [LineCount("8", 1)], "", key="k2")
    await refused(
        Reason.NOT_DELIVERED_YET,
        lambda: shop.report_problem(SHIPPED, ProblemKind.MISSING, [], "not here", key="k3"),
    )


async def test_a_slot_is_booked_by_one_customer_only(shop: Commerce) -> None:
    keswick = next(store for store in await shop.stores() if store.id == "keswick")
    assert hours_on(keswick, NOW.date().replace(month=12, day=25)) is None
    slots = await shop.free_slots("keswick", FRIDAY)
    wish = (slots[0].id, "Robin Marsh", "01539 555123", "boot fitting")
    both = await asyncio.gather(
        shop.book_appointment(*wish, key="a"),
        shop.book_appointment(*wish, key="b"),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in both) == ["Appointment", "Conflict"]
    assert slots[0] not in await shop.free_slots("keswick", FRIDAY)
    with pytest.raises(InvalidWish):
        await shop.free_slots("paris", FRIDAY)
    assert await shop.free_slots("keswick", FRIDAY - timedelta(days=30)) == ()


async def test_a_call_is_promised_to_a_number_only(shop: Commerce) -> None:
    promised = await shop.request_callback("+44 1539 555123", "tomorrow after five", "a return", key="k")
    assert (promised.phone, promised.when) == ("+44 1539 555123", "tomorrow after five")
    with pytest.raises(InvalidWish):
        await shop.request_callback("call me maybe", "now", "", key="k2")


async def test_a_key_stands_for_one_wish(shop: Commerce) -> None:
    await shop.change_email(PLACED, "one@example.com", key="k")
    with pytest.raises(Conflict):
        await shop.change_email(PLACED, "two@example.com", key="k")
    assert (await shop.find_order(PLACED)).email == "one@example.com"
    assert (await shop.cancel_order(PLACED, key="k")).status is OrderStatus.CANCELLED


async def test_many_at_once_do_it_once(shop: Commerce) -> None:
    done = await asyncio.gather(*(shop.cancel_order(PLACED, key="one") for _ in range(20)))
    assert set(done) == {done[0]}
    assert len(await shop.refund_status(PLACED)) == 1


async def test_what_may_come_back_is_what_the_shop_takes_back(shop: Commerce) -> None:
    for order in await shop.find_orders(ROBIN_SIGNED_IN):
        permission = may_return(order, NOW.date())
        assert permission.allowed is await takes_back(shop, order), order.number


async def takes_back(shop: Commerce, order: Order) -> bool:
    try:
        await shop.start_return(order.number, [], "test", key="all")
    except NotAllowedAnyMore:
        return False
    return True


async def refused(reason: Reason, wish: Callable[[], Awaitable[object]]) -> None:
    with pytest.raises(CommerceError) as caught:
        await wish()
    assert isinstance(caught.value, NotAllowedAnyMore), caught.value
    assert caught.value.reason is reason
