"""Flow: please call me."""

from tests.fakes_commerce import VISITOR, Chat


async def test_number_time_and_matter_are_asked_for_and_confirmed() -> None:
    chat = Chat(VISITOR)

    assert await chat.say("call me back", "request_callback") == ["utter_want_phone"]
    assert await chat.say("soon") == ["utter_flow_unclear", "utter_want_phone"]
    assert await chat.say("07700 900123") == ["utter_want_when"]
    assert await chat.say("tomorrow afternoon", "greeting", 0.3) == ["utter_want_callback_topic"]
    assert await chat.say("my refund", "refund_status", 0.93) == ["utter_confirm_request_callback"]
    assert await chat.say("no, the number is wrong", "change_answer") == [
        "utter_flow_correct",
        "utter_want_phone",
    ]
    await chat.say("+44 7700 900456")
    assert await chat.say("yes", "affirm") == ["utter_perform_request_callback"]
    assert chat.gaps["phone"] == "+44 7700 900456"


async def test_a_number_in_the_first_message_is_not_asked_for() -> None:
    chat = Chat(VISITOR)

    said = await chat.say("call 07700 900123", "request_callback", phone="07700 900123")

    assert said == ["utter_want_when"]
