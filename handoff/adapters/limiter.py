"""Rate limits, kept in memory: how often one key may do one thing."""

from functools import cache

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from handoff.errors import RateLimited

_parsed = cache(parse)


class Limiter:
    """Counts hits in a moving window."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, rate: str, *key: str) -> None:
        """Count one hit, or raise RateLimited when `rate` (such as "30/10 seconds") is used up."""
        if not self._limiter.hit(_parsed(rate), *key):
            raise RateLimited("That was too much in a short time. Please wait a moment and try again.")
