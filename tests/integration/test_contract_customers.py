"""The customer behind a conversation, as agents get them, and the demo's own sign-in."""

from collections.abc import Mapping
from typing import Any

import httpx2
import pytest

from tests.contract import bearer, fresh_id
from tests.inside import Inside
from tests.integration.test_contract_security import identity
from tests.live import LiveService


def come(url: str, token: str | None = None, **more: object) -> httpx2.Response:
    body = {"identity_token": token, "locale": "en", "page_url": "https://shop.example/boots", **more}
    return httpx2.post(f"{url}/api/v1/visitors", json=body, timeout=10)


def panel(url: str, conversation_id: str, token: str) -> dict[str, Any]:
    address = f"{url}/api/v1/conversations/{conversation_id}/customer"
    answer = httpx2.get(address, headers=bearer(token), timeout=10)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


@pytest.fixture(scope="module")
def robin(live: LiveService) -> dict[str, Any]:
    """The demo's made-up customer, signed in by the demo page."""
    signed = httpx2.post(f"{live.url}/demo/identity", json={}, timeout=10).json()
    assert signed["name"] == "Robin Marsh"
    admission: dict[str, Any] = come(live.url, signed["token"]).json()
    return admission


def test_a_signed_in_customer_comes_with_orders(
    live: LiveService, tokens: Mapping[str, str], robin: dict[str, Any]
) -> None:
    shown = panel(live.url, robin["conversation_id"], tokens["agent"])
    customer = shown["customer"]
    assert (customer["name"], customer["verified"], customer["locale"]) == ("Robin Marsh", True, "en")
    assert customer["attributes"] == {"trail_club": True, "tier": "Trail Club"}
    assert customer["page_url"] == "https://shop.example/boots"
    assert customer["first_seen"].startswith("20")
    assert shown["problem"] is None
    assert shown["member"]["tier"] == "Trail Club"
    orders = {order["number"]: order for order in shown["orders"]}
    assert {"FH-204518", "FH-204877"} <= set(orders)
    assert (orders["FH-204518"]["status"], orders["FH-204518"]["may_cancel"]) == ("shipped", False)
    assert set(orders["FH-204518"]["total"]) == {"minor", "currency"}


def test_a_visitor_has_no_orders_whatever_they_say(live: LiveService, tokens: Mapping[str, str]) -> None:
    visitor = come(live.url).json()
    shown = panel(live.url, visitor["conversation_id"], tokens["agent"])
    assert shown["customer"]["verified"] is False
    assert (shown["orders"], shown["member"], shown["problem"]) == (None, None, "not_verified")


def test_a_conversation_that_is_none(live: LiveService, tokens: Mapping[str, str]) -> None:
    answer = httpx2.get(
        f"{live.url}/api/v1/conversations/none/customer", headers=bearer(tokens["agent"]), timeout=10
    )
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_the_shop_is_a_part_that_may_be_missing(live: LiveService, inside: Inside) -> None:
    assert httpx2.get(f"{live.url}/readyz", timeout=10).json()["components"]["commerce"] == "ok"
    without = httpx2.get(f"{inside.url}/readyz", timeout=10)
    assert (without.status_code, without.json()["components"]["commerce"]) == (200, "off")


def test_without_a_shop_a_known_customer_is_still_shown(inside: Inside) -> None:
    subject = fresh_id()
    token = inside.sign_in("agent")["token"]
    come(inside.url, identity(subject, attributes={"vip": False}))
    again = come(inside.url, identity(subject, attributes={"vip": True, "orders": 3, "since": "2021"})).json()
    shown = panel(inside.url, again["conversation_id"], token)
    assert shown["customer"]["attributes"] == {"vip": True, "orders": 3, "since": "2021"}
    assert (shown["orders"], shown["problem"]) == (None, "commerce_unavailable")


@pytest.mark.parametrize(
    "attributes",
    [
        ["vip"],
        "vip",
        {f"a{number}": 1 for number in range(21)},
        {"": 1},
        {"a" * 41: 1},
        {"a": "x" * 201},
        {"a": None},
        {"a": {"b": 1}},
        {"a": 1e300},
    ],
    ids=["list", "text", "too many", "no name", "long name", "long text", "null", "nested", "huge"],
)
def test_attributes_are_few_short_and_plain(inside: Inside, attributes: object) -> None:
    refused = come(inside.url, identity(fresh_id(), attributes=attributes))
    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_identity")


def test_only_a_demo_signs_people_in(inside: Inside, live: LiveService) -> None:
    assert httpx2.post(f"{inside.url}/demo/identity", json={}, timeout=10).status_code in (404, 405)
    wished = httpx2.post(f"{live.url}/demo/identity", json={"subject": "C-1002"}, timeout=10)
    assert (wished.status_code, wished.json()["code"]) == (422, "invalid_payload")
