"""Telling how-to questions from wishes by their form."""

import pytest

from bot.rasa.manner import asks, asks_how


@pytest.mark.parametrize(
    "text",
    [
        "How do I return something?",
        "hi there, how can I cancel an order",
        "could you tell me how to change my email",
        "I'd like to know how I can return a jacket",
        "is it possible to edit an order later",
        "what happens if a parcel gets lost",
        "where do I get a return label",
        "can I still cancel my order",
        "until when can an order be cancelled",
        "how long does a refund take",
    ],
)
def test_asking_how_it_is_done(text: str) -> None:
    assert asks_how(text)


@pytest.mark.parametrize(
    "text",
    [
        "I want to return my boots",
        "please cancel order FH-204518",
        "where is my parcel",
        "can you cancel my order",
        "how late are you open tonight",
        "has my refund been processed",
        "book an appointment",
        "show me my invoice",
        "when does the Sheffield shop shut on a Wednesday",
        "what's the status of my order",
        "what are your opening hours",
    ],
)
def test_asking_for_it_to_be_done(text: str) -> None:
    assert not asks_how(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and do you ship to Norway", True),
        ("they are too small?", True),
        ("which size do I need", True),
        ("they are too small", False),
        ("and send me my invoice", False),
    ],
)
def test_the_form_of_a_question(text: str, expected: bool) -> None:
    assert asks(text) is expected
