"""Which questions no article settled."""

from typing import Any

import pytest

from tests.fakes_questions import asked


@pytest.mark.parametrize(
    ("given", "unanswered"),
    [
        pytest.param({"outcome": "answered", "article_id": "returns"}, False, id="answered"),
        pytest.param({"outcome": "answered", "article_id": "returns", "helpful": True}, False, id="helpful"),
        pytest.param(
            {"outcome": "answered", "article_id": "returns", "helpful": False}, True, id="unhelpful"
        ),
        pytest.param({"outcome": "clarified"}, True, id="clarified, nothing picked"),
        pytest.param({"outcome": "clarified", "article_id": "returns"}, False, id="clarified and picked"),
        pytest.param({"outcome": "offered"}, True, id="offered"),
        pytest.param({"outcome": "escalated"}, True, id="escalated"),
        pytest.param({"outcome": "person", "sure": True}, False, id="a sure answer withheld"),
        pytest.param({"outcome": "person", "sure": True, "article_id": "returns"}, True, id="answer failed"),
    ],
)
def test_unanswered(given: dict[str, Any], unanswered: bool) -> None:
    assert asked("how", **given).unanswered is unanswered


@pytest.mark.parametrize(
    ("outcome", "failed"),
    [("answered", None), ("clarified", None), ("escalated", "returns"), ("person", "returns")],
)
def test_failed_article(outcome: str, failed: str | None) -> None:
    assert asked("how", outcome=outcome, article_id="returns").failed_article == failed
