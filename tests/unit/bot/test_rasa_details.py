"""The details that are told by their shape."""

import pytest

from bot.rasa.clauses import clauses
from bot.rasa.details import person_name, shaped_details


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("where is FH-204518?", [("order_number", "FH-204518")]),
        ("fh-204518 please", [("order_number", "fh-204518")]),
        ("order number 4471902 is late", [("order_number", "4471902")]),
        ("my booking #AB12345", [("order_number", "AB12345")]),
        ("I ordered 3 tents in 2024", []),
        ("write to anna.b+shop@mail.example.co.uk.", [("email", "anna.b+shop@mail.example.co.uk")]),
        ("anna@example", []),
        ("I paid $1,299.50 and 20 euros", [("amount", "$1,299.50"), ("amount", "20 euros")]),
        ("it was €15", [("amount", "€15")]),
        ("call +44 20 7946 0958", [("phone", "+44 20 7946 0958")]),
        ("I waited 20 minutes", []),
        (
            "FH-204518 cost £30, mail me at a@b.example",
            [("order_number", "FH-204518"), ("amount", "£30"), ("email", "a@b.example")],
        ),
    ],
)
def test_shapes(text: str, found: list[tuple[str, str]]) -> None:
    details = shaped_details(text)

    assert [(detail.entity, detail.value) for detail in details] == found
    assert all(text[detail.start : detail.end] == detail.value for detail in details)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna", "Anna"),
        ("anna schmidt", "anna schmidt"),
        ("Siobhán O'Brien", "Siobhán O'Brien"),
        ("Jean-Luc Moreau.", "Jean-Luc Moreau"),
        ("my name is Peter Jones", "Peter Jones"),
        ("hi, I'm Priya Raman", "Priya Raman"),
        ("yes, it's Karen White", "Karen White"),
        ("Lars, lars@example.se", "Lars"),
        ("I'm Olga and my email is olga@example.com", "Olga"),
        ("where is my parcel", None),
        ("do you ship to Norway?", None),
        ("anna@example.com", None),
        ("what is it for", None),
        ("4471902", None),
        ("", None),
    ],
)
def test_a_name_that_was_asked_for(text: str, name: str | None) -> None:
    found = person_name(text, expected=True)

    assert (found.value if found else None) == name
    assert found is None or text[found.start : found.end] == found.value


@pytest.mark.parametrize("text", ["Refund Status", "delivery", "Anna", "this is ridiculous"])
def test_without_being_asked_a_few_words_are_no_name(text: str) -> None:
    assert person_name(text, expected=False) is None


def test_a_name_that_is_led_in_counts_unasked() -> None:
    found = person_name("my name is Anna", expected=False)

    assert found is not None
    assert found.value == "Anna"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("can I talk to someone", []),
        ("It never came. Can I talk to someone?", ["It never came.", "Can I talk to someone?"]),
        ("I want it back, put me through to a person", ["I want it back", "put me through to a person"]),
        ("thanks, but can I see a manager", ["but can I see a manager"]),
        ("hi", []),
        ("", []),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


def test_a_very_long_message_has_a_bounded_number_of_clauses() -> None:
    assert len(clauses("this never ends. " * 200)) == 8
