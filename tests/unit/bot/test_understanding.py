"""What is told about the intents, and which phrasings may be added."""

import pytest

from bot.domain.understanding import Confusion, Phrasing, by_harm, checked, outcome, owner
from bot.errors import InvalidPhrasing

KNOWN = ("greeting", "start_return")


def confusion(intended: str, understood: str, probability: float) -> Confusion:
    return Confusion("text", intended, understood, probability)


def test_all_kinds_of_questions_lead_to_one_place_but_the_wish_for_a_person() -> None:
    assert outcome("ask_size") == outcome("ask_article")
    assert outcome("ask_person") == "ask_person"
    assert outcome("start_return") == "start_return"


def test_the_surest_confusion_that_leads_elsewhere_comes_first() -> None:
    harmless = confusion("ask_size", "ask_stock", 0.9)
    harmful = confusion("start_return", "ask_return_policy", 0.6)
    worse = confusion("ask_person", "ask_article", 0.8)

    assert by_harm([harmless, harmful, worse]) == (worse, harmful, harmless)


def test_a_phrasing_is_put_on_one_line() -> None:
    assert checked(Phrasing("greeting", "  hi\n\tthere "), KNOWN) == Phrasing("greeting", "hi there")


@pytest.mark.parametrize(
    "text", ["", " \n ", "x" * 301, "- hi", "/greet", "# hi", "my [tent](product)", '[a] {"b"']
)
def test_what_is_no_plain_line_is_refused(text: str) -> None:
    with pytest.raises(InvalidPhrasing):
        checked(Phrasing("greeting", text), KNOWN)


def test_an_unknown_intent_is_refused_by_name() -> None:
    with pytest.raises(InvalidPhrasing, match="order_pizza"):
        checked(Phrasing("order_pizza", "hi"), KNOWN)


def test_the_owner_of_a_phrasing_is_found_in_any_case() -> None:
    phrasings = {"greeting": ["Hi", "Hello there"], "thanks": ["ta"]}

    assert owner("hello THERE", phrasings) == "greeting"
    assert owner("hello", phrasings) is None
