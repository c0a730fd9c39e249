"""Find amounts in a sentence: prices, durations, measures; so that two sentences can be compared by them.

A duration is compared in days or months, so that "two weeks" and "14 days" are the same; working days are a
unit of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPELT = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_WORDS = {word: number for number, word in enumerate(_SPELT)} | {
    "fourteen": 14,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "sixty": 60,
    "ninety": 90,
}

_UNITS = {
    "working day": ("working day", 1.0),
    "business day": ("working day", 1.0),
    "day": ("day", 1.0),
    "week": ("day", 7.0),
    "month": ("month", 1.0),
    "year": ("month", 12.0),
    "minute": ("minute", 1.0),
    "hour": ("minute", 60.0),
    "percent": ("%", 1.0),
    "per cent": ("%", 1.0),
    "%": ("%", 1.0),
    "pound": ("£", 1.0),
    "euro": ("€", 1.0),
    "dollar": ("$", 1.0),
    "kg": ("g", 1_000.0),
    "kilo": ("g", 1_000.0),
    "gram": ("g", 1.0),
    "g": ("g", 1.0),
    "mm": ("mm", 1.0),
    "cm": ("mm", 10.0),
    "metre": ("mm", 1_000.0),
    "m": ("mm", 1_000.0),
    "km": ("km", 1.0),
    "ml": ("ml", 1.0),
    "litre": ("ml", 1_000.0),
    "point": ("point", 1.0),
}
_CURRENCIES = "£€$"
MASK = "so much"
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(_WORDS)})\b)"
_RANGE = rf"(?P<low>{_NUMBER})(?:\s*(?:-|\u2013|to)\s*[{_CURRENCIES}]?(?P<high>{_NUMBER}))?"
_PRICE = re.compile(rf"(?P<unit>[{_CURRENCIES}])\s?{_RANGE}", re.IGNORECASE)
_MEASURE = re.compile(
    rf"{_RANGE}[\s-]*(?P<unit>{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})s?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A range in a unit, `low` equal to `high` for one number; `text` is how it stands there."""

    unit: str
    low: float
    high: float
    text: str


def quantities(sentence: str) -> tuple[Quantity, ...]:
    """Give every amount with its unit, in the order of the text."""
    return tuple(quantity for quantity, _ in _found(sentence))


def without_quantities(sentence: str) -> str:
    """Give the sentence with each amount replaced, so that only the rest is compared."""
    for _, (start, end) in reversed(list(_found(sentence))):
        sentence = f"{sentence[:start]}{MASK}{sentence[end:]}"
    return sentence


def _found(sentence: str) -> Iterator[tuple[Quantity, tuple[int, int]]]:
    matches = [*_PRICE.finditer(sentence), *_MEASURE.finditer(sentence)]
    end = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() >= end:
            end = match.end()
            yield _quantity(match), match.span()


def _quantity(match: re.Match[str]) -> Quantity:
    name = match["unit"].casefold()
    unit, factor = (name, 1.0) if name in _CURRENCIES else _UNITS[name]
    low = _number(match["low"]) * factor
    high = _number(match["high"]) * factor if match["high"] else low
    return Quantity(unit, min(low, high), max(low, high), match[0])


def _number(text: str) -> float:
    word = text.casefold()
    return float(_WORDS[word]) if word in _WORDS else float(word.replace(",", ""))
