"""Ranking gaps, choosing the reply, and making a draft that an editor can start from."""

from typing import Any

from knowledge_base.domain.asked import HumanReply
from knowledge_base.domain.gap import (
    HINT_EMPTY,
    HINT_REPLY,
    PHRASINGS,
    Gap,
    best_reply,
    draft_of,
    essence,
    headline,
    in_order,
    phrasings,
    worth,
)
from knowledge_base.domain.validation import TITLE_MAX, compose
from tests.fakes_questions import asked

LONG = "We do not rent out phones, but our Leeds shop lends two-way radios for a week."


def gap(name: str, minutes: float = 0.0, count: int = 1, **given: Any) -> Gap:
    questions = tuple(asked(f"{name} {n}", n, agent_minutes=minutes / count) for n in range(count))
    return Gap(name, name, questions, **given)


def test_minutes_and_frequency_both_count() -> None:
    often, dear, rare = gap("often", count=10), gap("dear", minutes=45), gap("rare")
    assert [g.id for g in in_order([rare, often, dear])] == ["dear", "often", "rare"]
    assert worth(often.questions) == 20.0


def test_open_gaps_come_first_whatever_they_cost() -> None:
    gaps = [
        gap("a", minutes=90, status="dismissed"),
        gap("b", minutes=90, status="published"),
        gap("c", minutes=90, status="drafted"),
        gap("d"),
    ]
    assert [g.id for g in in_order(gaps)] == ["d", "c", "b", "a"]


def test_the_best_reply_pleased_then_is_full_then_new() -> None:
    short = asked("a", 1, reply=HumanReply("Sorry, no.", "Mira"))
    full = asked("b", 2, reply=HumanReply(LONG, "Jonas"))
    liked = asked("c", 3, reply=HumanReply("No, but we lend radios.", "Ada", liked=True))
    disliked = asked("d", 4, reply=HumanReply(LONG + LONG, "Tom", liked=False))
    none = asked("e", 5)

    def agent(*questions: Any) -> str | None:
        reply = best_reply(questions)
        return reply.agent if reply else None

    assert agent(short, full, liked, disliked, none) == "Ada"
    assert agent(short, full, disliked, none) == "Jonas"
    assert agent(disliked, short) == "Mira"
    assert (
        agent(asked("f", 6, reply=HumanReply(LONG, "Old")), asked("g", 7, reply=HumanReply(LONG, "New")))
        == "New"
    )
    assert agent(none) is None


def test_phrasings_are_masked_and_said_once() -> None:
    found = phrasings(
        ["Where is  order 48213?", "where is order 99999", "WHERE IS MY PARCEL", "x" * 401, "  "]
    )
    assert found == ("Where is order [number]?", "WHERE IS MY PARCEL")
    assert len(phrasings([f"question {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(99)])) == PHRASINGS


def test_essence_leaves_case_and_marks_out() -> None:
    assert essence("  Do you deliver,  to NORWAY?! ") == essence("do you deliver to norway")


def test_a_draft_has_the_questions_the_reply_and_a_note_for_the_editor() -> None:
    questions = (
        asked(
            "do you rent phones, mail me at ann@example.org", 2, reply=HumanReply(f"Hi Ann, {LONG}", "Jonas")
        ),
        asked("rent a sat phone?", 1),
    )
    draft = draft_of(Gap("g", "rent a sat phone?", questions), "stores")
    assert draft.title == "Rent a sat phone?"
    assert draft.questions == ("rent a sat phone?", "do you rent phones, mail me at [e-mail]")
    assert draft.body == f"{HINT_REPLY}\n\n{LONG}"
    assert draft.category == "stores"
    assert compose(draft, "phones").title == draft.title


def test_a_draft_without_a_reply_says_so() -> None:
    assert draft_of(gap("phones")).body == HINT_EMPTY


def test_a_title_is_one_short_line() -> None:
    assert headline("where\n is  48213 going") == "Where is [number] going"
    long = headline("word " * 100)
    assert len(long) <= TITLE_MAX
    assert long.endswith("word\u2026")
