"""Cut a message into its clauses, since a wish may come last: "It never came. Can I talk to someone?"

Pure and standard library only.
"""

import re
from dataclasses import dataclass
from typing import List, Text

_CUT = re.compile(r"(?<=[.!?;:])\s+|,\s+|\n+|\s+(?=(?:and|but|so|or|also|plus)\s)|\s+[-\u2013]\s+")
_FEWEST_WORDS = 3
_MOST_CLAUSES = 8


@dataclass(frozen=True)
class Clause:
    """A stretch of a message; `start` and `end` are character positions in it."""

    text: Text
    start: int
    end: int


def clauses(text: Text) -> List[Text]:
    """Return the clauses of three words or more, at most the last eight; none if the text is a single one."""
    return [clause.text for clause in located_clauses(text)]


def located_clauses(text: Text) -> List[Clause]:
    """Return the same clauses with their places in the text."""
    whole = text.strip()
    found = [clause for clause in _all(text) if len(clause.text.split()) >= _FEWEST_WORDS]
    return [clause for clause in found if clause.text != whole][-_MOST_CLAUSES:]


def _all(text: Text) -> List[Clause]:
    ends = [match.start() for match in _CUT.finditer(text)] + [len(text)]
    starts = [0] + [match.end() for match in _CUT.finditer(text)]
    return [_trimmed(text, start, end) for start, end in zip(starts, ends, strict=True)]


def _trimmed(text: Text, start: int, end: int) -> Clause:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Clause(part.strip(), start, start + len(part.strip()))
