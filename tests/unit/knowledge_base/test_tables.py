"""Tables that other programs wrote."""

import pytest

from knowledge_base.adapters.readers.tables import read_table
from knowledge_base.domain.imports import ImportSource
from knowledge_base.errors import ImportUnreadable

LINES = 'Question;Answer;Category\nWie groß?;"Ein Meter.\n\nUnd mehr: „zwei“";zelte\n'


def read(text: str | bytes, encoding: str = "utf-8") -> ImportSource:
    return read_table(text if isinstance(text, bytes) else text.encode(encoding), "faq.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_usual_table_reads_the_same(encoding: str, delimiter: str, ending: str) -> None:
    lines = LINES.replace(";", delimiter).replace("\n", ending)
    result = read(lines, encoding)
    (row,) = result.rows
    assert (row.draft.title, row.draft.category) == ("Wie groß?", "zelte")
    assert row.draft.body == "Ein Meter.\n\nUnd mehr: „zwei“".replace("\n", ending)
    assert (row.source, row.row) == ("faq.csv:2", 2)
    assert [("Windows-1252" in note) for note in result.notes] == ([True] if encoding == "cp1252" else [])


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    source = read('title,body\n"a\nb",x\n,\n\nc,y\n')
    assert [(row.row, row.draft.title) for row in source.rows] == [(2, "a\nb"), (5, "c")]


def test_one_stray_quotation_mark_costs_its_own_row_only() -> None:
    rows = [f'"title {n}","body {n}"' for n in range(2, 12)]
    rows[4] = '"title 6,body 6'
    source = read("title,body\n" + "\n".join(rows))
    assert [(fault.row, fault.code) for fault in source.faults] == [(6, "quotes_unbalanced")]
    assert [row.row for row in source.rows] == [2, 3, 4, 5, 7, 8, 9, 10, 11]
    assert [row.draft.title for row in source.rows][4] == "title 7"


def test_a_spreadsheet_may_name_its_delimiter() -> None:
    (row,) = read("sep=^\ntitle^body\na^b;c\n").rows
    assert row.draft.body == "b;c"


def test_faults_name_row_field_and_code() -> None:
    source = read("title,body,status\na\nb,c,d,e\nf,g,nowhere\n")
    assert [(fault.row, fault.field, fault.code) for fault in source.faults] == [
        (2, "row", "cells_missing"),
        (3, "row", "cells_too_many"),
        (4, "status", "status_invalid"),
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param(b"", "It has nothing", id="empty"),
        pytest.param(b"a,b\n1,2\n", "It has 'a', 'b'", id="no-columns"),
        pytest.param(b"\x81\x8d\x8f", "neither UTF-8", id="bytes"),
        pytest.param(b"\xff\xfe\x00\xd8", "UTF-16", id="half-utf-16"),
    ],
)
def test_what_is_no_table_is_told_why(raw: bytes, words: str) -> None:
    with pytest.raises(ImportUnreadable, match=words):
        read(raw)


def test_a_cell_of_ten_megabytes_is_read_whole() -> None:
    (row,) = read("title,body\na," + "x" * 10_000_000).rows
    assert len(row.draft.body) == 10_000_000
