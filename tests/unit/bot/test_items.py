"""Which things of an order are meant."""

from bot.actions.items import counts
from bot.domain.commerce import LineCount
from tests.fakes_commerce import BOOTS, DELIVERED, SOCKS, Chat, FakeCommerce


def test_lines_are_written_with_what_is_left_of_them() -> None:
    assert counts([BOOTS, SOCKS], [LineCount("1", 1), LineCount("2", 2)]) == "1:1,2:2"


async def test_a_thing_that_is_not_there_is_asked_for_again() -> None:
    chat = Chat(shop=FakeCommerce([DELIVERED]))
    await chat.say("return", "start_return")

    assert await chat.say("the canoe") == ["utter_flow_unclear", "utter_want_return_item"]
