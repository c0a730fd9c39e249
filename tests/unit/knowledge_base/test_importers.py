"""Files of other people: read right, or told where they are wrong."""

import json
from pathlib import Path

import pytest

from knowledge_base.adapters.importers import read_articles
from knowledge_base.adapters.readers.reading import SIZE_MAX
from knowledge_base.domain.article import Draft
from knowledge_base.domain.imports import ImportSource, sift
from knowledge_base.errors import ImportUnreadable

MARKDOWN = """---
id: return-a-tent
title: Return a tent
category: returns
locale: en
questions:
  - can i send it back
  - "is it: free?"
---

# Tents

Bring it back.
"""


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read_one(path: Path, content: str | bytes) -> ImportSource:
    return read_articles(put(path, content))


def places(source: ImportSource) -> list[tuple[str, str]]:
    return [(fault.source, fault.code) for fault in source.faults]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(MARKDOWN, id="plain"),
        pytest.param(MARKDOWN.replace("\n", "\r\n"), id="windows-lines"),
        pytest.param("\ufeff" + MARKDOWN, id="byte-order-mark"),
    ],
)
def test_markdown_with_front_matter(tmp_path: Path, content: str | bytes) -> None:
    (row,) = read_one(tmp_path / "tent.md", content).rows
    assert row.source == "tent.md"
    assert row.draft == Draft(
        title="Return a tent",
        body="# Tents\n\nBring it back.",
        questions=("can i send it back", "is it: free?"),
        category="returns",
        id="return-a-tent",
    )


def test_file_and_folder_names_stand_in_for_id_and_category(tmp_path: Path) -> None:
    put(tmp_path / "returns" / "b.md", "---\ntitle: B\n---\nb")
    put(tmp_path / "a.md", "---\ntitle: A\nquestions:\n---\n")
    put(tmp_path / "README.md", "not an article")
    a, b = read_articles(tmp_path).rows
    assert (a.draft.id, a.draft.category, a.draft.body, a.draft.questions) == ("a", "general", "", ())
    assert (b.source, b.draft.id, b.draft.category) == ("returns/b.md", "b", "returns")


@pytest.mark.parametrize("title", ["no", "12:30", "2025", "~", "1e3", "2025-11-03"])
def test_values_stay_what_was_written(tmp_path: Path, title: str) -> None:
    (row,) = read_one(tmp_path / "a.md", f"---\ntitle: {title}\n---\ntext").rows
    assert row.draft.title == title


def test_a_body_may_hold_lines_of_dashes(tmp_path: Path) -> None:
    (row,) = read_one(tmp_path / "a.md", "---\ntitle: A\n---\none\n\n---\n\ntwo\n").rows
    assert row.draft.body == "one\n\n---\n\ntwo"


@pytest.mark.parametrize(
    ("content", "place", "code"),
    [
        pytest.param(b"---\ntitle: caf\xe9\n---\n", "a.md:2", "encoding_invalid", id="latin-1"),
        pytest.param("# Just text", "a.md:1", "front_matter_missing", id="no-front-matter"),
        pytest.param("---\ntitle: A\ntext", "a.md:1", "front_matter_missing", id="never-closed"),
        pytest.param("", "a.md:1", "front_matter_missing", id="empty-file"),
        pytest.param("---\ntitle: A\nx: [\n---\n", "a.md:4", "front_matter_invalid", id="open-bracket"),
        pytest.param("---\ntitle: a: b\n---\n", "a.md:2", "front_matter_invalid", id="colon-in-value"),
        pytest.param("---\n- a\n---\n", "a.md:2", "front_matter_invalid", id="list"),
        pytest.param("---\n---\n", "a.md:2", "front_matter_invalid", id="nothing"),
        pytest.param("---\ntitle: A\ntitle: B\n---\n", "a.md:3", "key_repeated", id="repeated-key"),
        pytest.param("---\ntitle: A\nbody: B\n---\n", "a.md:1", "key_unknown", id="body-in-front"),
        pytest.param("---\ntitle: A\ntags: B\n---\n", "a.md", "key_unknown", id="unknown-key"),
        pytest.param("---\nid: a\n---\n", "a.md", "key_missing", id="no-title"),
        pytest.param(
            "---\nx: " + "[" * 9_000 + "\n---\n", "a.md:3", "front_matter_invalid", id="deep-nesting"
        ),
        pytest.param(
            "---\nx: " + "y" * 400_001 + "\n---\n", "a.md:1", "front_matter_too_long", id="huge-front"
        ),
        pytest.param(b"x" * (SIZE_MAX + 1), "a.md:1", "too_large", id="huge-file"),
    ],
)
def test_faulty_markdown_names_place_and_code(
    tmp_path: Path, content: str | bytes, place: str, code: str
) -> None:
    assert places(read_one(tmp_path / "a.md", content)) == [(place, code)]


def test_a_folder_named_like_a_file_is_said_to_be_unreadable(tmp_path: Path) -> None:
    (tmp_path / "odd.md").mkdir()
    assert places(read_articles(tmp_path)) == [("odd.md", "file_unreadable")]


def test_json_lines(tmp_path: Path) -> None:
    lines = [json.dumps({"id": name, "title": name, "body": "x\u2028y"}, ensure_ascii=False) for name in "ab"]
    source = read_one(tmp_path / "faq.jsonl", "\ufeff" + lines[0] + "\r\n\n" + lines[1])
    assert source.faults == ()
    assert [(row.source, row.draft.id) for row in source.rows] == [("faq.jsonl:1", "a"), ("faq.jsonl:3", "b")]
    assert source.rows[0].draft.body == "x\u2028y"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param('{"title": "A", ', "json_invalid", id="cut-off"),
        pytest.param(b'{"title": "\xe9", "body": ""}', "encoding_invalid", id="latin-1"),
        pytest.param("3", "row_not_an_object", id="number"),
        pytest.param("[" * 200_000, "json_invalid", id="deep-nesting"),
        pytest.param('{"title": 1' + "0" * 5_000 + ', "body": ""}', "json_invalid", id="huge-number"),
        pytest.param('{"title": "A", "title": "B", "body": ""}', "key_repeated", id="repeated-key"),
        pytest.param('{"title": "A"}', "key_missing", id="no-body"),
        pytest.param(b'"' + b"x" * SIZE_MAX + b'"', "too_large", id="huge-line"),
    ],
)
def test_a_faulty_line_is_named_and_its_neighbours_are_read(
    tmp_path: Path, line: str | bytes, code: str
) -> None:
    good = b'{"title": "A", "body": "a"}\n'
    raw = line.encode() if isinstance(line, str) else line
    source = read_one(tmp_path / "faq.jsonl", good + raw + b"\n" + good)
    assert places(source) == [("faq.jsonl:2", code)]
    assert [row.source for row in source.rows] == ["faq.jsonl:1", "faq.jsonl:3"]


def test_a_body_of_ten_megabytes_is_told_its_size(tmp_path: Path) -> None:
    source = read_one(tmp_path / "faq.jsonl", json.dumps({"title": "A", "body": "x" * 10_000_000}))
    _, (fault,) = sift(source)
    assert (fault.source, fault.code) == ("faq.jsonl:1", "body_too_long")
    assert fault.message == "The body has 10,000,000 characters; at most 100,000 are allowed."


@pytest.mark.parametrize("name", ["missing.jsonl", "missing", "empty", "table.csv"])
def test_nothing_to_read_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    put(tmp_path / "table.csv", "id,title")
    with pytest.raises(ImportUnreadable, match=name):
        read_articles(tmp_path / name)
