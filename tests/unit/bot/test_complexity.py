"""How complex a message is: what counts, and what does not."""

import pytest

from bot.domain.complexity import Complexity, measure
from bot.domain.escalation import complexity_of
from bot.domain.policy import Policy

SIMPLE = (
    "Where is my parcel?",
    "Hi, what are your opening hours and where can I park?",
    "I was charged twice, can you have a look please",
    "Where is order 48213?",
    "What's your return policy???",
    "I ordered a rain jacket last week and I'm quite happy with it. Should I wash it before the first trip?",
)
COMPLEX = {
    "three orders": """
        Order 48213 came without the poles, order 48377 was charged twice (89.90 euros) and your colleague
        said the coupon would count, but it did not. How do I get the money, and who pays for the return?
    """,
    "gift from abroad": """
        I already called twice and was told something different each time. If my sister sends the jacket from
        Spain, who pays the postage, and would you refund the gift card or the 60 euros I paid?
    """,
}


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        pytest.param("Where is it? When does it come?", "questions", 2, id="two questions"),
        pytest.param(
            "what does it cost and how long does it take", "questions", 2, id="questions without marks"
        ),
        pytest.param("really???", "questions", 1, id="one question, many marks"),
        pytest.param("if it is late, unless I am away", "conditions", 2, id="conditions"),
        pytest.param("I paid 89.90 euros", "money", 1, id="an amount"),
        pytest.param("you overcharged me", "money", 1, id="overcharged"),
        pytest.param("it cost me nerves", "money", 0, id="no money"),
        pytest.param("order no. 48213", "personal", 1, id="order number"),
        pytest.param("my account was locked", "personal", 1, id="account"),
        pytest.param("I have 2 tents", "personal", 0, id="a plain number"),
        pytest.param("your colleague told me so", "earlier_contact", 1, id="a colleague said"),
        pytest.param("this is the third time I write", "earlier_contact", 1, id="third time"),
        pytest.param("nobody replied", "earlier_contact", 1, id="nobody replied"),
        pytest.param("I tried it three times", "earlier_contact", 0, id="tried, not asked"),
    ],
)
def test_parts(text: str, part: str, value: int) -> None:
    assert getattr(measure(text), part) == value


@pytest.mark.parametrize("text", SIMPLE)
def test_simple_message_stays_with_the_bot(text: str) -> None:
    assert complexity_of(measure(text), Policy()) < Policy().complexity_limit


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in COMPLEX.items()])
def test_complex_message_goes_to_a_person(text: str) -> None:
    assert complexity_of(measure(text), Policy()) >= Policy().complexity_limit


def test_a_plain_question_weighs_only_its_length() -> None:
    one_question = Complexity(questions=1, words=6, entity_kinds=1)
    assert complexity_of(one_question, Policy(weight_long=0.0)) == 0.0


def test_entities_are_counted_by_the_dialogue() -> None:
    assert measure("hello", entity_kinds=3).entity_kinds == 3
