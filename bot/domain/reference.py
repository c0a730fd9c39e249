"""What a short answer points at among the choices that were just offered: "the second one", "the blue tent".

Deterministic: an ordinal, a position from the end, the other of two, or words that only one label has.
"""

import re
from collections.abc import Sequence

from bot.domain.lexicon import phrases
from bot.domain.wording import words

MOST_WORDS = 8
_THING = "(?: (?:one|option|choice|order|item|link|answer))?"
_ORDINALS = (
    f"(?:the )?(?:first|1st|upper|top|former){_THING}|option (?:1|one|a)",
    f"(?:the )?(?:second|2nd|middle){_THING}|option (?:2|two|b)",
    f"(?:the )?(?:third|3rd){_THING}|option (?:3|three|c)",
    f"(?:the )?(?:fourth|4th){_THING}|option (?:4|four|d)",
    f"(?:the )?(?:fifth|5th){_THING}|option (?:5|five|e)",
)
_PLACES = tuple(phrases(block) for block in _ORDINALS)
_LAST = phrases(
    r"(?:the )?(?:last|bottom|lower|latter|final)(?: (?:one|option|choice|order|item|link|answer))?"
)
_OTHER = phrases(r"(?:the )?other(?: (?:one|option|choice|order|item|link|answer|parcel|account))?")
_BARE_NUMBER = re.compile(r"^\W*(?:no\.?|nr\.?|number|#)?\s*([1-9])[.)]?\W*$", re.IGNORECASE)
_NOT_POINTING = phrases(
    r"last (?:week|month|year|time|night|order|christmas)|first (?:time|of all)|second[- ]hand"
)
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    """the a an one that this my please i mean meant want it is no yes and for of to about with
    not""".split()  # noqa: SIM905 -- a list of this length reads badly
)


def points_at(text: str, labels: Sequence[str], chosen: str | None = None) -> int | None:
    """Give the place in `labels` that a short message points at; None if it points at none, or at several.

    `chosen` is the label that was taken before, which "the other one" is not.
    """
    if not labels or words(text) > MOST_WORDS:
        return None
    place = None if _NOT_POINTING.search(text) else _place(text, labels, chosen)
    return place if place is not None else _by_words(text, labels)


def _place(text: str, labels: Sequence[str], chosen: str | None) -> int | None:
    number = _BARE_NUMBER.match(text)
    if number:
        return _within(int(number.group(1)) - 1, labels)
    if _OTHER.search(text):
        return _other(labels, chosen)
    found = [place for place, pattern in enumerate(_PLACES) if pattern.search(text)]
    if _LAST.search(text):
        found.append(len(labels) - 1)
    return _within(found[0], labels) if len(found) == 1 else None


def _other(labels: Sequence[str], chosen: str | None) -> int | None:
    left = [place for place, label in enumerate(labels) if label != chosen]
    return left[0] if len(left) == 1 else None


def _within(place: int, labels: Sequence[str]) -> int | None:
    return place if place < len(labels) else None


def _by_words(text: str, labels: Sequence[str]) -> int | None:
    """Find the only label that has all the telling words of the message."""
    telling = _telling(text)
    if not telling:
        return None
    fitting = [place for place, label in enumerate(labels) if telling <= _telling(label)]
    return fitting[0] if len(fitting) == 1 else None


def _telling(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)} - _EMPTY
