"""Only a customer whom the website vouched for is believed."""

from bot.domain.caller import Caller

TIER = {"tier": "gold"}


def test_attributes_of_a_verified_customer_are_known() -> None:
    assert Caller(verified=True, attributes=TIER).knows("tier") == "gold"


def test_nobody_elses_are() -> None:
    assert Caller(attributes=TIER).knows("tier") is None


def test_what_is_not_there_is_not_known() -> None:
    assert Caller(verified=True).knows("tier") is None
