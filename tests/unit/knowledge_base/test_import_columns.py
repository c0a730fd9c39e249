"""Columns of tables, whoever named them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.domain.article import ArticleStatus, Draft
from knowledge_base.domain.import_columns import COLUMNS, Columns, match_columns, recognised, row_to_cells
from knowledge_base.domain.import_shapes import row_from_data
from knowledge_base.domain.imports import ImportRow
from knowledge_base.domain.validation import Fault


def columns(*header: str) -> Columns:
    found = match_columns(header)
    assert isinstance(found, Columns)
    return found


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (("Question", "Answer"), {"title": 0, "body": 1}),
        (
            ("\ufeffFrage", "ANTWORT", "Kategorie", "Sprache"),
            {"title": 0, "body": 1, "category": 2, "locale": 3},
        ),
        (("Title", "question", "text"), {"title": 0, "questions": 1, "body": 2}),
        (("titre", "contenu", "Article_ID"), {"title": 0, "body": 1, "id": 2}),
        (("name", "title", "body"), {"title": 0, "body": 2}),
    ],
)
def test_columns_are_known_by_many_names(header: tuple[str, ...], fields: dict[str, int]) -> None:
    assert dict(columns(*header).places) == fields


def test_a_column_that_means_nothing_here_is_told() -> None:
    found = columns("Question", "Answer", "Views", "", "Question")
    assert found.ignored == ("Views", "Question")
    assert recognised(("Question", "Answer", "Views")) == 2


@pytest.mark.parametrize("header", [(), ("a header", "x"), ("Question",), ("body", "category")])
def test_without_title_and_body_nothing_can_be_read(header: tuple[str, ...]) -> None:
    fault = match_columns(header)
    assert isinstance(fault, Fault)
    assert fault.code == "columns_missing"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["T", "b", "", "x", ""], {"title": "T", "body": "b", "category": "x"}, id="empty-cells"),
        pytest.param(["", "", "", "", ""], {"title": "", "body": ""}, id="title-and-body-always"),
        pytest.param(
            ["T", "b", "q | r;s"], {"title": "T", "body": "b", "questions": ["q ", " r", "s"]}, id="list"
        ),
        pytest.param(["T", "b", "q;\nr"], {"title": "T", "body": "b", "questions": ["q;", "r"]}, id="lines"),
        pytest.param(["T", "'=1+1"], {"title": "T", "body": "=1+1"}, id="no-formula"),
        pytest.param(["T", "'tis"], {"title": "T", "body": "'tis"}, id="apostrophe"),
        pytest.param(
            ["T", "b", "", "", "Live"], {"title": "T", "body": "b", "status": "published"}, id="live"
        ),
    ],
)
def test_a_row_says_what_its_cells_say(cells: list[str], expected: dict[str, Any]) -> None:
    assert columns("title", "body", "questions", "category", "status").data(cells) == expected


@pytest.mark.parametrize(
    ("cells", "code"),
    [(["T"], "cells_missing"), (["T", "b", "q", "extra"], "cells_too_many")],
)
def test_a_row_of_another_length_is_a_fault(cells: list[str], code: str) -> None:
    fault = columns("title", "body", "questions").data(cells)
    assert isinstance(fault, Fault)
    assert fault.code == code


def test_a_draft_must_be_an_object() -> None:
    fault = columns("title", "body", "draft").data(["T", "b", "{"])
    assert isinstance(fault, Fault)
    assert fault.field == "draft"


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.sampled_from(
    ["=1", "'=1", "-", "'", "a | b", "a;b", "\ta", "\r"]
)
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)
drafts = st.builds(
    Draft,
    title=lines,
    body=texts,
    questions=st.lists(lines, max_size=3).map(tuple),
    category=lines,
    locale=st.sampled_from(["en", "pt-BR"]),
    translation_of=st.none() | st.just("tent"),
)


@given(drafts, st.sampled_from(ArticleStatus), st.none() | drafts)
def test_cells_read_as_the_row_that_wrote_them(
    draft: Draft, status: ArticleStatus, pending: Draft | None
) -> None:
    pending = pending if status is ArticleStatus.PUBLISHED else None
    row = ImportRow("f:1", draft, status, pending)
    data = columns(*COLUMNS).data(row_to_cells(row))
    assert row_from_data(data, "f:1") == row
