"""Plain data becomes rows, or every fault of its shape is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.domain.article import ArticleStatus, Draft
from knowledge_base.domain.import_shapes import row_from_data, row_to_data
from knowledge_base.domain.imports import ImportRow

TEXT = {"title": "Tents", "body": "Bring it back."}


def test_the_least_that_is_needed() -> None:
    assert row_from_data(TEXT, "f:1") == ImportRow("f:1", Draft("Tents", "Bring it back."))


def test_everything_that_can_be_said() -> None:
    full = {**TEXT, "questions": ["how?"], "category": "returns", "locale": "de"}
    row = row_from_data({**full, "id": "tent", "status": "published", "draft": {**full, "body": "x"}}, "f:1")
    assert row == ImportRow(
        source="f:1",
        draft=Draft("Tents", "Bring it back.", ("how?",), "returns", "de", "tent"),
        status=ArticleStatus.PUBLISHED,
        pending=Draft("Tents", "x", ("how?",), "returns", "de"),
    )


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        pytest.param([], [("row", "row_not_an_object")], id="list"),
        pytest.param(None, [("row", "row_not_an_object")], id="null"),
        pytest.param({}, [("title", "key_missing"), ("body", "key_missing")], id="empty"),
        pytest.param({**TEXT, "titel": "x"}, [("titel", "key_unknown")], id="misspelt-key"),
        pytest.param({**TEXT, "title": 3}, [("title", "value_not_text")], id="number-as-title"),
        pytest.param({**TEXT, "body": None}, [("body", "value_not_text")], id="null-body"),
        pytest.param({**TEXT, "id": 3}, [("id", "value_not_text")], id="number-as-id"),
        pytest.param({**TEXT, "id": None}, [("id", "value_not_text")], id="null-id"),
        pytest.param({**TEXT, "questions": "how?"}, [("questions", "questions_not_texts")], id="one-text"),
        pytest.param(
            {**TEXT, "questions": ["a", {"b": "c"}]}, [("questions", "questions_not_texts")], id="mapping"
        ),
        pytest.param({**TEXT, "status": "live"}, [("status", "status_invalid")], id="status"),
        pytest.param({**TEXT, "status": []}, [("status", "status_invalid")], id="status-list"),
        pytest.param({**TEXT, "draft": "x"}, [("draft", "draft_not_an_object")], id="draft-text"),
        pytest.param({**TEXT, "draft": {"body": ""}}, [("draft.title", "key_missing")], id="draft-untitled"),
        pytest.param({**TEXT, "draft": {**TEXT, "id": "x"}}, [("draft.id", "key_unknown")], id="draft-id"),
        pytest.param(
            {**TEXT, "status": "archived", "draft": TEXT},
            [("draft", "draft_not_allowed")],
            id="draft-of-archived",
        ),
    ],
)
def test_faults_of_shape(data: object, faults: list[tuple[str, str]]) -> None:
    found = row_from_data(data, "f:1")
    assert isinstance(found, tuple)
    assert [(fault.field, fault.code) for fault in found] == faults


drafts = st.builds(
    Draft, st.text(), st.text(), st.lists(st.text()).map(tuple), st.text(), st.text(), st.text()
)
rows = st.one_of(
    st.builds(ImportRow, st.just("f:1"), drafts, st.sampled_from(ArticleStatus)),
    st.builds(
        ImportRow,
        st.just("f:1"),
        drafts,
        st.just(ArticleStatus.PUBLISHED),
        st.builds(Draft, st.text(), st.text(), st.lists(st.text()).map(tuple), st.text(), st.text()),
    ),
)


@given(rows)
def test_a_row_comes_back_from_its_data(row: ImportRow) -> None:
    assert row_from_data(row_to_data(row), "f:1") == row
