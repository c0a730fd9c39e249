"""Write articles as JSON lines that import as they were: to export again gives the same bytes."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge_base.domain.import_shapes import row_to_data
from knowledge_base.domain.imports import ImportRow


def json_lines(rows: Iterable[ImportRow]) -> Iterator[str]:
    """One line an article, ending in a line feed; no other character of a line is a line feed."""
    for row in rows:
        yield json.dumps(row_to_data(row), ensure_ascii=False) + "\n"


def write_articles(path: Path, rows: Iterable[ImportRow]) -> None:
    """Write a file of JSON lines; a failure half-way leaves an earlier file as it was."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(json_lines(rows))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
