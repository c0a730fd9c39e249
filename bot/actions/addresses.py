"""Read an address that was written in one message: street, town and postcode, in this or another order."""

import re
from dataclasses import dataclass

_POSTCODE = re.compile(
    r"\b([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|[A-Z]\d{2}\s?[A-Z\d]{4}|\d{4,5})\b", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:(?:no|yes|please|sure|ok|okay)\b[\s,]*)*(?:(?:to|it's|it is|the new address is|my new address is|"
    r"new address|send it to|deliver it to|change it to|my address is|the address is|address)\b[\s:,]*)*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;\n]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a parcel goes, without the name and the country."""

    street: str
    city: str
    postcode: str

    def __str__(self) -> str:
        """Write it on one line; `read_place` reads it back."""
        return f"{self.street}, {self.city}, {self.postcode}"


def read_place(text: str) -> Place | None:
    """Give the address that a message holds; None unless street, town and postcode are all there."""
    body = _LEAD.sub("", text.strip(), count=1)
    codes = list(_POSTCODE.finditer(body))
    if not codes:
        return None
    code = codes[-1]
    rest = f"{body[: code.start()]},{body[code.end() :]}"
    parts = [part for part in (" ".join(piece.split()).strip(" .") for piece in _PARTS.split(rest)) if part]
    if len(parts) < 2 or not any(sign.isalpha() for sign in parts[0]):
        return None
    return Place(parts[0], parts[1], " ".join(code[1].upper().split()))
