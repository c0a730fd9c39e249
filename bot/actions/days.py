"""Which day is meant: "tomorrow", "next Friday", "24 November", "24/11", "2026-11-24".

Pure: today is passed in. A day without a year is the next one that is not over.
"""

import re
from datetime import date, timedelta

from bot.actions.speech import DAYS, MONTHS

_NEAR = {"today": 0, "tonight": 0, "tomorrow": 1}
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_SHORT = re.compile(r"\b(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4}))?\b")
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_NAMED = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+({_MONTH})\b|\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)
_WEEK = 7
_CENTURY = 2000


def read_day(text: str, today: date) -> date | None:
    """Give the day that the words mean, if they mean one."""
    return _iso(text) or _named(text, today) or _short(text, today) or _near(text, today)


def _iso(text: str) -> date | None:
    found = _ISO.search(text)
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _short(text: str, today: date) -> date | None:
    found = _SHORT.search(text)
    if not found:
        return None
    if found[3]:
        year = int(found[3])
        return _day(year if year > _CENTURY else year + _CENTURY, int(found[2]), int(found[1]))
    return _coming(int(found[2]), int(found[1]), today)


def _named(text: str, today: date) -> date | None:
    for found in _NAMED.finditer(text):
        number, word = (found[1], found[2]) if found[1] else (found[4], found[3])
        for month, name in enumerate(MONTHS, 1):
            if name.lower().startswith(word.lower()):
                return _coming(month, int(number), today)
    return None


def _near(text: str, today: date) -> date | None:
    words = re.findall(r"[a-z]+", text.lower())
    for word in words:
        if word in _NEAR:
            return today + timedelta(days=_NEAR[word] + ("after" in words and word == "tomorrow"))
    for number, name in enumerate(DAYS):
        if any(word in (name.lower(), name[:3].lower(), name[:4].lower()) for word in words):
            ahead = (number - today.weekday()) % _WEEK
            return today + timedelta(days=ahead or _WEEK)
    return None


def _coming(month: int, number: int, today: date) -> date | None:
    this_year = _day(today.year, month, number)
    return this_year if this_year and this_year >= today else _day(today.year + 1, month, number)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
