"""What a customer means in the middle of a flow, or right after one, when the words alone would mislead."""

from tests.fakes_commerce import VISITOR, Chat


async def confirming() -> Chat:
    """A verified customer who was asked whether order FH-100001 shall be cancelled."""
    chat = Chat()
    await chat.say("cancel my order", "cancel_order")
    assert chat.asked == "confirmed"
    return chat


async def test_a_yes_that_names_the_matter_again_is_a_yes() -> None:
    chat = await confirming()

    assert await chat.say("yes, cancel it", "cancel_form") == ["utter_perform_cancel_order"]


async def test_another_job_is_no_correction_whatever_its_words() -> None:
    chat = Chat()
    await chat.say("change my delivery address", "change_address")

    said = await chat.say("I want to cancel the order instead", "cancel_order")

    assert said == ["utter_flow_switched", "utter_confirm_cancel_order"]


async def test_cancelling_what_was_just_talked_about_begins_the_job() -> None:
    chat = Chat()
    await chat.say("where is FH-100001", "order_status", order_number="FH-100001")

    assert await chat.say("cancel it", "cancel_form") == ["utter_confirm_cancel_order"]


async def test_a_stop_without_anything_to_stop_begins_nothing() -> None:
    chat = Chat()
    await chat.say("where is FH-100001", "order_status", order_number="FH-100001")

    assert await chat.say("never mind", "cancel_form") == ["utter_nothing_to_stop"]


async def test_another_number_alone_does_the_last_thing_once_more() -> None:
    chat = Chat()
    await chat.say("where is FH-100001", "order_status", order_number="FH-100001")

    await chat.say("and for FH-100002?", "inform", order_number="FH-100002")

    assert chat.gaps["order"] == "FH-100002"


async def test_number_and_proof_may_come_together() -> None:
    chat = Chat(VISITOR)
    await chat.say("cancel my order", "cancel_order")

    said = await chat.say(
        "FH-100001, anna@example.org", "inform", order_number="FH-100001", email="anna@example.org"
    )

    assert said == ["utter_confirm_cancel_order"]


async def test_a_changed_mind_is_a_reason_for_sending_something_back() -> None:
    chat = Chat()
    await chat.say("return FH-100003", "start_return", order_number="FH-100003")
    await chat.say("the tent", "inform")

    assert await chat.say("changed my mind", "cancel_form") == ["utter_confirm_start_return"]


async def test_a_question_that_shares_a_word_with_a_choice_picks_nothing() -> None:
    chat = Chat()
    await chat.say("return FH-100003", "start_return", order_number="FH-100003")

    said = await chat.say("how long is the warranty of a tent?", "ask_warranty")

    assert said == ["utter_search", "utter_want_return_item"]


async def test_a_bare_postcode_proves_as_well() -> None:
    chat = Chat(VISITOR)
    await chat.say("cancel FH-100001", "cancel_order", order_number="FH-100001")

    assert await chat.say("ls1 4ab", "nonsense") == ["utter_confirm_cancel_order"]
