"""The same facts under one policy and another."""

from dataclasses import replace

import pytest

from bot.domain.caller import Caller
from bot.domain.facts import Facts
from bot.domain.policy import Policy
from bot.domain.situation import situate
from bot.domain.turn import TurnSignals
from bot.domain.vip import VipRule

EARLIER = TurnSignals("how do I return it", negative=0.5, decision="answer", article_ids=("returns",))
FACTS = Facts("search", negative=0.7, stretch=(EARLIER,), similarities=(0.9,))


def test_what_depends_on_the_policy_is_worked_out() -> None:
    situation = situate(FACTS, Policy())
    assert situation.course.curve == pytest.approx((0.5, 0.59))
    assert (situation.repetition.rephrased, situation.alike) == (1, 0.9)


def test_the_same_facts_can_be_seen_again_under_another_policy() -> None:
    situation = situate(FACTS, Policy(smoothing=1.0, alike=0.95))
    assert situation.course.curve == (0.5, 0.7)
    assert (situation.repetition.rephrased, situation.alike) == (0, 0.9)


def test_what_the_dialogue_takes_for_frustration_is_at_least_a_feeling() -> None:
    vented = replace(FACTS, wish="vent", negative=0.2)
    assert situate(vented, Policy(feeling=0.65)).negative == 0.65


@pytest.mark.parametrize(
    ("facts", "sign"),
    [
        pytest.param(FACTS, "rephrased", id="nearly the same words"),
        pytest.param(replace(FACTS, similarities=(0.99,)), "identical", id="the same words"),
        pytest.param(replace(FACTS, pause_s=1.5), "fast", id="sent at once after the one before"),
        pytest.param(replace(FACTS, rejected=1), "rejected", id="answer rated as no help"),
        pytest.param(replace(FACTS, unsettled=1), "unsettled", id="came before"),
        pytest.param(replace(FACTS, failed_form=1), "form", id="form asked in vain"),
        pytest.param(replace(FACTS, signs=("money",)), "money", id="words"),
    ],
)
def test_strain_knows_of(facts: Facts, sign: str) -> None:
    assert sign in situate(facts, Policy()).strain.signs


def test_vip_is_who_meets_a_rule_and_is_vouched_for() -> None:
    policy = Policy(vip=(VipRule("tier", equals="gold"),))
    gold = replace(FACTS, caller=Caller(verified=True, attributes={"tier": "Gold"}))
    assert situate(gold, policy).vip == "tier is gold"
    assert situate(replace(gold, caller=Caller(attributes={"tier": "gold"})), policy).vip is None
