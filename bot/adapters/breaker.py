"""A circuit breaker: after failures in a row it refuses at once, and looks now and then if it may close."""

import time
from collections.abc import Awaitable, Callable


class Breaker:
    """Counts failures; once open, one probe at most every `every_s` seconds may close it."""

    def __init__(
        self,
        probe: Callable[[], Awaitable[bool]],
        *,
        after: int,
        every_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._probe = probe
        self._after = after
        self._every_s = every_s
        self._clock = clock
        self._failures = 0
        self._reason = ""
        self._looked_at = float("-inf")

    @property
    def reason(self) -> str:
        """Why the last call failed; empty if it did not."""
        return self._reason

    async def lets_through(self) -> bool:
        """Say whether a call may be tried now."""
        if self._failures < self._after:
            return True
        if self._clock() - self._looked_at < self._every_s:
            return False
        self.looked()
        if await self._probe():
            self.succeeded()
            return True
        return False

    def looked(self) -> None:
        """Note that somebody has just looked whether the other side answers."""
        self._looked_at = self._clock()

    def succeeded(self) -> None:
        """Note that the other side answered."""
        self._failures, self._reason = 0, ""

    def failed(self, reason: str) -> None:
        """Note that it did not."""
        self._failures += 1
        self._reason = reason
        self.looked()
