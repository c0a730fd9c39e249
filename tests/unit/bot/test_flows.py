"""What all flows share: asides, corrections, a stop, misses, identity, another job, a shop that is down."""

import json

import pytest

from bot.actions.flows import FLOWS
from bot.domain.commerce import OrderStatus
from tests.fakes_commerce import BEN, PLACED, VISITOR, Chat, FakeCommerce, an_order


async def confirming() -> Chat:
    """A verified customer who was asked whether order FH-100001 shall be cancelled."""
    chat = Chat()
    await chat.say("cancel my order", "cancel_order")
    assert chat.asked == "confirmed"
    return chat


async def test_a_verified_customer_with_one_fitting_order_is_not_asked_for_it() -> None:
    chat = Chat()

    said = await chat.say("cancel my order", "cancel_order")

    assert said == ["utter_confirm_cancel_order"]
    assert chat.gaps == {"order": "FH-100001", "pieces": "3 items", "amount": "113.90 GBP"}
    assert chat.options == ("Yes", "No")


async def test_nothing_is_done_before_the_yes() -> None:
    chat = await confirming()
    assert not chat.shop.done

    said = await chat.say("Yes", "affirm")

    assert said == ["utter_perform_cancel_order"]
    assert chat.asked is None
    assert not chat.shop.done, "the flow only names what is to be done"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("no", "deny"), ("stop", "cancel_form"), ("never mind", "cancel_form"), ("bye", "goodbye")],
)
async def test_a_no_or_a_stop_changes_nothing_and_says_so(text: str, intent: str) -> None:
    chat = await confirming()

    (said,) = await chat.say(text, intent)

    assert said.startswith("utter_flow_stopped")
    assert chat.asked is None
    assert "flow" not in chat.slots


async def test_a_bare_cancel_while_cancelling_an_order_is_asked_about() -> None:
    chat = await confirming()

    said = await chat.say("cancel", "cancel_form")

    assert said == ["utter_flow_cancel_what", "utter_confirm_cancel_order"]


@pytest.mark.parametrize("text", ["yes but wait", "ok, actually no", "yes?", "the boots", "1234"])
async def test_only_a_plain_yes_is_a_yes(text: str) -> None:
    chat = await confirming()

    said = await chat.say(text, "affirm" if "yes" in text or "ok" in text else "inform")

    assert "utter_perform_cancel_order" not in said


async def test_a_question_is_looked_up_and_the_form_asks_again() -> None:
    chat = await confirming()

    said = await chat.say("how long does a refund take?", "ask_article")

    assert said == ["utter_search", "utter_confirm_cancel_order"]
    assert chat.slots["flow_notes"] == {"misses": 0, "offered": []}


@pytest.mark.parametrize(
    ("intent", "sentence"),
    [
        ("greeting", "utter_flow_greeting"),
        ("thanks", "utter_thanks"),
        ("bot_challenge", "utter_bot"),
        ("repeat_that", "utter_flow_again"),
        ("store_hours", "utter_store_hours"),
    ],
)
async def test_small_talk_and_hours_are_answered_and_the_form_goes_on(intent: str, sentence: str) -> None:
    chat = await confirming()

    assert await chat.say("well then", intent) == [sentence, "utter_confirm_cancel_order"]


async def test_asking_for_a_person_ends_the_form() -> None:
    chat = await confirming()

    assert await chat.say("a person please", "ask_person") == ["utter_ask_person"]
    assert chat.asked is None


async def test_being_upset_is_heard_and_the_form_stays_open() -> None:
    chat = await confirming()

    said = await chat.say("this is ridiculous", "frustrated")

    assert said[0] == "utter_frustrated"
    assert chat.asked == "confirmed"


async def test_another_order_is_taken_back_at_any_point() -> None:
    shop = FakeCommerce([PLACED, an_order("FH-100009", OrderStatus.PLACED, PLACED.lines[:1])])
    chat = Chat(shop=shop)
    await chat.say("cancel FH-100001", "cancel_order", order_number="FH-100001")

    said = await chat.say("no, I meant order fh 100009", "deny", order_number="fh 100009")

    assert said == ["utter_flow_noted", "utter_confirm_cancel_order"]
    assert chat.gaps["order"] == "FH-100009"


async def test_another_job_replaces_the_form() -> None:
    chat = await confirming()

    said = await chat.say("I want to send something back", "start_return")

    assert said == ["utter_flow_switched", "utter_want_return_item"]
    assert chat.slots["flow"] == "start_return"


async def test_three_answers_in_vain_call_a_person() -> None:
    chat = Chat(VISITOR)
    await chat.say("where is my order", "order_status")

    heard = [await chat.say(text, "nonsense") for text in ("🙂", "<b>x</b>", "' OR 1=1; --")]

    assert heard[0] == heard[1] == ["utter_flow_unclear", "utter_want_order_number"]
    assert heard[2] == ["utter_call_person"]
    assert chat.gaps == {"reason": "form_failed"}
    assert chat.asked is None


