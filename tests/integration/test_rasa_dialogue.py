"""The real dialogue: the trained model behind its channel, in Rasa's own interpreter."""

import uuid
from typing import Any

import pytest

from bot.adapters.rasa import RasaDialogue
from bot.domain.directives import LeaveMessage, Say, SearchArticles
from bot.domain.intention import JOBS
from tests.rasa_process import RunningDialogue, conversation, dialogue

__all__ = ["conversation", "dialogue"]  # fixtures


def intent(answer: dict[str, Any]) -> str:
    """The intent; every kind of question counts as one for the articles."""
    name = str(answer["parse"]["intent"])
    return "ask_article" if name.startswith("ask_") and name != "ask_person" else name


def directives(answer: dict[str, Any]) -> list[str]:
    return [said["directive"] for said in answer["utterances"] if "directive" in said]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello there!", "greeting"),
        ("thank you, that solved my problem", "thanks"),
        ("ok bye for now", "goodbye"),
        ("am I chatting with a real person or with a robot?", "bot_challenge"),
        ("I'd like to talk to somebody about my order", "ask_person"),
        ("is there anyone real there", "ask_person"),
        ("My tent never came. Can I speak to someone?", "ask_person"),
        ("yes please", "affirm"),
        ("no thanks", "deny"),
        ("this is useless, whatever", "frustrated"),
        ("can I leave a message for your team?", "leave_message"),
        ("I want to talk about my order", "ask_article"),
        ("I'm annoyed that my parcel is two weeks late", "order_status"),
        ("hi, how do I reset my password?", "ask_article"),
        ("thanks, and how much is shipping to Iceland?", "ask_article"),
        ("wher is my pacel", "order_status"),
        ("How do I dispute a card payment?", "ask_article"),
        ("Can I bring my dog to the room", "ask_article"),
        ("cancel my subscription", "ask_article"),
    ],
)
def test_what_customers_mean(dialogue: RunningDialogue, conversation: str, text: str, expected: str) -> None:
    assert intent(dialogue.turn(conversation, 1, text)) == expected


