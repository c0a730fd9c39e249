"""Two matters in one message: which is served beside the other."""

from dataclasses import replace

import pytest

from bot.domain.directives import DialogueTurn, Parse, Part, Say, SearchArticles
from bot.domain.facts import Found
from bot.domain.matters import Matters, OpenMatter, first_matter, joined, other_matter, sort_out, with_answer
from bot.domain.turn import HitRecord

CANCEL = "cancel my order 48213"
REFUND = "how long does a refund take"
RETURNS = HitRecord("returns", "Returns", "60 days", "How long", 0.9, 0.9)
DELIVERY = HitRecord("delivery", "Delivery", "Two days", "", 0.9, 0.9)
SURE = Found((RETURNS,), "answer", 0.7)
ALSO_SURE = Found((DELIVERY,), "answer", 0.7)
NEAR = Found((DELIVERY,), "clarify", 0.7)
FAR = Found((DELIVERY,), "escalate", 0.7)


def part(text: str, intent: str) -> Part:
    return Part(text, 0, len(text), intent, 0.9)


def heard(*parts: Part) -> DialogueTurn:
    return DialogueTurn(Parse("cancel_order", 0.9, parts=parts), (Say("Which order?"),))


def test_a_flow_and_a_question() -> None:
    dialogue = heard(part(CANCEL, "cancel_order"), part(REFUND, "ask_article"))
    assert (first_matter(dialogue), other_matter(dialogue)) == (CANCEL, REFUND)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param((), id="one matter"),
        pytest.param((part("hello there", "greeting"), part(CANCEL, "cancel_order")), id="a greeting"),
        pytest.param(
            (part(REFUND, "ask_article"), part("thanks", "thanks")), id="none is the dialogue's own"
        ),
    ],
)
def test_no_second_matter(parts: tuple[Part, ...]) -> None:
    assert other_matter(heard(*parts)) is None


def test_the_answer_comes_before_what_the_dialogue_says() -> None:
    dialogue = heard()
    assert with_answer(dialogue).directives == (SearchArticles(), *dialogue.directives)
    assert with_answer(with_answer(dialogue)) == with_answer(dialogue)


def test_joined_turns_keep_the_last_state() -> None:
    first = replace(heard(), directives=(SearchArticles(),))
    second = replace(heard(), slots={"order": "48213"}, active_form="cancel_order")
    both = joined(first, second)
    assert both.directives == (SearchArticles(), Say("Which order?"))
    assert (both.active_form, both.slots) == ("cancel_order", {"order": "48213"})


@pytest.mark.parametrize(
    ("first", "second", "found", "matters"),
    [
        pytest.param(SURE, ALSO_SURE, SURE, Matters((DELIVERY,)), id="both sure"),
        pytest.param(SURE, SURE, SURE, Matters(), id="the same answer"),
        pytest.param(SURE, NEAR, SURE, Matters(open=OpenMatter("b", (DELIVERY,))), id="second near"),
        pytest.param(SURE, FAR, SURE, Matters(open=OpenMatter("b")), id="second far"),
        pytest.param(NEAR, SURE, SURE, Matters(open=OpenMatter("a", (DELIVERY,))), id="first near"),
        pytest.param(NEAR, FAR, NEAR, Matters(), id="none sure"),
    ],
)
def test_two_questions(first: Found, second: Found, found: Found, matters: Matters) -> None:
    assert sort_out(first, second, ("a", "b")) == (found, matters)
