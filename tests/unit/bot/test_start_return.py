"""Flow: send something back."""

from datetime import timedelta

from bot.domain.commerce import OrderStatus
from tests.fakes_commerce import DELIVERED, NOW, TENT, Chat, FakeCommerce, a_parcel, an_order


async def test_things_and_reason_are_asked_for_and_confirmed() -> None:
    chat = Chat()

    assert await chat.say("I want to return something", "start_return") == ["utter_want_return_item"]
    assert chat.options[-1] == "All of it"
    assert await chat.say("everything") == ["utter_want_return_reason"]
    assert await chat.say("it broke when we put it up") == ["utter_confirm_start_return"]
    assert await chat.say("yes", "affirm") == ["utter_perform_start_return"]
    assert chat.gaps["lines"] == "1:1,2:2"
    assert chat.gaps["link"] == "{link}", "known only when it is done"


async def test_a_question_where_the_reason_is_asked_is_no_reason() -> None:
    chat = Chat(shop=FakeCommerce([DELIVERED]))
    await chat.say("return the tent", "start_return")
    await chat.say("the tent")

    said = await chat.say("how long do I have?", "ask_article")

    assert said == ["utter_search", "utter_want_return_reason"]


async def test_after_sixty_days_it_is_refused_with_the_reason() -> None:
    old = an_order(
        "FH-1", OrderStatus.DELIVERED, (TENT,), shipment=a_parcel(delivered=NOW - timedelta(days=70))
    )
    chat = Chat(shop=FakeCommerce([old]))

    assert await chat.say("return it", "start_return") == ["utter_return_refused"]
    assert "60 days" in chat.gaps["because"]
