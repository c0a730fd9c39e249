"""Each broken row is named with its file, line and fault; good rows come back as values."""

import json
from pathlib import Path

import pytest

from knowledge_base.adapters.evaluation_files import EvaluationInputInvalid, read_articles, read_questions

GOOD = {"id": "a", "title": "A", "body": "", "questions": ["one"]}


def written(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_good_rows(tmp_path: Path) -> None:
    (article,) = read_articles(written(tmp_path / "a.jsonl", GOOD, ""))
    assert (article.id, article.questions) == ("a", ("one",))
    rows = ({"text": "x", "article_id": "a"}, {"text": "y", "article_id": None})
    questions = read_questions(written(tmp_path / "q.jsonl", *rows), {"a"})
    assert [question.article_id for question in questions] == ["a", None]


def test_only_a_line_feed_ends_a_row(tmp_path: Path) -> None:
    row = '{"text": "a\u2028b\x85c", "article_id": null}'
    (question,) = read_questions(written(tmp_path / "q.jsonl", row), set())
    assert question.text == "a\u2028b\x85c"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        pytest.param("{", "a.jsonl:2: not JSON", id="not-json"),
        pytest.param([1], "expected a JSON object, got list", id="not-an-object"),
        pytest.param(GOOD, "was used before", id="same-id-again"),
        pytest.param(GOOD | {"id": 7}, "id must be a text, got 7", id="id-of-another-type"),
        pytest.param(GOOD | {"id": "b", "questions": "one"}, "questions must be a list", id="questions"),
    ],
)
def test_broken_articles(tmp_path: Path, row: object, fault: str) -> None:
    with pytest.raises(EvaluationInputInvalid, match=fault):
        read_articles(written(tmp_path / "a.jsonl", GOOD, row))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        pytest.param({"text": "x"}, "article_id is missing", id="no-label"),
        pytest.param({"text": "x", "article_id": "z"}, "'z' is not among the articles", id="unknown-article"),
        pytest.param({"article_id": None}, "text must be a text, got null", id="no-text"),
    ],
)
def test_broken_questions(tmp_path: Path, row: object, fault: str) -> None:
    with pytest.raises(EvaluationInputInvalid, match=fault):
        read_questions(written(tmp_path / "q.jsonl", row), {"a"})


def test_all_faults_are_told_at_once_but_not_endlessly(tmp_path: Path) -> None:
    with pytest.raises(EvaluationInputInvalid) as caught:
        read_questions(written(tmp_path / "q.jsonl", *["{"] * 30), set())
    assert str(caught.value).count("not JSON") == 20
    assert "and 10 more" in str(caught.value)
