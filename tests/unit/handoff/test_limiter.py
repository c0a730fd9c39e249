"""The limiter: so many in a window, counted by key, and the window moves on."""

import time

import pytest

from handoff.adapters.limiter import Limiter
from handoff.errors import RateLimited
from handoff.settings import Settings


def use_up(limiter: Limiter, rate: str, times: int, *key: str) -> None:
    for _ in range(times):
        limiter.check(rate, *key)


def test_one_more_than_allowed_is_refused() -> None:
    limiter = Limiter()
    use_up(limiter, "3/minute", 3, "message", "cu1")
    with pytest.raises(RateLimited, match="wait a moment"):
        limiter.check("3/minute", "message", "cu1")


@pytest.mark.parametrize("other", [("message", "cu2"), ("login", "cu1")], ids=["person", "deed"])
def test_keys_are_counted_apart(other: tuple[str, str]) -> None:
    limiter = Limiter()
    use_up(limiter, "1/minute", 1, "message", "cu1")
    limiter.check("1/minute", *other)


def test_the_window_moves_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    limiter = Limiter()
    use_up(limiter, "2/10 seconds", 2, "message", "cu1")
    monkeypatch.setattr(time, "time", lambda: now + 9)
    with pytest.raises(RateLimited):
        limiter.check("2/10 seconds", "message", "cu1")
    monkeypatch.setattr(time, "time", lambda: now + 11)
    limiter.check("2/10 seconds", "message", "cu1")


@pytest.mark.parametrize("setting", ["message_rate", "visitor_rate", "login_rate"])
def test_every_rate_that_is_set_by_default_is_understood(setting: str) -> None:
    Limiter().check(Settings.model_fields[setting].default, "key")


def test_a_rate_that_makes_no_sense_is_an_error() -> None:
    with pytest.raises(ValueError, match="often"):
        Limiter().check("often", "key")
