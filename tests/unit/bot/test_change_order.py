"""Flow: change one thing in an order."""

from bot.domain.commerce import OrderStatus
from tests.fakes_commerce import BOOTS, Chat, FakeCommerce, an_order


async def test_thing_and_change_are_asked_for_and_confirmed() -> None:
    chat = Chat()

    assert await chat.say("change my order", "change_order") == ["utter_want_change_item"]
    assert await chat.say("the socks") == ["utter_want_change"]
    assert await chat.say("make it 3 please") == ["utter_confirm_change_order"]
    assert chat.gaps["change"] == "3 instead of 2"
    assert await chat.say("yes", "affirm") == ["utter_perform_change_order"]
    assert (chat.gaps["line"], chat.gaps["quantity"], chat.gaps["variant"]) == ("2", "3", "")


async def test_a_size_is_a_change_too_and_can_be_corrected() -> None:
    chat = Chat(shop=FakeCommerce([an_order("FH-1", OrderStatus.PLACED, (BOOTS,))]))
    await chat.say("change my order", "change_order")
    await chat.say("size 43")

    assert await chat.say("no, the size is wrong", "change_answer") == [
        "utter_flow_correct",
        "utter_want_change",
    ]
    await chat.say("size 44")
    assert chat.gaps["change"] == "size 44"


async def test_taking_out_the_only_thing_is_a_matter_of_cancelling() -> None:
    chat = Chat(shop=FakeCommerce([an_order("FH-1", OrderStatus.PLACED, (BOOTS,))]))
    await chat.say("change my order", "change_order")

    assert await chat.say("take it out") == ["utter_change_is_cancel"]


async def test_what_was_sent_off_cannot_be_changed() -> None:
    chat = Chat(shop=FakeCommerce([an_order("FH-1", OrderStatus.SHIPPED, (BOOTS,))]))

    assert await chat.say("change it", "change_order") == ["utter_change_refused"]
