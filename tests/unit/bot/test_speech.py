"""How the bot says amounts, days and things."""

from datetime import date, time

from bot.actions.speech import BECAUSE, clock, day, label, lines, money, numbered, pieces, status, together
from bot.domain.commerce import Money, OrderStatus, Reason
from tests.fakes_commerce import BOOTS, PLACED, SOCKS, TENT


def test_amounts_days_and_times_are_for_people() -> None:
    assert money(Money(8990, "EUR")) == "89.90 EUR"
    assert day(date(2026, 11, 24)) == "Tuesday 24 November"
    assert clock(time(9, 5)) == "09:05"


def test_things_are_named_and_the_rest_is_counted() -> None:
    assert lines([BOOTS]) == "Trail boots (size 42)"
    assert lines([BOOTS, SOCKS, TENT]) == "Trail boots (size 42), 2 x Wool socks (grey, M) and 1 more"
    assert pieces(PLACED) == "3 items"
    assert label(PLACED) == "FH-100001: Trail boots and 1 more, 113.90 GBP"
    assert together([]) == ""
    assert numbered(["a", "b"]) == "1. a\n2. b"


def test_every_reason_and_every_state_has_words() -> None:
    assert set(BECAUSE) == set(Reason)
    assert all(status(state) for state in OrderStatus)
