"""Flow: send an order to another address."""

from bot.domain.commerce import OrderStatus
from tests.fakes_commerce import BOOTS, VISITOR, Chat, FakeCommerce, an_order


async def test_the_address_is_asked_for_corrected_and_confirmed() -> None:
    chat = Chat()

    assert await chat.say("change the address", "change_address") == ["utter_want_address"]
    assert await chat.say("22 Park Row, Leeds, LS1 5HD") == ["utter_confirm_change_address"]
    assert await chat.say("the street is wrong", "change_answer") == [
        "utter_flow_correct",
        "utter_want_address",
    ]
    assert await chat.say("23 Park Row, Leeds, LS1 5HD") == ["utter_confirm_change_address"]
    assert await chat.say("yes", "affirm") == ["utter_perform_change_address"]
    assert chat.gaps["address"] == "23 Park Row, Leeds, LS1 5HD"


async def test_half_an_address_is_no_answer() -> None:
    chat = Chat()
    await chat.say("change the address", "change_address")

    said = await chat.say("Flat 3, 22 Park Row", "ask_article", 0.9)

    assert said == ["utter_flow_unclear", "utter_want_address"]


async def test_an_address_given_early_is_kept_and_proves_nothing() -> None:
    chat = Chat(VISITOR)
    await chat.say("new address for FH-100001", "change_address", order_number="FH-100001")

    said = await chat.say("22 Park Row, Leeds, LS1 5HD", "inform", postcode="LS1 5HD")

    assert said == ["utter_want_order_email"]
    assert chat.slots["address"] == "22 Park Row, Leeds, LS1 5HD"


async def test_what_was_sent_off_keeps_its_address() -> None:
    chat = Chat(shop=FakeCommerce([an_order("FH-1", OrderStatus.SHIPPED, (BOOTS,))]))

    assert await chat.say("change the address", "change_address") == ["utter_address_refused"]
