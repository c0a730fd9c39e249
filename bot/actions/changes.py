"""What is to become of one line of an order: "make it 2", "take it out", "size M instead"."""

import re
from dataclasses import dataclass

_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_OUT = re.compile(
    r"\b(?:remove|delete|drop|take (?:it|them|this|that)? ?(?:out|off)|without|don't want|do not want|none|"
    r"zero)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:please|can you|could you|i'?d like|i want|i need|change|make|switch|swap|it|them|to|in|a|the|"
    r"colou?r|instead|rather|have)\b[\s:,]*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s,]*\b(?:please|instead|thanks|thank you|rather)\b[\s.!]*$", re.IGNORECASE)
_NUMBER = re.compile(
    r"^\W*(?:only |just )?(\d{1,2}|[a-z]+)(?: (?:of (?:them|it)|pieces?|items?|x))?\W*$", re.IGNORECASE
)
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """Another quantity (0 takes the line out) or another variant."""

    quantity: int | None = None
    variant: str | None = None


def read_change(text: str) -> Wanted | None:
    """Give what the words ask for; None if they are too long to be a quantity, a size or a colour."""
    if _OUT.search(text):
        return Wanted(quantity=0)
    body = _TAIL.sub("", _LEAD.sub("", text.strip())).strip(" .!")
    found = _NUMBER.match(body)
    if found and (found[1].isdigit() or found[1].lower() in _COUNTS):
        return Wanted(quantity=int(found[1]) if found[1].isdigit() else _COUNTS[found[1].lower()])
    return Wanted(variant=body) if 0 < len(body) <= _LONGEST else None


def say(wanted: Wanted, quantity: int) -> str:
    """Say the change of a line of so many pieces, so that it fits behind "the change:"."""
    if wanted.quantity == 0:
        return "take it out of the order"
    return f"{wanted.quantity} instead of {quantity}" if wanted.quantity is not None else f"{wanted.variant}"
