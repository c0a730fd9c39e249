"""Drafts become articles, or all their faults are told at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.domain.article import Article, Draft
from knowledge_base.domain.validation import DRAFT_NOTE, compose, faults, publishing_faults, tidied
from knowledge_base.errors import ArticleInvalid
from tests.fakes_articles import draft


def codes(bad: Draft, article_id: str = "tent") -> list[str]:
    with pytest.raises(ArticleInvalid) as raised:
        compose(bad, article_id)
    return [error["code"] for error in raised.value.details["errors"]]


def test_compose_tidies_lines_and_leaves_the_body_alone() -> None:
    body = "  # Tents\r\n\n\n|a|\n\ttrailing  \n"
    made = compose(
        Draft(" Return \n a tent ", body, (" how  to ", "how to", "", "HOW TO"), " returns "), "tent"
    )
    assert made == Article("tent", "Return a tent", body, ("how to",), "returns", "en")


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        pytest.param(draft(title=" \n "), "title_empty", id="blank-title"),
        pytest.param(draft(title="x" * 201), "title_too_long", id="long-title"),
        pytest.param(draft(title="a\x00b"), "character_invalid", id="nul-in-title"),
        pytest.param(draft(body="x" * 100_001), "body_too_long", id="long-body"),
        pytest.param(draft(body="a\ud800"), "character_invalid", id="half-a-surrogate-pair"),
        pytest.param(draft(questions=tuple(map(str, range(201)))), "questions_too_many", id="many-questions"),
        pytest.param(draft(questions=("x" * 401,)), "question_too_long", id="long-question"),
        pytest.param(draft(questions=("a\x07",)), "character_invalid", id="bell-in-question"),
        pytest.param(draft(category=""), "category_empty", id="no-category"),
        pytest.param(draft(category="x" * 81), "category_too_long", id="long-category"),
        pytest.param(draft(locale="english"), "locale_invalid", id="locale-word"),
        pytest.param(draft(locale=""), "locale_invalid", id="no-locale"),
    ],
)
def test_each_rule_has_its_code(bad: Draft, code: str) -> None:
    assert codes(bad) == [code]


@pytest.mark.parametrize(
    "good",
    [
        pytest.param(draft(title="x" * 200), id="longest-title"),
        pytest.param(draft(body="x" * 100_000), id="longest-body"),
        pytest.param(draft(body=""), id="no-body-yet"),
        pytest.param(draft(questions=tuple(str(n).rjust(400, "x") for n in range(200))), id="most-questions"),
        pytest.param(draft(questions=("same",) * 300), id="repetitions-do-not-count"),
        pytest.param(draft(title="Zelt 🏕 zurück"), id="beyond-ascii"),
    ],
)
def test_limits_are_inclusive(good: Draft) -> None:
    compose(good, "tent")


@pytest.mark.parametrize(
    ("given_locale", "stored"),
    [("EN", "en"), ("pt_br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"), (" de ", "de")],
)
def test_locales_get_their_usual_case(given_locale: str, stored: str) -> None:
    assert compose(draft(locale=given_locale), "tent").locale == stored


def test_all_faults_are_told_at_once() -> None:
    bad = Draft("", "\x00", ("x" * 401, "\x01"), "", "??")
    expected = ["id_invalid", "title_empty", "character_invalid", "question_too_long", "character_invalid"]
    assert codes(bad, "Not An Id") == [*expected, "category_empty", "locale_invalid"]


def test_a_fault_names_its_field_and_the_size() -> None:
    fault = faults(draft(body="x" * 123_456))[0]
    assert (fault.field, fault.message) == (
        "body",
        "The body has 123,456 characters; at most 100,000 are allowed.",
    )


@given(st.builds(Draft, st.text(), st.text(), st.lists(st.text()).map(tuple), st.text(), st.text()))
def test_tidying_twice_changes_nothing(any_draft: Draft) -> None:
    once = tidied(any_draft)
    assert tidied(once) == once
    assert once.body == any_draft.body


def test_only_a_text_with_a_body_can_go_live() -> None:
    assert [fault.code for fault in publishing_faults(Article("a", "A", " \n"))] == ["body_empty"]
    assert publishing_faults(Article("a", "A", "text")) == ()


def test_the_note_in_a_made_draft_never_goes_live() -> None:
    noted = Article("a", "A", f"{DRAFT_NOTE} check it.\n\nText.")
    assert [fault.code for fault in publishing_faults(noted)] == ["draft_note_left"]
