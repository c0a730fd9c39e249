"""Write articles so that they import as they were: to export again gives the same bytes.

JSON lines and tables hold one article a line or row, an archive one Markdown file each.
"""

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from knowledge_base.domain.import_columns import COLUMNS, row_to_cells
from knowledge_base.domain.import_shapes import row_to_data
from knowledge_base.domain.imports import ImportRow
from knowledge_base.domain.slug import slug

# The beginning of time as zip knows it, so that equal articles make equal archives.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
READABLE = 0o100644 << 16

_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")


def json_lines(rows: Iterable[ImportRow]) -> Iterator[str]:
    """One line an article, ending in a line feed; no other character of a line is a line feed."""
    for row in rows:
        yield json.dumps(row_to_data(row), ensure_ascii=False) + "\n"


def table(rows: Iterable[ImportRow]) -> Iterator[str]:
    """A row that names the columns, then one row an article."""
    yield _csv_row(COLUMNS)
    for row in rows:
        yield _csv_row(row_to_cells(row))


def archive(rows: Iterable[ImportRow]) -> bytes:
    """A zip with one Markdown file an article, in a folder for each category."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as files:
        for row in rows:
            folder = slug(row.draft.category) or "other"
            entry = zipfile.ZipInfo(f"{folder}/{row.draft.id}.md", LONG_AGO)
            entry.external_attr = READABLE
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            files.writestr(entry, markdown(row))
    return packed.getvalue()


def markdown(row: ImportRow) -> str:
    """Front matter and body; the body stands between an empty line and a line feed."""
    data = row_to_data(row)
    body = str(data.pop("body"))
    # A body's last carriage return would make one line end of two signs with the line feed after it.
    if body != body.replace("\r\n", "\n").strip("\n") or body.endswith("\r"):
        data["body_is_exact"] = "true"
    front = yaml.dump(data, Dumper=_FrontMatter, allow_unicode=True, sort_keys=False, width=10**9)
    return f"---\n{front}---\n\n{body}\n"


def in_jsonl(rows: Iterable[ImportRow]) -> bytes:
    """The bytes of a file of JSON lines."""
    return "".join(json_lines(rows)).encode()


def in_csv(rows: Iterable[ImportRow]) -> bytes:
    """The bytes of a table; the mark at its beginning tells spreadsheets that it is UTF-8."""
    return "".join(table(rows)).encode("utf-8-sig")


FORMATS: Mapping[str, Callable[[Sequence[ImportRow]], bytes]] = {
    "jsonl": in_jsonl,
    "csv": in_csv,
    "zip": archive,
}
MEDIA_TYPES = {"jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8", "zip": "application/zip"}


def write_articles(path: Path, rows: Sequence[ImportRow]) -> None:
    """Write a file in the format of its ending; a failure half-way leaves an earlier file as it was."""
    content = FORMATS[path.suffix.removeprefix(".")](rows)
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


class _FrontMatter(yaml.SafeDumper):
    """Writes texts as they are, whatever ends their lines."""


def _text(dumper: _FrontMatter, text: str) -> yaml.ScalarNode:
    # YAML takes these for line ends of its own; a reader would fold them into spaces unless they are escaped.
    style = '"' if _OTHER_BREAKS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_FrontMatter.add_representer(str, _text)


def _csv_row(cells: Sequence[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
