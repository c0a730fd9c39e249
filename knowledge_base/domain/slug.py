"""Ids that people can read: made from a title, kebab-case, and distinct from those already taken."""

import re
import unicodedata
from collections.abc import Container

ID_MAX = 80
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset({"export", "health", "import", "preview", "publications"})
"""Words that stand in the place of an id in the desk's own addresses; no new article gets them."""

_SPELT_OUT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th"})


def is_id(text: str) -> bool:
    """Whether `text` can be the id of an article."""
    return len(text) <= ID_MAX and KEBAB.fullmatch(text) is not None


def slug(title: str) -> str:
    """A kebab-case id of at most 80 characters; empty when the title has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_SPELT_OUT))
    letters = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'\u2019")
    kebab = "-".join(re.findall(r"[a-z0-9]+", letters))
    if len(kebab) <= ID_MAX:
        return kebab
    whole_words = kebab[: ID_MAX + 1].rpartition("-")[0]
    return whole_words or kebab[:ID_MAX]


def family(stem: str) -> str:
    """What every id that `distinct` may try begins with."""
    return stem[: ID_MAX - 8].rstrip("-")


def distinct(stem: str, taken: Container[str]) -> str:
    """`stem` itself, or the first of stem-2, stem-3 ... that nobody has."""
    candidate, number = stem, 1
    while candidate in taken:
        number += 1
        ending = f"-{number}"
        candidate = stem[: ID_MAX - len(ending)].rstrip("-") + ending
    return candidate
