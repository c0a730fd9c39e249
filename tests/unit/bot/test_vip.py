"""Rules of who comes first."""

import pytest

from bot.domain.caller import Caller
from bot.domain.directives import Json
from bot.domain.vip import MOST_RULES, VipRule, read_rules
from bot.errors import InvalidPolicy

GOLD = VipRule("tier", equals="gold")
OFTEN = VipRule("orders", at_least=50)


@pytest.mark.parametrize(
    ("rule", "value", "met"),
    [
        (GOLD, "gold", True),
        (GOLD, " Gold ", True),
        (GOLD, "silver", False),
        (GOLD, None, False),
        (OFTEN, 50, True),
        (OFTEN, 49.5, False),
        (OFTEN, "60", False),
        (OFTEN, True, False),
        (VipRule("staff", equals=True), True, True),
        (VipRule("staff", equals=True), 1, False),
        (VipRule("level", equals=3), 3, True),
    ],
)
def test_met_by(rule: VipRule, value: Json, met: bool) -> None:
    caller = Caller(verified=True, attributes={rule.attribute: value})
    assert rule.met_by(caller) is met


def test_words_are_for_agents() -> None:
    assert (GOLD.words, OFTEN.words) == ("tier is gold", "orders is at least 50")


def test_rules_survive_json() -> None:
    assert read_rules([GOLD.to_dict(), OFTEN.to_dict()]) == (GOLD, OFTEN)


@pytest.mark.parametrize(
    "value",
    [
        "gold",
        ["gold"],
        [{"attribute": "tier"}],
        [{"attribute": "", "equals": "gold"}],
        [{"attribute": "tier", "equals": "gold", "at_least": 3}],
        [{"attribute": "tier", "equals": ["gold"]}],
        [{"attribute": "orders", "at_least": "many"}],
        [{"attribute": "orders", "at_least": True}],
        [{"attribute": "tier", "equals": "gold", "colour": "red"}],
        [GOLD.to_dict()] * (MOST_RULES + 1),
    ],
)
def test_wrong_rules_are_refused(value: object) -> None:
    with pytest.raises(InvalidPolicy, match="vip"):
        read_rules(value)
