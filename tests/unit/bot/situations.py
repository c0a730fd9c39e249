"""Situations for tests, told in one breath: the facts of a turn and what a policy makes of them."""

from dataclasses import fields, replace
from typing import Any

from bot.domain.facts import Facts
from bot.domain.situation import Situation
from bot.domain.turn import Wish

_OF_THE_POLICY = {field.name for field in fields(Situation)} - {"facts"}


def seen(wish: Wish, **values: Any) -> Situation:
    """Give a situation with these values, of its facts or its own; `negative` is its own."""
    return but(Situation(Facts(wish)), **values)


def but(situation: Situation, **values: Any) -> Situation:
    """Give the same situation with other values."""
    own = {name: value for name, value in values.items() if name in _OF_THE_POLICY}
    facts = {name: value for name, value in values.items() if name not in _OF_THE_POLICY}
    return replace(situation, facts=replace(situation.facts, **facts), **own)
