"""Flow: an appointment in a store."""

from tests.fakes_commerce import VISITOR, Chat


async def test_a_verified_customer_picks_store_day_and_time() -> None:
    chat = Chat()

    assert await chat.say("book an appointment", "book_appointment") == ["utter_want_store"]
    assert await chat.say("York") == ["utter_want_day"]
    assert await chat.say("Sunday") == ["utter_want_other_day"]
    assert await chat.say("next Monday then") == ["utter_want_time"]
    assert chat.options == ("10:30", "14:30")
    assert await chat.say("2:30 pm") == ["utter_want_appointment_topic"]
    assert await chat.say("boot fitting") == ["utter_confirm_book_appointment"]
    assert chat.gaps["starts"] == "Monday 23 November at 14:30"
    assert await chat.say("yes please", "affirm") == ["utter_perform_book_appointment"]
    assert chat.gaps["slot"] == "york-202611231430"


async def test_a_visitor_is_asked_for_name_and_contact() -> None:
    chat = Chat(VISITOR)
    for text in ("Leeds", "tomorrow", "the first one", "a repair", "Jo Lane"):
        if chat.asked is None:
            await chat.say("an appointment", "book_appointment")
        await chat.say(text)

    assert chat.asked == "contact"
    said = await chat.say("jo@example.org", "inform", email="jo@example.org")
    assert said == ["utter_confirm_book_appointment"]


async def test_another_day_drops_the_time() -> None:
    chat = Chat()
    for text in ("York", "Monday", "10:30"):
        if chat.asked is None:
            await chat.say("an appointment", "book_appointment")
        await chat.say(text)

    said = await chat.say("no, the day is wrong, I meant Tuesday", "change_answer")

    assert said == ["utter_flow_noted", "utter_want_time"]
    assert chat.gaps["day"] == "Tuesday 24 November"


async def test_days_without_a_free_time_call_a_person_in_the_end() -> None:
    chat = Chat()
    await chat.say("an appointment", "book_appointment")
    await chat.say("York")

    said = [await chat.say("Sunday") for _ in range(3)]

    assert said[2] == ["utter_call_person"]
