"""Find postcodes, but only where an address is told or asked for: elsewhere five digits are anything.

Pure and standard library only.
"""

import re
from typing import List, Text

from bot.rasa.details import Detail, shaped_details

_NEAR = 60
"""How many characters may lie between an address word and a postcode."""

_ADDRESS = re.compile(
    r"\b(?:address|postcode|post\s+code|postal\s+code|zip|street|road|lane|avenue|close|drive|terrace|place|square|"
    r"court|row|house|flat|apartment|deliver(?:ed|y)?|ship(?:ped|ping)?|send|sent|live|moved?|moving|"
    r"\w+(?:stra(?:ss|ß)e|weg|platz|gasse)|rue|calle|via)\b",
    re.IGNORECASE,
)

# Great Britain, Ireland, Canada, the Netherlands, Poland, the USA (long), then five or four digits.
_POSTCODE = re.compile(
    r"(?<![\w-])(?:"
    r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
    r"|[AC-FHKNPRTV-Y]\d[\dW]\s?[\dAC-FHKNPRTV-Y]{4}"
    r"|[A-Z]\d[A-Z]\s?\d[A-Z]\d"
    r"|\d{4}\s?[A-Z]{2}"
    r"|\d{2}-\d{3}"
    r"|\d{5}-\d{4}"
    r"|\d{5}"
    r"|(?:[A-Z]{1,2}-)\d{4,5}"
    r")(?![\w-])",
    re.IGNORECASE,
)
_WORDS = frozenset("am are at by do go if in is it me my no of on or so to up us we".split())  # noqa: SIM905


def postcodes(text: Text, asked_for: Text = "") -> List[Detail]:
    """Return the postcodes in the text; `asked_for` is the slot that was asked for."""
    asked = "address" in asked_for or "postcode" in asked_for
    words = [(match.start(), match.end()) for match in _ADDRESS.finditer(text)]
    taken = shaped_details(text)
    found = []
    for match in _POSTCODE.finditer(text):
        start, end = match.span()
        near = asked or any(start - _NEAR <= after and before <= end + _NEAR for before, after in words)
        free = all(end <= other.start or start >= other.end for other in taken)
        if near and free and not _is_number_and_word(match.group()):
            found.append(Detail("postcode", match.group(), start, end))
    return found


def _is_number_and_word(code: Text) -> bool:
    """Whether a code that looks Dutch is a number followed by a small word: "1999 in"."""
    return code[:1].isdigit() and code[-2:].lower() in _WORDS
