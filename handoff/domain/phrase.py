"""What somebody looks for in conversations: its words, and where they stand in a line.

Every word counts from its beginning, without regard to case and accents: "zip" finds "Zipper" and "zíp".
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_WORDS = 8
BEFORE = 50
LENGTH = 180
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line; `hit` when they are what was looked for."""

    text: str
    hit: bool


def words_of(query: str) -> tuple[str, ...]:
    """Give the words of a query in lower case, each once, at most MOST_WORDS of them."""
    found = dict.fromkeys(word.lower() for word in _WORD.findall(query))
    return tuple(found)[:MOST_WORDS]


def excerpt(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Give about LENGTH characters of a line around the first of the words, in pieces, in one line."""
    line = " ".join(text.split())
    wanted = tuple(plain(word) for word in words)
    spans = [
        match.span() for match in _WORD.finditer(line) if wanted and plain(match.group()).startswith(wanted)
    ]
    start, end = _window(line, spans[0][0] if spans else 0)
    pieces = [Piece("…", hit=False)] if start else []
    at = start
    for begin, stop in (span for span in spans if start <= span[0] and span[1] <= end):
        pieces += [Piece(line[at:begin], hit=False), Piece(line[begin:stop], hit=True)]
        at = stop
    pieces += [Piece(line[at:end], hit=False), Piece("…" if end < len(line) else "", hit=False)]
    return tuple(piece for piece in pieces if piece.text)


def plain(word: str) -> str:
    """Give a word without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _window(line: str, first: int) -> tuple[int, int]:
    start = 0 if first <= BEFORE else line.rfind(" ", 0, first - BEFORE) + 1
    end = len(line) if len(line) - start <= LENGTH else line.rfind(" ", start, start + LENGTH)
    return start, end if end > first else min(len(line), start + LENGTH)
