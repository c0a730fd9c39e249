"""Read articles from JSON lines."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from knowledge_base.adapters.readers.reading import SIZE_MAX, Outcome, Unreadable, decoded, shaped, sized
from knowledge_base.domain.imports import RowFault


def read_json_lines(file: BinaryIO, name: str) -> Iterator[Outcome]:
    """One article a line; blank lines are none."""
    for number, line in enumerate(_lines(file), 1):
        source = f"{name}:{number}"
        try:
            text = decoded(sized(line))
            if text.strip():
                yield shaped(_json(text), source, number)
        except Unreadable as error:
            yield (RowFault(source, "row", error.code, error.message, number),)


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
        raise Unreadable("json_invalid", message) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("json_invalid", "The line is no JSON that can be read.") from error


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise Unreadable("key_repeated", "A key of the line is repeated.")
    return values