async def test_a_visitor_proves_an_order_by_number_and_email() -> None:
    chat = Chat(VISITOR)
    await chat.say("where is FH-100002", "order_status", order_number="FH-100002")
    assert chat.asked == "order_email"

    said = await chat.say("anna@example.org", "inform", email="anna@example.org")

    assert said == ["utter_order_shipped"]
    assert chat.gaps["day"] == "Tuesday 24 November"


async def test_a_proved_order_is_not_asked_for_again_in_this_conversation() -> None:
    chat = Chat(VISITOR)
    await chat.say("where is FH-100001", "order_status", order_number="FH-100001")
    await chat.say("anna@example.org", "inform", email="anna@example.org")

    assert await chat.say("then cancel it", "cancel_order") == ["utter_confirm_cancel_order"]


@pytest.mark.parametrize("number", ["FH-100002", "FH-999999"])
async def test_wrong_details_say_the_same_whether_or_not_there_is_such_an_order(number: str) -> None:
    chat = Chat(VISITOR)
    first = await chat.say(f"where is {number}", "order_status", order_number=number)
    tries = [await chat.say(f"{n}@x.org", "inform", email=f"{n}@x.org") for n in ("a", "b", "c")]

    assert first == ["utter_want_order_email"]
    assert tries[0] == tries[1] == ["utter_no_match", "utter_want_email_again"]
    assert tries[2] == ["utter_call_person"]
    assert chat.gaps == {"reason": "identity_failed"}


async def test_after_too_many_tries_even_the_right_details_open_nothing() -> None:
    chat = Chat(VISITOR)
    await chat.say("where is FH-100002", "order_status", order_number="FH-100002")
    for wrong in ("a@x.org", "b@x.org", "c@x.org"):
        await chat.say(wrong, "inform", email=wrong)

    await chat.say("where is FH-100002", "order_status", order_number="FH-100002")

    assert chat.gaps == {"reason": "identity_failed"}


async def test_a_customer_never_sees_another_customers_order() -> None:
    chat = Chat(BEN)

    said = await chat.say("where is FH-100002", "order_status", order_number="FH-100002")

    assert said == ["utter_want_order_email"]
    assert "anna" not in json.dumps(chat.last.to_json() if chat.last else None).lower()


async def test_without_the_shop_a_person_is_called() -> None:
    chat = Chat(shop=FakeCommerce(down=True))

    assert await chat.say("where is my order", "order_status") == ["utter_call_person"]
    assert chat.gaps == {"reason": "commerce_unavailable"}


async def test_the_other_order_is_picked_after_the_flow_is_over() -> None:
    chat = Chat()
    await chat.say("where is my order", "order_status")
    await chat.say("the second one", "change_answer", 0.5)
    assert chat.gaps["order"] == "FH-100002"

    assert await chat.say("no, the other order", "not_that_one") == ["utter_order_state"]
    assert chat.gaps["order"] == "FH-100001"


async def test_the_same_call_again_gives_the_same_answer() -> None:
    chat = await confirming()
    before = dict(chat.slots)
    await chat.say("Yes", "affirm")
    first = chat.last

    chat.slots, chat.asked = before, "confirmed"
    await chat.say("Yes", "affirm")

    assert chat.last == first


async def test_a_correction_without_a_flow_is_a_question_for_the_articles() -> None:
    assert await Chat().say("no, I meant tents", "change_answer") == ["utter_search"]


async def test_leaving_a_message_instead_ends_the_flow() -> None:
    chat = await confirming()

    assert await chat.say("leave a message", "leave_message") == ["utter_flow_stopped_message"]


async def test_what_is_kept_never_grows_nor_holds_a_card_number() -> None:
    chat = Chat(VISITOR)
    await chat.say("call me", "request_callback")
    await chat.say("+44 7700 900123", "inform", phone="+44 7700 900123")
    await chat.say("tomorrow")
    await chat.say("my card 4111 1111 1111 1111 " + "x" * 4000)

    stored = json.dumps(chat.slots)
    assert "4111" not in stored
    assert len(stored) < 2000


@pytest.mark.parametrize("flow", sorted(FLOWS))
async def test_every_flow_survives_whatever_is_typed(flow: str) -> None:
    chat = Chat(VISITOR)
    for text in ("?", "x" * 4000, '/intent{"a": 1}', "{0.__class__}", "'; DROP TABLE orders; --"):
        if chat.asked is None:
            await chat.say("please", flow)
        said = await chat.say(text, "ask_article", 0.3) if chat.asked else []
        assert all(sentence.startswith("utter_") for sentence in said)


async def test_a_refusal_is_told_before_a_confirmation_is_asked() -> None:
    chat = Chat()

    said = await chat.say("cancel FH-100003", "cancel_order", order_number="FH-100003")

    assert said == ["utter_cancel_refused"]
    assert chat.gaps["because"] == "it has already been delivered"
