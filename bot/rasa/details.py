"""Find the details told by their shape: order numbers, e-mail addresses, amounts, phone numbers, names.

Pure and standard library only. Must never read more into a text than its shape shows.
"""

import re
from dataclasses import dataclass
from typing import List, Optional, Text

_CURRENCY = r"(?:[€$£]|\b(?:eur|usd|gbp|euros?|dollars?|pounds?|quid|bucks)\b)"
_NUMBER = r"\d+(?:[.,]\d{3})*(?:[.,]\d{1,2})?"
_NAMED_THING = (
    r"(?:order|booking|reservation|invoice|ticket|claim|purchase|reference|ref|case|parcel|contract)"
)

# The first pattern that claims a stretch of text keeps it.
_SHAPES = (
    ("email", re.compile(r"(?P<value>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,})")),
    ("order_number", re.compile(r"(?<![\w-])(?P<value>[a-z]{2,4}-\d{4,12})(?![\w-])", re.IGNORECASE)),
    ("amount", re.compile(rf"(?P<value>(?:[€$£]\s?{_NUMBER})|(?:\b{_NUMBER}\s?{_CURRENCY}))", re.IGNORECASE)),
    (
        "order_number",
        re.compile(
            rf"\b{_NAMED_THING}(?:\s+(?:number|no\.?|nr\.?|id))?(?:\s+is)?\s*[:#]?\s*"
            r"(?P<value>[a-z]{0,4}-?\d{4,16})(?![\w-])",
            re.IGNORECASE,
        ),
    ),
    ("phone", re.compile(r"(?<![\w-])(?P<value>(?:\+|00?)\d[\d ()/-]{5,}\d)(?![\w-])")),
)

_SAMPLES = {
    "order_number": "FH-100000",
    "email": "me@example.com",
    "amount": "£20",
    "phone": "+44 20 1234567",
}

_LEAD_IN = re.compile(
    r"^(?:(?:hi|hello|hey|yes|sure|ok|okay|well)\b[\s,:!.]*)*"
    r"(?:(?:my|the|full|first)?\s*name(?:'s|\s+is|\s*:)|i\s*am|i'm|im|it's|it\s+is|this\s+is|"
    r"(?:you\s+can\s+)?call\s+me|that's|that\s+would\s+be)\s+",
    re.IGNORECASE,
)
_GREETING = re.compile(r"^(?:(?:hi|hello|hey|yes|sure|ok|okay|well)\b[\s,:!.]*)+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:[\s,;:.!-]|\b(?:and|or|with|my|is|at|e-?mail|mail|phone|number|address)\b)+$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019.-])*")
_LONGEST_NAME = 5

# Words that no name has, but nearly every question or request.
_NO_NAME = frozenset(
    """
    a about after all am an and any anyone are as asap ask at back be because but by can cannot
    can't cancel could delivery did do does doesn't don't email for from get give had has have help
    how human i i'd i'll i'm i've if in into is isn't it its just know late later let like me
    message money my need never new no nope not nothing number of off ok on or order our out parcel
    person please problem question refund return so some somebody someone sorry stop tell than thank
    thanks that the their them then there they this to told too until up us was wasn't we what
    what's when where where's which who why will won't with without would yes you your annoyed angry
    calling closed broken fine good happy interested looking lost not sure trying waiting
    """.split()  # noqa: SIM905 -- a list of words reads better as text
)


@dataclass(frozen=True)
class Detail:
    """A stretch of the text and what it is; `start` and `end` are character positions."""

    entity: Text
    value: Text
    start: int
    end: int


def shaped_details(text: Text) -> List[Detail]:
    """Return what is told by its shape, in the order of the text, without overlaps."""
    found: List[Detail] = []
    for entity, shape in _SHAPES:
        for match in shape.finditer(text):
            start, end = match.span("value")
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Detail(entity, match["value"], start, end))
    return sorted(found, key=lambda detail: detail.start)


def with_samples(text: Text) -> Text:
    """Return the text with every order number, e-mail address, amount and phone number made the same."""
    for detail in reversed(shaped_details(text)):
        text = text[: detail.start] + _SAMPLES[detail.entity] + text[detail.end :]
    return text


def person_name(text: Text, expected: bool) -> Optional[Detail]:
    """Return the name a person gives as theirs; unless one is `expected`, only after "my name is ..."."""
    lead = _LEAD_IN.match(text)
    if not expected and not (lead and "name" in lead.group().lower()):
        return None
    start = lead.end() if lead else _end_of(_GREETING.match(text))
    rest = text[start : _first_of_another_shape(text, start)]
    name = _TAIL.sub("", rest).rstrip()
    if not _looks_like_a_name(name):
        return None
    return Detail("person_name", name, start, start + len(name))


def _end_of(match: "Optional[re.Match[Text]]") -> int:
    return match.end() if match else 0


def _first_of_another_shape(text: Text, start: int) -> int:
    comma = text.find(",", start)
    stops = [detail.start for detail in shaped_details(text) if detail.start >= start]
    return min([len(text), *stops, *([comma] if comma > start else [])])


def _looks_like_a_name(text: Text) -> bool:
    words = text.split()
    if not 1 <= len(words) <= _LONGEST_NAME:
        return False
    return all(_WORD.fullmatch(word) and word.lower() not in _NO_NAME for word in words)
