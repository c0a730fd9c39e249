"""Flow: where is my order?"""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.commerce import Order
from tests.fakes_commerce import CANCELLED, DELIVERED, PLACED, SHIPPED, Chat, FakeCommerce, a_parcel

LATE = replace(SHIPPED, shipment=a_parcel(expected=date(2026, 11, 16)))


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (PLACED, "utter_order_state"),
        (SHIPPED, "utter_order_shipped"),
        (LATE, "utter_order_late"),
        (DELIVERED, "utter_order_delivered"),
        (CANCELLED, "utter_order_state"),
    ],
    ids=["placed", "shipped", "late", "delivered", "cancelled"],
)
async def test_every_state_has_its_sentence(order: Order, sentence: str) -> None:
    chat = Chat(shop=FakeCommerce([order]))

    assert await chat.say("where is it", "order_status") == [sentence]
    assert chat.gaps["order"] == order.number
    assert chat.asked is None


async def test_several_orders_under_way_are_a_list_to_pick_from() -> None:
    chat = Chat()

    assert await chat.say("where is my order", "order_status") == ["utter_want_which_order"]
    assert [label.partition(":")[0] for label in chat.options] == ["FH-100001", "FH-100002"]
    assert await chat.say("the stove") == ["utter_order_shipped"]
