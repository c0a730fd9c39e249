"""An export that comes back byte for byte."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge_base.adapters.exporters import FORMATS, archive, in_csv, json_lines, write_articles
from knowledge_base.adapters.importers import read_file
from knowledge_base.domain.article import ArticleStatus, Draft
from knowledge_base.domain.imports import ImportRow

PUBLISHED = ArticleStatus.PUBLISHED
# What no article can hold: the domain refuses these characters.
UNSTORABLE = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 127]))
ROW = ImportRow("tent", Draft("Zelt 🏕", "a\nb\u2028c\t\\\"'", ("wie?",), "zelte", "de", "zelt"))


def test_one_line_an_article_with_keys_in_order() -> None:
    assert "".join(json_lines([ROW])) == (
        '{"id": "zelt", "title": "Zelt 🏕", "body": "a\\nb\u2028c\\t\\\\\\"\'", "questions": ["wie?"], '
        '"category": "zelte", "locale": "de", "status": "published"}\n'
    )


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=UNSTORABLE), max_size=40)
hard = st.sampled_from(
    ["\r\n", "\n\n", "---\nx: y\n---\n", "=1", "no", "~", "a | b", " # x", "\u2028", "\x85", "\ufeff"]
)
bodies = st.lists(texts | hard, max_size=3).map("".join)
lines = bodies.map(lambda text: " ".join(text.split())).filter(bool)
drafts = st.builds(
    Draft,
    title=lines,
    body=bodies,
    questions=st.lists(lines, max_size=3).map(tuple),
    category=lines,
    locale=st.sampled_from(["en", "no", "pt-BR"]),
    translation_of=st.none() | st.just("tent"),
)
rows_of = st.lists(
    st.tuples(drafts, st.sampled_from(ArticleStatus), st.none() | drafts), min_size=1, max_size=4
)


@pytest.mark.parametrize("kind", FORMATS)
@given(found=rows_of)
@example(found=[(Draft("Zip", "ends like an old Mac's line\r", (), "tents", "en"), PUBLISHED, None)])
def test_what_is_written_reads_back_and_writes_the_same(
    kind: str, found: list[tuple[Draft, ArticleStatus, Draft | None]]
) -> None:
    rows = [
        ImportRow("", replace(draft, id=f"a-{n}"), status, pending if status is PUBLISHED else None)
        for n, (draft, status, pending) in enumerate(found)
    ]
    written = FORMATS[kind](rows)
    read = read_file(written, f"articles.{kind}")
    assert read.faults == ()
    by_id = sorted(read.rows, key=lambda row: row.draft.id or "")
    assert [replace(row, source="", row=0) for row in by_id] == rows
    assert FORMATS[kind](by_id) == written


def test_a_table_tells_spreadsheets_its_encoding_and_holds_no_formula() -> None:
    table = in_csv([replace(ROW, draft=replace(ROW.draft, title="=HYPERLINK(1)"))])
    assert table.startswith(b"\xef\xbb\xbfid,title,body")
    assert b",'=HYPERLINK(1)," in table


def test_an_archive_has_a_readable_file_an_article() -> None:
    with zipfile.ZipFile(
        io.BytesIO(archive([replace(ROW, draft=replace(ROW.draft, body="Text\n"))]))
    ) as files:
        assert files.namelist() == ["zelte/zelt.md"]
        assert files.read("zelte/zelt.md").decode() == (
            "---\nid: zelt\ntitle: Zelt 🏕\nquestions:\n- wie?\ncategory: zelte\nlocale: de\n"
            "status: published\nbody_is_exact: 'true'\n---\n\nText\n\n"
        )


def test_a_failure_half_way_keeps_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    write_articles(path, [ROW])
    before = path.read_bytes()
    unwritable = ImportRow("x", Draft("half a pair: \ud800", "x"), ArticleStatus.DRAFT)
    with pytest.raises(UnicodeEncodeError):
        write_articles(path, [ROW, unwritable])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
