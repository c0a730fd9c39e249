"""The flows of a damaged and of a missing item."""

import pytest

from tests.fakes_commerce import DELIVERED, Chat, FakeCommerce


@pytest.mark.parametrize("kind", ["damaged", "missing"])
async def test_thing_and_story_are_asked_for_and_confirmed(kind: str) -> None:
    chat = Chat(shop=FakeCommerce([DELIVERED]))

    assert await chat.say("it is bad", f"report_{kind}") == [f"utter_want_{kind}_item"]
    assert await chat.say("the tent") == [f"utter_want_{kind}_description"]
    assert await chat.say("a pole is snapped") == [f"utter_confirm_report_{kind}"]
    assert chat.gaps["things"] == "Ridge tent (green)"
    assert await chat.say("yes", "affirm") == [f"utter_perform_report_{kind}"]
    assert chat.gaps["lines"] == "1:1"


@pytest.mark.parametrize("kind", ["damaged", "missing"])
async def test_a_stop_sends_nothing(kind: str) -> None:
    chat = Chat(shop=FakeCommerce([DELIVERED]))
    await chat.say("it is bad", f"report_{kind}")

    assert await chat.say("forget it", "cancel_form") == ["utter_flow_stopped"]