QUESTIONS = [
    "does the warranty cover water damage",
    "I ordered the wrong size, how can I swap it",
    "how late can I cancel my booking without paying",
    "my voucher expired yesterday, can it still be used",
    "the zip on my backpack broke after two weeks",
    "where do I see my past orders",
    "do you have a shop in Dublin",
    "hi there, is the tent suitable for winter?",
    "thank you, but where do I find the label",
    "I want to change the date of my trip",
    "can somebody sign for my parcel at the reception",
    "how do I add a colleague to my account",
    "can my assistant book on my behalf",
    "I need an invoice for my company",
    "why was my order cancelled",
    "I'm really disappointed with the boots, the sole came off. How do I return them?",
    "is there a fee for paying with a foreign card",
    "lost my boarding pass",
    "which forms do I need to register a company",
    "I need to book a wheelchair for my mother",
    "the app logs me out all the time",
    "can I get a discount for a group of 20 people",
    "someone used my card without permission",
    "is it safe to machine wash the sleeping bag",
    "I would like to know if you ship to Austria",
    "hello, I bought a jacket last week and it already has a hole",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_never_taken_for_chatter(
    dialogue: RunningDialogue, conversation: str, text: str
) -> None:
    heard = intent(dialogue.turn(conversation, 1, text))

    assert heard in JOBS or heard == "ask_article"


@pytest.mark.parametrize(
    ("text", "directive"),
    [
        ("how long does delivery take", "search_articles"),
        ("put me through to an agent", "ask_person"),
        ("you are completely useless", "express_frustration"),
    ],
)
def test_what_is_to_be_done_comes_as_a_directive(
    dialogue: RunningDialogue, conversation: str, text: str, directive: str
) -> None:
    assert dialogue.turn(conversation, 1, text)["utterances"] == [{"directive": directive}]


def test_a_turn_tells_all_that_was_understood(dialogue: RunningDialogue, conversation: str) -> None:
    text = "Where is FH-204518? I paid $40 last Monday, mail me at ann@example.com"

    parse = dialogue.turn(conversation, 1, text)["parse"]

    found = {(entity["entity"], entity["value"]) for entity in parse["entities"]}
    assert found == {
        ("order_number", "FH-204518"),
        ("amount", "$40"),
        ("date", "last Monday"),
        ("email", "ann@example.com"),
    }
    assert all(text[e["start"] : e["end"]] == e["value"] for e in parse["entities"])
    assert 0 < parse["probability"] <= 1
    assert len(parse["ranking"]) == 5


def test_a_message_is_left_with_a_question_in_the_middle(
    dialogue: RunningDialogue, conversation: str
) -> None:
    started = dialogue.turn(conversation, 1, "I'd like to leave a message")
    assert started["active_form"] == "contact_form"
    assert started["slots"] == {"requested_slot": "contact_name"}

    named = dialogue.turn(conversation, 2, "my name is Anna Schmidt")
    assert named["slots"]["contact_name"] == "Anna Schmidt"

    asked = dialogue.turn(conversation, 3, "do you ship to Norway?")
    assert directives(asked) == ["search_articles"]
    assert asked["utterances"][-1]["name"].startswith("utter_ask_contact_form"), "the form must go on"
    assert asked["slots"]["requested_slot"] == "contact_email"

    dialogue.turn(conversation, 4, "anna@example.com")
    done = dialogue.turn(conversation, 5, "My stove leaks gas. What should I do with it?")

    assert done["utterances"] == [
        {
            "directive": "leave_message",
            "name": "Anna Schmidt",
            "email": "anna@example.com",
            "topic": "My stove leaks gas. What should I do with it?",
        }
    ]
    assert (done["active_form"], done["slots"]) == (None, {})

    again = dialogue.turn(conversation, 6, "leave a message")
    assert again["slots"] == {"requested_slot": "contact_name"}, "the old answers must not fill a new form"


NAME_ASKED: list[str] = []
EMAIL_ASKED = ["Anna"]
TOPIC_ASKED = ["Anna", "anna@example.com"]


@pytest.mark.parametrize(
    ("answers", "text", "directive"),
    [
        (NAME_ASKED, "stop", []),
        (NAME_ASKED, "no, never mind", []),
        (NAME_ASKED, "can I talk to a human instead", ["ask_person"]),
        (NAME_ASKED, "this is ridiculous", ["express_frustration"]),
        (NAME_ASKED, "bye", []),
        (EMAIL_ASKED, "please stop", []),
        (EMAIL_ASKED, "nope", []),
        (EMAIL_ASKED, "get me an agent", ["ask_person"]),
        (EMAIL_ASKED, "I'm fed up with this", ["express_frustration"]),
        (EMAIL_ASKED, "goodbye", []),
        (TOPIC_ASKED, "cancel", []),
        (TOPIC_ASKED, "forget it", []),
        (TOPIC_ASKED, "I'd rather speak to somebody", ["ask_person"]),
    ],
)
def test_the_form_can_be_left_anywhere(
    dialogue: RunningDialogue, conversation: str, answers: list[str], text: str, directive: list[str]
) -> None:
    for number, line in enumerate(["leave a message", *answers]):
        assert dialogue.turn(conversation, number, line)["active_form"] == "contact_form"

    left = dialogue.turn(conversation, "last", text)

    assert left["active_form"] is None
    assert directives(left) == directive


@pytest.mark.parametrize("text", ["anna at example", "I have none", "what for?"])
def test_only_an_address_is_taken_as_one(dialogue: RunningDialogue, conversation: str, text: str) -> None:
    for number, line in enumerate(["leave a message", "Anna"]):
        dialogue.turn(conversation, number, line)

    answer = dialogue.turn(conversation, "odd", text)

    assert "contact_email" not in answer["slots"]


def test_what_is_known_of_a_customer_is_not_asked_again(dialogue: RunningDialogue, conversation: str) -> None:
    known = {"contact_name": "Ann", "contact_email": "ann@example.com"}

    answer = dialogue.turn(conversation, 1, "I want to leave a message", slots=known)

    assert answer["slots"]["requested_slot"] == "contact_topic"


def test_what_becomes_known_later_is_not_asked_either(dialogue: RunningDialogue, conversation: str) -> None:
    dialogue.turn(conversation, 1, "hello")
    known = {"contact_name": "Ann", "contact_email": "ann@example.com", "no_such_slot": 1}

    answer = dialogue.turn(conversation, 2, "I want to leave a message", slots=known)

    assert answer["slots"]["requested_slot"] == "contact_topic"


def test_a_form_goes_on_after_the_process_forgot_it(dialogue: RunningDialogue, conversation: str) -> None:
    dialogue.turn(conversation, 1, "leave a message")
    before = dialogue.turn(conversation, 2, "Anna")
    other = uuid.uuid4().hex

    after = dialogue.turn(
        other, 3, "anna@example.com", slots=before["slots"], active_form=before["active_form"]
    )

    assert after["slots"] == {
        "contact_name": "Anna",
        "contact_email": "anna@example.com",
        "requested_slot": "contact_topic",
    }


async def test_the_servers_client_understands_it(dialogue: RunningDialogue, conversation: str) -> None:
    async with RasaDialogue(dialogue.url, dialogue.secret, timeout=10.0) as client:
        assert await client.healthy()
        found = await client.turn(conversation, "1", "how do I return a jacket?")
        await client.turn(conversation, "2", "leave a message")
        await client.turn(conversation, "3", "Anna")
        await client.turn(conversation, "4", "anna@example.com")
        left = await client.turn(conversation, "5", "call off my order")
        thanks = await client.turn(conversation, "6", "thank you")
        await client.forget(conversation)

    fields = {"name": "Anna", "email": "anna@example.com", "topic": "call off my order"}
    assert found.directives == (SearchArticles(),)
    assert left.directives == (LeaveMessage(fields),)
    assert isinstance(thanks.directives[0], Say)
