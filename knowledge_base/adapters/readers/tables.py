"""Read articles from tables as text: CSV with any usual delimiter and encoding.

A row that cannot be taken apart is a fault, and reading goes on in the line below where it began: one stray
quotation mark must not swallow all that follows.
"""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from knowledge_base.adapters.readers.reading import SIZE_MAX, Outcome, collect, decoded_anyhow, shaped
from knowledge_base.domain.import_columns import Columns, match_columns, recognised
from knowledge_base.domain.imports import ImportSource, RowFault
from knowledge_base.domain.validation import Fault
from knowledge_base.errors import ImportUnreadable

DELIMITERS = (",", ";", "\t", "|")
HINT = "sep="

Record = tuple[int, list[str] | Fault]


def read_table(raw: bytes, name: str) -> ImportSource:
    """One article a row; the first row names the columns, and row numbers are those of a spreadsheet.

    Raises:
        ImportUnreadable: the text cannot be decoded, or the columns for title and body are missing.
    """
    text, notes = decoded_anyhow(raw, name)
    csv.field_size_limit(SIZE_MAX)
    lines = io.StringIO(text, newline="").readlines()
    delimiter, lines = _delimiter(lines)
    records = _records(lines, delimiter)
    columns = _columns(next(records, (1, [])), name)
    ignored = f"These columns were not taken in: {', '.join(columns.ignored)}." if columns.ignored else ""
    outcomes = (outcome for record in records for outcome in _outcome(record, columns, name))
    return collect(outcomes, (*notes, *((ignored,) if ignored else ())))


def _columns(first: Record, name: str) -> Columns:
    cells = first[1]
    columns = cells if isinstance(cells, Fault) else match_columns(cells)
    if isinstance(columns, Fault):
        raise ImportUnreadable(f"'{name}' cannot be read: {columns.message}")
    return columns


def _outcome(record: Record, columns: Columns, name: str) -> Iterator[Outcome]:
    number, cells = record
    source = f"{name}:{number}"
    if not isinstance(cells, Fault) and not any(cell.strip() for cell in cells):
        return
    data = cells if isinstance(cells, Fault) else columns.data(cells)
    if isinstance(data, Fault):
        yield (RowFault(source, data.field, data.code, data.message, number),)
    else:
        yield shaped(data, source, number)


def _delimiter(lines: list[str]) -> tuple[str, list[str]]:
    """The delimiter under which most columns are known; some spreadsheets name it in a line of its own."""
    if lines and lines[0].casefold().startswith(HINT) and len(lines[0].strip()) == len(HINT) + 1:
        return lines[0].strip()[-1], lines[1:]

    def known(delimiter: str) -> tuple[int, int]:
        _, cells = next(_records(lines, delimiter), (1, []))
        return (0, 0) if isinstance(cells, Fault) else (recognised(cells), len(cells))

    return max(DELIMITERS, key=known), lines


def _records(lines: list[str], delimiter: str) -> Iterator[Record]:
    begun, number = 0, 0
    while begun < len(lines):
        reader = csv.reader(islice(lines, begun, None), delimiter=delimiter, strict=True)
        offset = begun
        try:
            for cells in reader:
                number += 1
                yield number, cells
                begun = offset + reader.line_num
        except csv.Error:
            number += 1
            begun += 1
            message = 'A quotation mark is not closed, or text follows it; write "" for one inside a cell.'
            yield number, Fault("row", "quotes_unbalanced", message)
        else:
            return
