"""What an agent who takes over has to know, in a few lines."""

from dataclasses import replace

import pytest

from bot.domain.caller import Caller
from bot.domain.handover import (
    MOST_LINES,
    QUOTED,
    Before,
    Step,
    Story,
    mood_of,
    open_question,
    quoted,
    steps_of,
    summarise,
)
from bot.domain.turn import TurnSignals

STEPS = (
    Step("hi", intent="greeting", negative=0.1),
    Step("where is order 48213", "say", "order_status", (), (("order_number", "48213"),), 0.2),
    Step("how do I send it back", "answer", "start_return", ("Returning an item",), (), 0.3),
    Step("do you rent sat phones", "clarify", "ask_article", (), (), 0.5),
    Step("you are no help", "escalate", "frustrated", (), (), 0.8),
)
FULL = Story(
    caller=Caller("Ann Lee", "ann@b.example", "x1", verified=True),
    vip="tier is gold",
    locale="en",
    page="https://shop.example/cart",
    steps=(*STEPS[:2], replace(STEPS[2], performed="The bot did this: cancel order 48213."), *STEPS[3:]),
    slots={
        "order_postcode": "NW1",
        "requested_slot": "item",
        "flow": "start_return",
        "flow_known": {"a": 1},
        "contact_name": "Ann",
    },
    form="flow_form",
    why=("The mood got worse.", "No article fits.", "Mood: 0.8.", "too much"),
    before=Before(parts=1, conversations=2, unsettled=1, last="2026-11-20"),
)


def test_everything_that_matters_stands_in_at_most_twelve_lines() -> None:
    lines = summarise(FULL).lines
    assert len(lines) <= MOST_LINES
    assert lines[0] == (
        "Who: Ann Lee (verified, VIP: tier is gold, en), ann@b.example, on https://shop.example/cart."
    )
    assert lines[1] == "Wants: order status, start return, article."
    assert lines[2] == "Details: order number 48213, order postcode NW1, contact name Ann."
    assert lines[3] == 'Open question: "do you rent sat phones"'
    assert lines[4] == 'The bot: showed "Returning an item"; asked back once.'
    assert lines[5] == "The bot did this: cancel order 48213. The bot was in the middle of: start return."
    assert lines[6] == "Mood: getting worse (0.10, 0.20, 0.30, 0.50, 0.80; 0 calm, 1 upset)."
    assert lines[7:10] == ("Why a person: The mood got worse.", "No article fits.", "Mood: 0.8.")
    earlier = "an agent had this conversation once, 2 earlier, 1 left unsettled, last on 2026-11-20"
    assert lines[10] == f"Earlier contacts: {earlier}."


def test_of_a_visitor_who_only_asks_for_a_person_little_is_said() -> None:
    summary = summarise(Story(steps=(Step("a person please", "escalate", "ask_person"),)))
    assert summary.lines == (
        "Who: a visitor (not verified).",
        'Open question: "a person please"',
        "Mood: calm (0.00; 0 calm, 1 upset).",
    )
    assert summarise(Story()).lines == ("Who: a visitor (not verified).",)


def test_a_long_conversation_stays_short() -> None:
    many = Story(steps=STEPS * 20, why=("w" * 500,) * 9)
    assert len(summarise(many).lines) <= MOST_LINES


@pytest.mark.parametrize(
    ("steps", "question"),
    [
        (STEPS[:2], "where is order 48213"),
        (STEPS, "do you rent sat phones"),
        ((STEPS[0],), "hi"),
        ((), None),
    ],
)
def test_open_question(steps: tuple[Step, ...], question: str | None) -> None:
    assert open_question(steps) == question


@pytest.mark.parametrize(
    ("curve", "words"),
    [
        ((), "not known"),
        ((0.1, 0.1), "calm"),
        ((0.1, 0.3), "calm"),
        ((0.1, 0.4), "getting worse"),
        ((0.4, 0.4), "tense"),
        ((0.7, 0.8), "upset"),
        ((0.9, 0.2), "calming down"),
        ((0.3, 0.9, 0.3), "calmer than before"),
    ],
)
def test_mood_in_words(curve: tuple[float, ...], words: str) -> None:
    assert mood_of(curve) == words


def test_quotes_are_one_short_line() -> None:
    assert quoted("a\n  b") == '"a b"'
    assert len(quoted("x" * 500)) == QUOTED + 2


def test_steps_from_memory_leave_the_agents_part_out() -> None:
    turns = (
        TurnSignals("how", decision="answer", article_ids=("refund-time",)),
        TurnSignals("how", decision="escalate", settled_by="Jonas"),
    )
    assert steps_of(turns) == (Step("how", "answer", titles=("refund time",)),)
