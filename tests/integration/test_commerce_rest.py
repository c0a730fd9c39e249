"""A shop behind HTTP that is slow, broken or not as agreed: never a wrong word, never a long wait."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from bot.adapters.commerce_rest import RestCommerce
from bot.adapters.demo_shop import DemoShop
from bot.commerce import CommerceUnavailable, NotAllowedAnyMore
from bot.domain.caller import Caller
from bot.domain.commerce import OrderStatus
from tests.shop_server import TOKEN, RunningShop, Trouble, serving

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
PLACED, SHIPPED = "FH-204877", "FH-204518"


@dataclass
class Hands:
    """A clock that stands still until told."""

    at: float = 100.0

    def __call__(self) -> float:
        """Tell the time in seconds."""
        return self.at


@dataclass(frozen=True)
class Place:
    """A shop, its trouble, and the client that asks it."""

    running: RunningShop
    rest: RestCommerce
    hands: Hands

    @property
    def trouble(self) -> Trouble:
        """What the next requests meet."""
        return self.running.trouble


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """A shop that listens, and a client with little patience."""
    demo, hands = DemoShop(tmp_path / "demo-shop.db", lambda: NOW), Hands()
    await demo.healthy()
    async with serving(demo) as running:
        rest = RestCommerce(running.url, TOKEN, timeout=0.5, clock=hands)
        yield Place(running, rest, hands)
        await rest.aclose()
    await demo.aclose()


NONSENSE = {
    "a list": JSONResponse([]),
    "null": JSONResponse(None),
    "no JSON": PlainTextResponse("<html>maintenance</html>"),
    "an empty object": JSONResponse({}),
    "a wrong type": JSONResponse({"number": SHIPPED, "total": "much"}),
    "an unknown refusal": JSONResponse({"code": "weather"}, 400),
    "an unknown reason": JSONResponse({"code": "not_allowed_any_more", "reason": "moon"}, 409),
    "a redirect": RedirectResponse("https://elsewhere.example/"),
    "a bare 404": Response(status_code=404),
    "a 401": JSONResponse({"detail": "who are you?"}, 401),
    "another encoding": Response(b"\xff\xfe{", media_type="application/json"),
    "far too much": Response(b"[" + b"1," * 1_500_000 + b"1]", media_type="application/json"),
}


@pytest.mark.parametrize("answer", NONSENSE.values(), ids=NONSENSE)
async def test_nonsense_is_an_unavailable_shop(place: Place, answer: Response) -> None:
    place.trouble.answers = [answer, answer]
    with pytest.raises(CommerceUnavailable) as caught:
        await place.rest.find_order(SHIPPED)
    assert caught.value.code == "commerce_unavailable"
    place.trouble.answers = []
    assert (await place.rest.find_order(SHIPPED)).status is OrderStatus.SHIPPED


async def test_another_order_than_the_one_asked_for_is_never_given(place: Place) -> None:
    there = await place.rest._http.get(f"/orders/{PLACED}")
    place.trouble.answers = [JSONResponse(there.json())]
    with pytest.raises(CommerceUnavailable, match="another order"):
        await place.rest.find_order(SHIPPED)


@pytest.mark.parametrize("failure", [Response(status_code=500), b'{"number": "FH-2'], ids=["500", "half"])
async def test_a_read_is_tried_twice(place: Place, failure: Response | bytes) -> None:
    place.trouble.answers = [failure]
    assert (await place.rest.find_order(SHIPPED)).number == SHIPPED
    assert place.trouble.seen == [f"GET /orders/{SHIPPED}"] * 2


@pytest.mark.parametrize("failure", [Response(status_code=500), b'{"number": "FH-2'], ids=["500", "half"])
async def test_a_write_is_tried_once_and_the_same_key_ends_it_well(
    place: Place, failure: Response | bytes
) -> None:
    place.trouble.answers = [failure]
    with pytest.raises(CommerceUnavailable):
        await place.rest.cancel_order(PLACED, key="k")
    assert len(place.trouble.seen) == 1
    assert (await place.rest.cancel_order(PLACED, key="k")).status is OrderStatus.CANCELLED


async def test_a_write_that_happened_unheard_happens_once(place: Place) -> None:
    place.trouble.answers = [1.0]
    with pytest.raises(CommerceUnavailable, match=r"0\.5 s"):
        await place.rest.cancel_order(PLACED, key="k")
    cancelled = await place.rest.cancel_order(PLACED, key="k")
    assert len(await place.rest.refund_status(cancelled.number)) == 1
    with pytest.raises(NotAllowedAnyMore):
        await place.rest.cancel_order(PLACED, key="k2")


async def test_nobody_waits_longer_than_agreed(place: Place) -> None:
    place.trouble.answers = [5.0, 5.0]
    began = time.monotonic()
    with pytest.raises(CommerceUnavailable):
        await place.rest.find_order(SHIPPED)
    assert time.monotonic() - began < 2


async def test_a_dead_shop_is_asked_no_more_until_it_is_well(place: Place) -> None:
    place.trouble.dead = True
    for _ in range(6):
        with pytest.raises(CommerceUnavailable):
            await place.rest.find_order(SHIPPED)
    assert len(place.trouble.seen) == 3
    place.hands.at += 10
    with pytest.raises(CommerceUnavailable):
        await place.rest.find_order(SHIPPED)
    assert place.trouble.seen[3:] == ["GET /health"]
    place.trouble.dead = False
    place.hands.at += 10
    assert (await place.rest.find_order(SHIPPED)).number == SHIPPED
    assert await place.rest.healthy()


async def test_a_refusal_is_no_failure(place: Place) -> None:
    for turn in range(5):
        with pytest.raises(NotAllowedAnyMore):
            await place.rest.cancel_order(SHIPPED, key=f"k{turn}")
    assert len(place.trouble.seen) == 5


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1", "http://no.such.host.invalid", "nonsense", "http://["]
)
async def test_no_shop_at_the_address(address: str) -> None:
    try:
        rest = RestCommerce(address, TOKEN, timeout=2)
    except CommerceUnavailable:
        return
    with pytest.raises(CommerceUnavailable):
        await rest.find_order(SHIPPED)
    assert not await rest.healthy()
    await rest.aclose()


async def test_a_wrong_token_is_an_unavailable_shop(place: Place) -> None:
    stranger = RestCommerce(place.running.url, "wrong", timeout=2)
    with pytest.raises(CommerceUnavailable, match="401"):
        await stranger.find_orders(Caller(email="robin.marsh@example.com", verified=True))
    assert not await stranger.healthy()
    await stranger.aclose()
