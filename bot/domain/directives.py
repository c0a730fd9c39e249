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
class Part:
    """A clause that was understood by itself; `start` and `end` are character positions in the message."""

    text: str
    start: int
    end: int
    intent: str | None
    probability: float


@dataclass(frozen=True, slots=True)
class Parse:
    """What the dialogue understood; `probability` is its own confidence in `intent`, 0 to 1.

    `parts` are the clauses of a message with several matters; empty if it is about one.
    """

    intent: str | None
    probability: float
    entities: tuple[Entity, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Say:
    """Send this text; `name` is the response that it is a variant of, if the dialogue said so.

    `options` are answers to pick from, each the words that the customer would write.
    """

    text: str
    name: str | None = None
    options: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class CallPerson:
    """The dialogue cannot go on with a flow, for a reason with a stable name (`bot.domain.turn.Reason`)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Perform:
    """The customer confirmed a change: carry out the `job` with these filled fields.

    One of `done` is said when it was carried out, `refused` when the shop refused; both may have gaps that
    only the outcome fills. `note` says the job to an agent, in the words "the bot was to ...".
    """

    job: str
    fields: Mapping[str, str]
    done: tuple[str, ...]
    refused: str
    note: str


Directive: TypeAlias = (
    Say | SearchArticles | AskPerson | ExpressFrustration | LeaveMessage | CallPerson | Perform
)

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
    if name == "call_person" and isinstance(reason := payload.get("reason"), str):
        return CallPerson(reason)
    if name == "perform":
        return _perform(payload)
    known = _PLAIN.get(name) if isinstance(name, str) else None
    if known is None:
        expected = ", ".join(sorted([*_PLAIN, "call_person", "leave_message", "perform"]))
        raise InvalidDirective(f"unknown directive {name!r}; known are: {expected}")
    return known


def parse_directives(payloads: Iterable[Mapping[str, object]]) -> tuple[Directive, ...]:
    """Read all of a turn's payloads, in order. Raises: InvalidDirective."""
    return tuple(parse_directive(payload) for payload in payloads)


def _say(payload: Mapping[str, object]) -> Say:
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InvalidDirective(f"expected a text or a directive, received fields {sorted(payload)}")
    name, options = payload.get("name"), payload.get("options")
    labels = tuple(map(str, options)) if isinstance(options, list) else ()
    return Say(text, name if isinstance(name, str) else None, labels)


_WORDS = frozenset({"directive", "job", "done", "refused", "note"})


def _perform(payload: Mapping[str, object]) -> Perform:
    done = payload.get("done")
    words = [payload.get(name) for name in ("job", "refused", "note")]
    if not isinstance(done, list) or not done or not all(isinstance(word, str) for word in words):
        raise InvalidDirective(f"perform needs job, done, refused and note, received {sorted(payload)}")
    job, refused, note = (str(word) for word in words)
    fields = {name: str(v) for name, v in payload.items() if name not in _WORDS and v is not None}
    return Perform(job, fields, tuple(str(sentence) for sentence in done), refused, note)
