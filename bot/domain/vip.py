"""Who gets a person sooner: rules over what the website vouches for of a customer."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.caller import Caller
from bot.domain.directives import Json
from bot.errors import InvalidPolicy

MOST_RULES = 50
_FIELDS = {"attribute", "equals", "at_least"}


@dataclass(frozen=True, slots=True)
class VipRule:
    """An attribute that must equal a value, or be a number `at_least` so high; exactly one is set."""

    attribute: str
    equals: str | int | float | bool | None = None
    at_least: float | None = None

    @property
    def words(self) -> str:
        """The rule as an agent reads it."""
        if self.at_least is not None:
            return f"{self.attribute} is at least {self.at_least:g}"
        return f"{self.attribute} is {self.equals}"

    def met_by(self, caller: Caller) -> bool:
        """Whether a verified customer meets the rule; texts are compared in any case."""
        value = caller.knows(self.attribute)
        if self.at_least is not None:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return number and float(value) >= self.at_least  # type: ignore[arg-type] # a number by now
        if isinstance(value, str) and isinstance(self.equals, str):
            return value.strip().lower() == self.equals.strip().lower()
        return type(value) is type(self.equals) and value == self.equals

    def to_dict(self) -> dict[str, Json]:
        """The JSON form, read back by `read_rules`."""
        limit: Mapping[str, Json] = (
            {"equals": self.equals} if self.at_least is None else {"at_least": self.at_least}
        )
        return {"attribute": self.attribute, **limit}


def read_rules(value: object) -> tuple[VipRule, ...]:
    """Read a list of rules. Raises: InvalidPolicy, naming what was received."""
    if not isinstance(value, list | tuple) or len(value) > MOST_RULES:
        raise InvalidPolicy(f"vip must be a list of at most {MOST_RULES} rules, received {value!r}")
    return tuple(_rule(item) for item in value)


def _rule(item: object) -> VipRule:
    if isinstance(item, VipRule):
        return item
    wrong = InvalidPolicy(f'a vip rule is {{"attribute", "equals" or "at_least"}}, received {item!r}')
    if not isinstance(item, Mapping) or not set(item) <= _FIELDS:
        raise wrong
    attribute, equals, at_least = (item.get(name) for name in ("attribute", "equals", "at_least"))
    if not isinstance(attribute, str) or not attribute or (equals is None) == (at_least is None):
        raise wrong
    if not isinstance(equals, str | int | float | None):
        raise wrong
    if isinstance(at_least, bool) or not isinstance(at_least, int | float | None):
        raise wrong
    return VipRule(attribute, equals, at_least)
