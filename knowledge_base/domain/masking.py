"""Take out of a text what belongs to one customer, before it becomes part of an article.

Patterns find what has a form: addresses, numbers, names after a greeting. A person still has to look; the
masks show them where.
"""

import re

_MASKS = tuple(
    (re.compile(pattern), mask)
    for pattern, mask in (
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "[e-mail]"),
        (r"\b(?:https?://|www\.)\S+", "[link]"),
        (r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b", "[account]"),
        (r"\b[A-Za-z]{1,2}\d[A-Za-z\d]? \d[A-Za-z]{2}\b", "[postcode]"),
        (r"(?<!\w)\+?\(?\d[\d ()/.-]{8,}\d\b", "[number]"),
        (r"#\d+|\b[A-Z]{1,5}-?\d{3,}[A-Z\d-]*\b|\b\d{5,}\b", "[number]"),
        (r"(?i:(?<=my name is )|(?<=my name's ))[^\W\d_]+(?: [A-Z][\w'-]+)?", "[name]"),
    )
)
_SALUTATION = re.compile(
    r"^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^,!.\n]{0,40}[,!.\n]\s*", re.IGNORECASE
)
_CLOSING = re.compile(
    r"\n?\s*\b(?:(?:kind|best|warm) regards|best wishes|all the best|many thanks|yours sincerely)\b"
    r"[^\w\n]*(?:\n?[^\n.]{0,60})?\s*$",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """Replace e-mail addresses, links, order and phone numbers, postcodes and stated names by their kind."""
    for pattern, kind in _MASKS:
        text = pattern.sub(kind, text)
    return text


def mask_reply(text: str) -> str:
    """Mask a colleague's message, and drop the salutation and the closing, meant for one customer."""
    bare = _CLOSING.sub("", _SALUTATION.sub("", text.strip())).strip()
    masked = mask(bare or text.strip())
    return masked[:1].upper() + masked[1:]
