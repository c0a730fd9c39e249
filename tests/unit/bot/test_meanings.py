"""Every value of the policy has a meaning, in a sentence."""

from dataclasses import fields

import pytest

from bot.domain.meanings import MEANINGS, meaning_of
from bot.domain.policy import RANGES, Policy

NAMES = sorted({field.name for field in fields(Policy)} - {"version"})


@pytest.mark.parametrize("name", NAMES)
def test_every_value_is_explained(name: str) -> None:
    assert name in MEANINGS
    assert meaning_of(name).endswith(".")
    assert "_" not in meaning_of(name)


def test_every_number_has_a_range() -> None:
    assert set(RANGES) == set(NAMES) - {"vip", "muted_risks"}


def test_what_nobody_explained_is_at_least_named() -> None:
    assert meaning_of("new_weight") == "New weight."
