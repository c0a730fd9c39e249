"""Settling what several people said of the same answer."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from knowledge_base.domain.label import Label, Lesson, lessons, settle

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def label(right: bool, minute: int = 0, source: Any = "customer", by: str = "c1", **given: Any) -> Label:
    values: dict[str, Any] = {
        "question": "How do I return it?",
        "article_id": "returns",
        "probability": 0.9,
    } | given
    return Label(right=right, at=NOW + timedelta(minutes=minute), source=source, by=by, **values)


@pytest.mark.parametrize(
    ("labels", "right"),
    [
        pytest.param([label(True, 0), label(False, 1)], False, id="one person changes their mind"),
        pytest.param([label(True, 9), label(False, 1)], True, id="whatever the order they come in"),
        pytest.param(
            [label(False, 5, "customer"), label(True, 1, "agent", "s1")], True, id="agents before customers"
        ),
        pytest.param(
            [label(False, 5, "agent", "s1"), label(True, 1, "golden", "Lena")],
            True,
            id="golden before agents",
        ),
        pytest.param(
            [label(True, 1, by="a"), label(True, 2, by="b"), label(False, 3, by="c")], True, id="majority"
        ),
        pytest.param([label(True, 1, by="a"), label(False, 2, by="b")], False, id="the latest of a tie"),
        pytest.param(
            [label(True, 1), label(False, 2, question="how do i return it")], False, id="case and marks"
        ),
    ],
)
def test_one_label_an_answer(labels: list[Label], right: bool) -> None:
    (decided,) = settle(labels)
    assert decided.right is right
    assert settle(reversed(labels)) == (decided,)


def test_other_articles_and_questions_are_other_subjects() -> None:
    labels = [label(True), label(False, article_id="delivery"), label(False, question="Where is it?")]
    assert len(settle(labels)) == 3


def test_labels_come_in_the_order_of_time() -> None:
    labels = [label(True, 9, question="a"), label(True, 1, question="b")]
    assert [one.question for one in settle(labels)] == ["b", "a"]


def test_a_lesson_forgets_who_said_it_and_when() -> None:
    said = [label(True, 9, question="b", source="agent"), label(False, 1, question="a")]
    assert lessons(said) == (Lesson("a", "returns", False), Lesson("b", "returns", True, expert=True))


def test_what_is_wrong_teaches_nothing_where_it_is_known_what_is_right() -> None:
    known = label(True, question="How do I return it?", source="golden", article_id="swaps")
    assert lessons([label(False, question="how do I return it"), known]) == (
        Lesson("How do I return it?", "swaps", True, expert=True),
    )


def test_no_article_answers_is_a_lesson_and_its_denial_is_none() -> None:
    nothing = label(True, source="golden", article_id=None)
    assert [one.article_id for one in lessons([nothing])] == [None]
    assert lessons([label(False, article_id=None)]) == ()
