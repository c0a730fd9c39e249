"""A circuit breaker refuses after failures in a row, and looks again only now and then."""

from bot.adapters.breaker import Breaker


class Other:
    """The other side, well or not, and how often it was looked at."""

    def __init__(self) -> None:
        self.well = False
        self.looks = 0

    async def probe(self) -> bool:
        """Say whether all is well."""
        self.looks += 1
        return self.well


async def test_it_opens_after_failures_in_a_row_and_closes_when_all_is_well() -> None:
    other, at = Other(), 0.0
    breaker = Breaker(other.probe, after=2, every_s=5, clock=lambda: at)
    breaker.failed("once")
    breaker.succeeded()
    breaker.failed("again")
    assert await breaker.lets_through()
    breaker.failed("and again")
    assert not await breaker.lets_through()
    assert (breaker.reason, other.looks) == ("and again", 0)
    at = 6.0
    assert not await breaker.lets_through()
    assert not await breaker.lets_through()
    assert other.looks == 1
    at, other.well = 12.0, True
    assert await breaker.lets_through()
    assert breaker.reason == ""
