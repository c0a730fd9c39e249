"""Flow: cancel an order."""

import pytest

from bot.domain.commerce import OrderStatus
from tests.fakes_commerce import BOOTS, Chat, FakeCommerce, an_order


@pytest.mark.parametrize("status", [one for one in OrderStatus if one is not OrderStatus.PLACED])
async def test_only_a_placed_order_can_be_cancelled(status: OrderStatus) -> None:
    chat = Chat(shop=FakeCommerce([an_order("FH-1", status, (BOOTS,))]))

    assert await chat.say("cancel it", "cancel_order") == ["utter_cancel_refused"]
    assert chat.gaps["because"]


async def test_the_confirmation_says_what_will_happen() -> None:
    chat = Chat(shop=FakeCommerce([an_order("FH-1", OrderStatus.PLACED, (BOOTS,))]))

    await chat.say("cancel it", "cancel_order")

    assert chat.gaps == {"order": "FH-1", "pieces": "1 item", "amount": "89.90 GBP"}
