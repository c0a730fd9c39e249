"""An edited policy is read whole or refused with the field that is wrong."""

import json
from dataclasses import fields

import pytest

from bot.domain.policy import RANGES, Policy
from bot.errors import InvalidPolicy


def test_default_policy_survives_json() -> None:
    assert Policy.from_dict(json.loads(json.dumps(Policy().to_dict()))) == Policy()


def test_absent_fields_keep_their_default() -> None:
    edited = Policy.from_dict({"version": "winter", "unsure_limit": 3, "muted_risks": ["press"]})
    assert edited == Policy(version="winter", unsure_limit=3, muted_risks=("press",))


def test_every_number_has_a_range_that_holds_its_default() -> None:
    assert set(RANGES) | {"version", "muted_risks", "vip"} == {field.name for field in fields(Policy)}
    assert all(low <= getattr(Policy(), name) <= high for name, (low, high) in RANGES.items())


@pytest.mark.parametrize(
    ("record", "named"),
    [
        pytest.param({"strong_negative": 1.2}, "strong_negative", id="above its range"),
        pytest.param({"failure_limit": 0}, "failure_limit", id="below its range"),
        pytest.param({"alike": "much"}, "alike", id="not a number"),
        pytest.param({"alike": True}, "alike", id="a truth is no number"),
        pytest.param({"alike": float("nan")}, "alike", id="not any number"),
        pytest.param({"patience": 3}, "patience", id="unknown field"),
        pytest.param({"version": ""}, "version", id="empty version"),
        pytest.param({"version": 3}, "version", id="version is a number"),
        pytest.param({"muted_risks": ["weather"]}, "muted_risks", id="unknown risk"),
        pytest.param({"muted_risks": "press"}, "muted_risks", id="risks are one text"),
        pytest.param({"course_calm": 0.9}, "course_calm", id="calm above the alarm"),
        pytest.param({"vip": [{"attribute": "tier"}]}, "vip", id="a rule without a value"),
    ],
)
def test_wrong_policy_is_refused_and_named(record: dict[str, object], named: str) -> None:
    with pytest.raises(InvalidPolicy, match=named):
        Policy.from_dict(record)


def test_the_course_follows_the_policy() -> None:
    assert Policy(course_alarm=0.9).sensitivity.alarm == 0.9


def test_vip_rules_survive_json() -> None:
    rules = [{"attribute": "tier", "equals": "gold"}, {"attribute": "orders", "at_least": 50}]
    policy = Policy.from_dict({"vip": rules})
    assert Policy.from_dict(json.loads(json.dumps(policy.to_dict()))) == policy
    assert policy.to_dict()["vip"] == rules


def test_every_sign_of_the_strain_has_its_weight() -> None:
    weights = Policy(strain_missed=0.7).strain
    assert weights.signs["missed"] == 0.7
    assert weights.allowance == Policy().allowance
