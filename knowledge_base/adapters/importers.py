"""Read articles from files that other people wrote: a folder of Markdown, or JSON lines.

Reading judges only the shape; texts are judged by the domain when they are imported. Nothing is stored here,
and every fault names the file and the line where it can be mended.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import yaml

from knowledge_base.domain.import_shapes import row_from_data
from knowledge_base.domain.imports import ImportRow, ImportSource, RowFault
from knowledge_base.domain.validation import Fault
from knowledge_base.errors import ImportUnreadable

# Far above any valid article, so that a large one is told its size in characters, and still read whole.
SIZE_MAX = 16_000_000
FRONT_MATTER_MAX = 400_000
FENCE = "---"


class _Unreadable(Exception):
    """A file or line that is no article; `line` counts from 1 within what was read."""

    def __init__(self, code: str, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line


def read_articles(path: Path) -> ImportSource:
    """Read a folder of Markdown files (except README.md), one Markdown file, or a file of JSON lines.

    Raises:
        ImportUnreadable: there is nothing at `path`, or nothing of a known kind.
    """
    if path.is_dir():
        return _collect(_read_folder(path))
    if not path.is_file():
        raise ImportUnreadable(f"There is no file or folder '{path}'.")
    if path.suffix == ".jsonl":
        return _collect(_read_json_lines(path))
    if path.suffix == ".md":
        return _collect([_read_markdown(path, path.name, None)])
    raise ImportUnreadable(f"'{path.name}' is neither a folder nor a .md or .jsonl file.")


Outcome = ImportRow | tuple[RowFault, ...]


def _collect(outcomes: Iterable[Outcome]) -> ImportSource:
    rows: list[ImportRow] = []
    faults: list[RowFault] = []
    for outcome in outcomes:
        if isinstance(outcome, ImportRow):
            rows.append(outcome)
        else:
            faults.extend(outcome)
    return ImportSource(tuple(rows), tuple(faults))


def _shaped(data: object, source: str) -> Outcome:
    row = row_from_data(data, source)
    return row if isinstance(row, ImportRow) else tuple(_located(fault, source) for fault in row)


def _located(fault: Fault, source: str) -> RowFault:
    return RowFault(source, fault.field, fault.code, fault.message)


def _read_folder(folder: Path) -> Iterator[Outcome]:
    files = sorted(file for file in folder.rglob("*.md") if file.name.lower() != "readme.md")
    if not files:
        raise ImportUnreadable(f"The folder '{folder}' holds no Markdown files.")
    for file in files:
        category = file.parent.name if file.parent != folder else None
        yield _read_markdown(file, file.relative_to(folder).as_posix(), category)


def _read_markdown(file: Path, source: str, category: str | None) -> Outcome:
    """One article; the file's name and folder stand in for an id and a category that it does not name."""
    try:
        with file.open("rb") as opened:
            text = _decoded(_sized(opened.read(SIZE_MAX + 1)))
        front, body = _split(text.removeprefix("\ufeff").replace("\r\n", "\n"))
        values = _front_matter(front)
    except OSError as error:
        return (RowFault(source, "file", "file_unreadable", f"The file cannot be read: {error.strerror}."),)
    except _Unreadable as error:
        return (RowFault(f"{source}:{error.line}", "file", error.code, error.message),)
    defaults = {"id": file.stem} | ({"category": category} if category else {})
    return _shaped(defaults | values | {"body": body.strip("\n")}, source)


def _split(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    front, fence, body = f"\n{rest}".partition(f"\n{FENCE}\n")
    if not fence and rest.endswith(f"\n{FENCE}"):
        front, fence = rest.removesuffix(FENCE), FENCE
    if first.rstrip() != FENCE or not fence:
        message = f"The file must begin with front matter between two lines of '{FENCE}'."
        raise _Unreadable("front_matter_missing", message)
    if len(front) > FRONT_MATTER_MAX:
        raise _Unreadable(
            "front_matter_too_long", f"The front matter exceeds {FRONT_MATTER_MAX:,} characters."
        )
    return front.removeprefix("\n"), body


class _TextLoader(yaml.BaseLoader):
    """Reads every value as text, so that 'no' and '12:30' stay what was written, and each key once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """Refuse a repeated key, which would silently lose the first value."""
        seen: set[str] = set()
        for key, _ in node.value:
            name, line = str(key.value), key.start_mark.line + 2
            if name in seen:
                raise _Unreadable("key_repeated", f"The key '{name}' is repeated.", line)
            seen.add(name)
        mapping: dict[object, object] = super().construct_mapping(node, deep)
        return mapping


def _front_matter(text: str) -> dict[object, object]:
    try:
        # A subclass of the base loader: it makes texts, lists and mappings, never objects.
        values = yaml.load(text, _TextLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise _Unreadable(
            "front_matter_invalid", f"The front matter is no YAML: {error.problem}.", line
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _Unreadable("front_matter_invalid", "The front matter is no YAML.") from error
    if not isinstance(values, dict):
        raise _Unreadable("front_matter_invalid", "The front matter must be lines of 'key: value'.", 2)
    if "body" in values:
        raise _Unreadable("key_unknown", "The body belongs below the front matter, not into it.")
    return values | ({"questions": []} if values.get("questions") == "" else {})


def _read_json_lines(path: Path) -> Iterator[Outcome]:
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            source = f"{path.name}:{number}"
            try:
                text = _decoded(_sized(line)).removeprefix("\ufeff" if number == 1 else "")
                if text.strip():
                    yield _shaped(_json(text), source)
            except _Unreadable as error:
                yield (RowFault(source, "row", error.code, error.message),)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines without holding more of one than is needed to see that it is too long."""
    while line := file.readline(SIZE_MAX + 1):
        yield line
        while not line.endswith(b"\n") and len(line) > SIZE_MAX:
            line = file.readline(SIZE_MAX + 1)


def _json(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        message = f"The line is no JSON: {error.msg} at character {error.pos + 1}."
        raise _Unreadable("json_invalid", message) from error
    except (ValueError, RecursionError) as error:
        raise _Unreadable("json_invalid", "The line is no JSON that can be read.") from error


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise _Unreadable("key_repeated", "A key of the line is repeated.")
    return values


def _sized(raw: bytes) -> bytes:
    if len(raw) > SIZE_MAX:
        raise _Unreadable("too_large", f"More than {SIZE_MAX:,} bytes are no article.")
    return raw


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = f"The text is not UTF-8: byte {column} of the line is 0x{raw[error.start]:02X}."
        raise _Unreadable("encoding_invalid", message, line) from error
