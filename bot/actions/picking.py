"""Which one of a list is meant: "2", "the second one", "the last", "the other order", "the boots"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ORDINALS = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "fifth": 4,
    "5th": 4,
    "latest": 0,
    "newest": 0,
    "recent": 0,
    "top": 0,
    "last": -1,
    "oldest": -1,
    "bottom": -1,
}
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_OTHER = re.compile(r"\b(?:other|another|different|wrong|not (?:that|this))\b", re.IGNORECASE)
_LONE_NUMBER = re.compile(
    r"^\W*(?:number|no\.?|nr\.?|option|#)?\s*(\d{1,2}|one|two|three|four|five)\W*$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d{4,}")
_EMPTY = frozenset(
    """
    a an and are at for from i in is it its me my need new of on one ones order orders please that the them
    then this those to want was which with your x no yes cancel return send back
    """.split()  # noqa: SIM905 -- a list of words reads better as text
)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing of a list: its id, and the words it can be told by."""

    id: str
    words: str


def pick(text: str, options: Sequence[Option], current: str | None = None) -> str | None:
    """Give the id of the option that is meant; None if that is not clear.

    `current` is the one talked about so far, which "the other one" leaves out.
    """
    if not options:
        return None
    meant = _by_number(text, options) or _by_name(text, options) or _by_place(text, options)
    return meant or _by_contrast(text, options, current)


def other_than(text: str) -> bool:
    """Say whether the words turn the current one down."""
    return _OTHER.search(text) is not None


def _by_place(text: str, options: Sequence[Option]) -> str | None:
    alone = _LONE_NUMBER.match(text)
    if alone:
        word = alone[1].lower()
        place = (_COUNTS.get(word) or int(word)) - 1
        return options[place].id if 0 <= place < len(options) else None
    places = [_ORDINALS[word] for word in _words(text) if word in _ORDINALS]
    if len(places) != 1 or places[0] >= len(options):
        return None
    return options[places[0]].id


def _by_number(text: str, options: Sequence[Option]) -> str | None:
    digits = _DIGITS.findall(text)
    meant = [option.id for option in options if any(number in option.id for number in digits)]
    return meant[0] if len(set(meant)) == 1 else None


def _by_name(text: str, options: Sequence[Option]) -> str | None:
    """Give the one option that shares more words with the text than any other."""
    said = {_stem(word) for word in _words(text) if word not in _EMPTY and word not in _ORDINALS}
    shared = [len(said & {_stem(word) for word in _words(option.words)}) for option in options]
    best = max(shared)
    return options[shared.index(best)].id if best and shared.count(best) == 1 else None


def _by_contrast(text: str, options: Sequence[Option], current: str | None) -> str | None:
    rest = [option.id for option in options if option.id != current]
    return rest[0] if current and len(rest) == 1 and other_than(text) else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
