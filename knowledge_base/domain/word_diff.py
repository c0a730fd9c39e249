"""What changed between two texts, word by word, for a person to read.

Lines are compared first and words only within the lines that differ, which is what a reader expects of prose
and keeps long texts quick. Matching is Ratcliff and Metzener's, "Pattern matching: the gestalt approach"
(Dr. Dobb's Journal, 1988), as `difflib` has it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

Kind = Literal["same", "removed", "added"]

WORK_MAX = 1_000_000
"""Pairs of equal pieces that are looked at; beyond it a block counts as wholly replaced."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Segment(NamedTuple):
    """A stretch of text; all that is not added is the text before, all that is not removed the text after."""

    kind: Kind
    text: str


def word_diff(before: str, after: str) -> tuple[Segment, ...]:
    """The segments that lead from `before` to `after`, no two neighbours of the same kind."""
    return _merged(_by_line(_LINE.findall(before), _LINE.findall(after)))


def item_diff(before: Sequence[str], after: Sequence[str]) -> tuple[Segment, ...]:
    """The same for lists, such as the questions of an article: one segment an item."""
    return tuple(_steps(before, after))


def _by_line(before: Sequence[str], after: Sequence[str]) -> Iterator[Segment]:
    """Lines that stay, and word by word those that are replaced."""
    removed: list[str] = []
    added: list[str] = []
    for kind, line in (*_steps(before, after), Segment("same", "")):
        if kind != "same":
            (removed if kind == "removed" else added).append(line)
            continue
        yield from _steps(_WORD.findall("".join(removed)), _WORD.findall("".join(added)))
        removed, added = [], []
        yield Segment("same", line)


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[Segment]:
    """One segment a piece; the removed come before the added that take their place."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    yield from (Segment("same", piece) for piece in before[:head])
    yield from _matched(before[head : len(before) - tail], after[head : len(after) - tail])
    yield from (Segment("same", piece) for piece in before[len(before) - tail :])


def _matched(before: Sequence[str], after: Sequence[str]) -> Iterator[Segment]:
    start = end = 0
    blocks = (
        SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        if _is_small(before, after)
        else [(len(before), len(after), 0)]
    )
    for old, new, size in blocks:
        yield from (Segment("removed", piece) for piece in before[start:old])
        yield from (Segment("added", piece) for piece in after[end:new])
        yield from (Segment("same", piece) for piece in before[old : old + size])
        start, end = old + size, new + size


def _is_small(before: Sequence[str], after: Sequence[str]) -> bool:
    here, there = Counter(before), Counter(after)
    return sum(count * there[piece] for piece, count in here.items()) <= WORK_MAX


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    pairs = zip(before, after, strict=False)
    return next((at for at, (old, new) in enumerate(pairs) if old != new), min(len(before), len(after)))


def _merged(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    groups = groupby((segment for segment in segments if segment.text), lambda segment: segment.kind)
    return tuple(Segment(kind, "".join(segment.text for segment in group)) for kind, group in groups)
