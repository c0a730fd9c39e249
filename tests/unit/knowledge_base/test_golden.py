"""Golden questions: when an outcome is right, and what a change of the articles does to it."""

from dataclasses import replace

import pytest

from knowledge_base.domain.golden import (
    GoldenDiff,
    GoldenQuestion,
    Outcome,
    compare,
    faults,
    is_right,
    reason_faults,
    same_wording,
    tidied,
)
from tests.fakes_articles import START

TENT = Outcome("answer", "tent", "Return a tent", 0.97, ("tent", "stove"))
STOVE = Outcome("answer", "stove", "Clean a stove", 0.93, ("stove", "tent"))
NEAR = Outcome("clarify", "stove", "Clean a stove", 0.5, ("stove", "tent", "lamp"))
FAR = Outcome("clarify", "stove", "Clean a stove", 0.5, ("stove", "lamp"))
NOTHING = Outcome("escalate", "stove", "Clean a stove", 0.1, ("stove", "tent"))
EMPTY = Outcome("escalate")


def asks(article_id: str | None, question: str = "how?") -> GoldenQuestion:
    return GoldenQuestion("q1", question, article_id, "", "Anna", START, title="Return a tent")


@pytest.mark.parametrize(
    ("outcome", "by_tent", "by_nobody"),
    [
        pytest.param(TENT, True, False, id="answered-by-it"),
        pytest.param(STOVE, False, False, id="answered-by-another"),
        pytest.param(NEAR, True, True, id="offered-among-the-few"),
        pytest.param(FAR, False, True, id="not-offered"),
        pytest.param(NOTHING, False, True, id="found-but-escalated"),
        pytest.param(EMPTY, False, True, id="nothing-found"),
    ],
)
def test_what_is_right(outcome: Outcome, by_tent: bool, by_nobody: bool) -> None:
    assert is_right("tent", outcome) is by_tent
    assert is_right(None, outcome) is by_nobody


@pytest.mark.parametrize(
    ("expected", "before", "after", "kind"),
    [
        pytest.param("tent", TENT, TENT, None, id="stays-right"),
        pytest.param("tent", TENT, NEAR, None, id="still-offered"),
        pytest.param("tent", TENT, NOTHING, "lost", id="no-longer-answered"),
        pytest.param("tent", TENT, FAR, "lost", id="others-offered"),
        pytest.param("tent", TENT, STOVE, "stolen", id="answered-by-another"),
        pytest.param("tent", NEAR, STOVE, "stolen", id="offered-then-stolen"),
        pytest.param("tent", NOTHING, TENT, "repaired", id="answered-at-last"),
        pytest.param("tent", STOVE, NOTHING, None, id="wrong-before-and-after"),
        pytest.param("tent", NOTHING, STOVE, None, id="wrong-in-another-way"),
        pytest.param(None, NOTHING, STOVE, "newly_answered", id="must-not-be-answered"),
        pytest.param(None, STOVE, EMPTY, "repaired", id="silent-at-last"),
        pytest.param(None, EMPTY, NEAR, None, id="silent-enough"),
    ],
)
def test_what_a_change_does(expected: str | None, before: Outcome, after: Outcome, kind: str | None) -> None:
    diff = compare([asks(expected)], {"how?": before}, {"how?": after})
    found = {name: getattr(diff, name) for name in ("lost", "stolen", "newly_answered", "repaired")}
    assert {name for name, changes in found.items() if changes} == ({kind} if kind else set())
    assert bool(diff.broken) is (kind in {"lost", "stolen", "newly_answered"})


def test_a_diff_can_be_read_by_people_and_programs() -> None:
    questions = [asks("tent", f"question {number}") for number in range(5)]
    texts = [question.question for question in questions]
    diff = compare(questions, dict.fromkeys(texts, TENT), dict.fromkeys(texts, STOVE))
    assert diff.summary() == (
        "Golden questions would break: 'question 0', 'question 1', 'question 2' and 2 more."
    )
    plain = diff.to_dict()
    assert plain["lost"] == plain["newly_answered"] == plain["repaired"] == []
    assert plain["stolen"][0] == {
        "id": "q1",
        "question": "question 0",
        "expected": {"id": "tent", "title": "Return a tent"},
        "before": {"decision": "answer", "article_id": "tent", "title": "Return a tent", "probability": 0.97},
        "after": {"decision": "answer", "article_id": "stove", "title": "Clean a stove", "probability": 0.93},
    }


def test_an_article_that_is_gone_is_named_by_its_id() -> None:
    gone = replace(asks("tent"), title=None)
    (change,) = compare([gone], {"how?": TENT}, {"how?": EMPTY}).lost
    assert change.to_dict()["expected"] == {"id": "tent", "title": "tent"}
    (change,) = compare([asks(None)], {"how?": EMPTY}, {"how?": TENT}).newly_answered
    assert change.to_dict()["expected"] is None


def test_nothing_broken_is_nothing_to_say() -> None:
    assert GoldenDiff().broken == ()


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="sound"),
        pytest.param({"question": " \n"}, ["question_empty"], id="empty"),
        pytest.param({"question": "x" * 401}, ["question_too_long"], id="long"),
        pytest.param({"question": "a\x00b"}, ["character_invalid"], id="nul"),
        pytest.param({"question": "\ud800"}, ["character_invalid"], id="half-a-character"),
        pytest.param({"note": "x" * 1_001}, ["note_too_long"], id="long-note"),
        pytest.param({"note": "\x07"}, ["character_invalid"], id="bell-in-the-note"),
    ],
)
def test_every_fault_of_a_question_is_found(changes: dict[str, str], codes: list[str]) -> None:
    question = tidied(replace(asks("tent"), **changes))  # type: ignore[arg-type]  # texts only
    assert [fault.code for fault in faults(question)] == codes


def test_a_question_stands_on_one_line() -> None:
    tidy = tidied(replace(asks("tent"), question="  How do I\n return it? ", note=" why \n"))
    assert (tidy.question, tidy.note) == ("How do I return it?", "why")
    assert same_wording("How  do I?") == same_wording(" how DO i? ")


@pytest.mark.parametrize(("reason", "sound"), [("New terms.", True), ("  ", False), ("x" * 501, False)])
def test_a_reason_must_be_one(reason: str, sound: bool) -> None:
    assert (reason_faults(reason) == ()) is sound
