"""An export that comes back byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.adapters.exporters import json_lines, write_articles
from knowledge_base.adapters.importers import read_articles
from knowledge_base.domain.article import ArticleStatus, Draft
from knowledge_base.domain.imports import ImportRow

ROW = ImportRow("tent", Draft("Zelt 🏕", "a\nb\u2028c\t\\\"'", ("wie?",), "zelte", "de", "zelt"))


def test_one_line_an_article_with_keys_in_order() -> None:
    assert "".join(json_lines([ROW])) == (
        '{"id": "zelt", "title": "Zelt 🏕", "body": "a\\nb\u2028c\\t\\\\\\"\'", "questions": ["wie?"], '
        '"category": "zelte", "locale": "de", "status": "published"}\n'
    )


bodies = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(bodies, max_size=5))
def test_what_is_written_reads_back_and_writes_the_same(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("export") / "articles.jsonl"
    rows = [
        ImportRow(f"articles.jsonl:{n}", Draft("T", text, (text,), id=f"a-{n}"), pending=Draft("T", text))
        for n, text in enumerate(texts, 1)
    ]
    write_articles(path, rows)
    read = read_articles(path)
    assert list(read.rows) == rows
    assert "".join(json_lines(read.rows)).encode() == path.read_bytes()


def test_a_failure_half_way_keeps_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    write_articles(path, [ROW])
    before = path.read_bytes()
    unwritable = ImportRow("x", Draft("half a pair: \ud800", "x"), ArticleStatus.DRAFT)
    with pytest.raises(UnicodeEncodeError):
        write_articles(path, [ROW, unwritable])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
