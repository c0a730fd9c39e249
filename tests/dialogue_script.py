"""Conversations written down as data: what the customer says, and what a good front desk does then.

How to write one stands in tests/dialogue/README.md; an unknown word is refused when the file is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, cast

import yaml

from bot.adapters.demo_seed import first_stock
from bot.domain.caller import Caller
from bot.domain.desk import DeskState
from tests.fakes_commerce import NOW

PLACE_OF_TURNS = "turns"


@dataclass(frozen=True)
class Bot:
    """What is expected of one reply, in the words of the README; None, or nothing listed, leaves it open."""

    decision: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    also: str | None = None
    choices: tuple[str, ...] = ()
    form: str | None = None
    asks: str | None = None
    performed: str | None = None
    outcome: str = "done"
    escalates: str | None = None
    team: str | None = None
    summary: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing that happens: somebody writes, presses a button, or something befalls the conversation."""

    customer: str | None = None
    presses: str | None = None
    befalls: str | None = None
    agent: str | None = None
    bot: Bot | None = None


@dataclass(frozen=True)
class Conversation:
    """One conversation of a file; `then` says how orders stand at its end."""

    file: str
    name: str
    steps: tuple[Step, ...]
    who: Caller = field(default_factory=Caller)
    desk: DeskState = field(default_factory=DeskState)
    vip: tuple[Mapping[str, Any], ...] = ()
    then: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Name it as the report does."""
        return f'{self.file}: "{self.name}"'


def read_all(folder: Path) -> list[Conversation]:
    """Read every file of the folder."""
    return [one for path in sorted(folder.glob("*.yml")) for one in read_file(path)]


def read_file(path: Path) -> list[Conversation]:
    """Read one file. Raises: ValueError, with the place, for a word that nobody knows."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [_conversation(path.name, name, told) for name, told in written.items()]


def _conversation(file: str, name: str, told: Mapping[str, Any]) -> Conversation:
    place = f'{file}: "{name}"'
    _check(place, told, {"who", "desk", "vip", "then", PLACE_OF_TURNS})
    steps = tuple(_step(f"{place} step {n}", step) for n, step in enumerate(told[PLACE_OF_TURNS], 1))
    return Conversation(
        file=file,
        name=name,
        steps=steps,
        who=caller(told.get("who")),
        desk=DeskState(**told.get("desk", {})),
        vip=tuple(told.get("vip", ())),
        then=told.get("then", {}),
    )


def caller(who: str | Mapping[str, Any] | None) -> Caller:
    """Give a visitor, a signed-in customer of the demo shop by first name, or one with these fields."""
    if who is None:
        return Caller()
    if not isinstance(who, str):
        return Caller(**who)
    found = [one for one in first_stock(NOW).customers if one.name.split()[0].lower() == who]
    if not found:
        raise ValueError(f"the demo shop has no customer {who!r}")
    return Caller(found[0].name, found[0].email, found[0].id, verified=True)


def _step(place: str, told: Mapping[str, Any]) -> Step:
    _check(place, told, {one.name for one in fields(Step)})
    bot = told.get("bot")
    named = {name: value for name, value in told.items() if name != "bot"}
    # YAML reads `yes`, `no` and numbers as what they look like; a customer only ever writes words.
    texts = {name: _words(value) for name, value in named.items()}
    return Step(**texts, bot=_bot(place, bot) if bot else None)


def _bot(place: str, told: Mapping[str, Any]) -> Bot:
    kinds = {one.name: one.type for one in fields(Bot)}
    _check(place, told, set(kinds))
    values = {
        name: _listed(value) if kinds[name] == tuple[str, ...] else _words(value)
        for name, value in told.items()
    }
    return Bot(**cast("dict[str, Any]", values))


def _check(place: str, told: Mapping[str, Any], known: set[str]) -> None:
    if unknown := set(told) - known:
        raise ValueError(f"{place}: unknown {sorted(unknown)}; known are {sorted(known)}")


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(map(_words, value))
    return (_words(value),)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
