"""What the dialogue answers to one message: its parse of it, and what it wants done, as directives.

Must never do what a directive says; it only names it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.errors import InvalidDirective

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Entity:
    """A value found in the message; `start` and `end` are character positions in its text."""

    entity: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parse:
    """What the dialogue understood; `probability` is its own confidence in `intent`, 0 to 1."""

    intent: str | None
    probability: float
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Say:
    """Send this text as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class SearchArticles:
    """Look for the answer in the articles."""


@dataclass(frozen=True, slots=True)
class AskPerson:
    """The customer asked for a person."""


@dataclass(frozen=True, slots=True)
class ExpressFrustration:
    """The customer vented; acknowledge it before anything else."""


@dataclass(frozen=True, slots=True)
class LeaveMessage:
    """The contact form is complete: pass the message on with these filled fields."""

    fields: Mapping[str, str] = field(default_factory=dict)


Directive: TypeAlias = Say | SearchArticles | AskPerson | ExpressFrustration | LeaveMessage

_PLAIN: Mapping[str, Directive] = {
    "search_articles": SearchArticles(),
    "ask_person": AskPerson(),
    "express_frustration": ExpressFrustration(),
}


@dataclass(frozen=True, slots=True)
class DialogueTurn:
    """The dialogue's whole answer to one message."""

    parse: Parse
    directives: tuple[Directive, ...] = ()
    slots: Mapping[str, Json] = field(default_factory=dict)
    active_form: str | None = None


def parse_directive(payload: Mapping[str, object]) -> Directive:
    """Read `{"text": ...}` or `{"directive": name, ...}`.

    Every other field of a `leave_message` directive is a filled field; unfilled ones (null) are left out.

    Raises: InvalidDirective, naming what came and what is known.
    """
    if "directive" not in payload:
        return _say(payload)
    name = payload["directive"]
    if name == "leave_message":
        return LeaveMessage({k: str(v) for k, v in payload.items() if k != "directive" and v is not None})
    known = _PLAIN.get(name) if isinstance(name, str) else None
    if known is None:
        expected = ", ".join(sorted([*_PLAIN, "leave_message"]))
        raise InvalidDirective(f"unknown directive {name!r}; known are: {expected}")
    return known


def parse_directives(payloads: Iterable[Mapping[str, object]]) -> tuple[Directive, ...]:
    """Read all of a turn's payloads, in order. Raises: InvalidDirective."""
    return tuple(parse_directive(payload) for payload in payloads)


def _say(payload: Mapping[str, object]) -> Say:
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InvalidDirective(f"expected a text or a directive, received fields {sorted(payload)}")
    return Say(text)
