"""Cutting messages into clauses, without Rasa."""

import pytest

from bot.rasa.clauses import clauses, located_clauses

TEXT = "  My tent never came, and I want my money back. Thanks.  Do you ship to Norway?"


def test_clauses_of_three_words_or_more_are_found() -> None:
    assert clauses(TEXT) == ["My tent never came", "and I want my money back.", "Do you ship to Norway?"]


def test_every_clause_knows_its_place() -> None:
    assert all(TEXT[clause.start : clause.end] == clause.text for clause in located_clauses(TEXT))


@pytest.mark.parametrize("text", ["where is my parcel", "hi, yes", "", "one two three"])
def test_a_single_clause_is_none(text: str) -> None:
    assert clauses(text) == []


def test_of_many_clauses_the_last_eight_count() -> None:
    text = " ".join(f"This is number {n}." for n in range(12))

    assert clauses(text)[0] == "This is number 4."
    assert len(clauses(text)) == 8
