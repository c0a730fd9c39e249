"""Deciding over probabilities, without Rasa and without a model."""

from collections.abc import Mapping

import numpy as np
import pytest

from bot.rasa.clauses import Clause, located_clauses
from bot.rasa.decision import Decision, Limits, Meaning, read_limits

INTENTS = ("ask_article", "ask_person", "ask_size", "ask_stock", "greeting", "start_return", "cancel_order")
DECISION = Decision(
    INTENTS, Limits(jobs=("start_return", "cancel_order"), by_name={"ask_person": 0.5}, asked_how=0.9)
)


def likely(given: Mapping[str, float]) -> np.ndarray:
    rest = (1 - sum(given.values())) / (len(INTENTS) - len(given))
    return np.array([given.get(name, rest) for name in INTENTS])


def test_kinds_of_questions_count_together_against_the_likeliest_intent() -> None:
    meaning = DECISION.meaning("boots 42", likely({"ask_size": 0.3, "ask_stock": 0.25, "start_return": 0.4}))

    assert (meaning.intent, meaning.topic) == ("ask_article", "ask_size")
    assert meaning.probability == pytest.approx(0.55, abs=0.02)


def test_a_job_needs_more_than_talk() -> None:
    split = {"ask_size": 0.4, "ask_stock": 0.05}

    assert DECISION.meaning("x", likely({**split, "greeting": 0.52})).intent == "greeting"
    assert DECISION.meaning("x", likely({**split, "start_return": 0.52})).intent == "ask_article"


def test_a_job_asked_about_needs_much_more_than_one_asked_for() -> None:
    row = likely({"start_return": 0.8})

    assert DECISION.meaning("I want to return my boots", row).intent == "start_return"
    assert DECISION.meaning("how do I return my boots", row).intent == "ask_article"
    assert (
        DECISION.meaning("how do I return my boots", likely({"start_return": 0.95})).intent == "start_return"
    )


def test_the_wish_for_a_person_is_no_question() -> None:
    wish = DECISION.meaning("agent", likely({"ask_person": 0.6}))
    assert wish == Meaning("ask_person", wish.probability, "ask_person")
    assert wish.probability == pytest.approx(0.6)
    assert DECISION.meaning("agent", likely({"ask_person": 0.45, "greeting": 0.2})).intent == "ask_article"


def matters_of(text: str, *rows: Mapping[str, float]) -> list[str]:
    clauses = located_clauses(text)
    assert len(clauses) == len(rows)
    return [matter.intent for matter in DECISION.matters(clauses, np.stack([likely(row) for row in rows]))]


def test_a_job_and_a_question_are_two_matters() -> None:
    text = "I want to return my boots, and which size is bigger?"

    assert matters_of(text, {"start_return": 0.9}, {"ask_size": 0.9}) == ["start_return", "ask_size"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("I want to return these, I want to send them back", [{"start_return": 0.9}, {"start_return": 0.9}]),
        ("I want to return these, they are too small", [{"start_return": 0.9}, {"ask_size": 0.9}]),
        ("good morning to you, which size is bigger?", [{"greeting": 0.9}, {"ask_size": 0.9}]),
        ("which size is bigger, and how much is it?", [{"ask_size": 0.9}, {"ask_article": 0.9}]),
        ("I want to return these, which size is bigger?", [{"start_return": 0.5}, {"ask_size": 0.9}]),
    ],
)
def test_what_is_one_matter(text: str, rows: list[Mapping[str, float]]) -> None:
    assert matters_of(text, *rows) == []


def test_the_first_job_among_several_matters_is_started() -> None:
    rows = np.stack([likely({"ask_size": 0.9}), likely({"cancel_order": 0.9}), likely({"start_return": 0.9})])
    clauses = [Clause("which size is bigger?", 0, 1), Clause("cancel it", 1, 2), Clause("send it back", 2, 3)]

    job = DECISION.first_job(DECISION.matters(clauses, rows))

    assert job is not None
    assert job.intent == "cancel_order"
    assert DECISION.first_job([]) is None


def test_limits_come_from_the_configuration_and_others_settings_are_left_alone() -> None:
    limits = read_limits({"best": 0.4, "iterations": 60, "jobs": ["start_return"]})

    assert (limits.best, limits.jobs) == (0.4, ["start_return"])
