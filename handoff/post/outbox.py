"""Sending what is stored to be sent, with patience: each attempt is counted before it is made.

So a process that dies in the middle tries again later, and two processes never send the same at once.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from structlog.stdlib import BoundLogger


class Undeliverable(Exception):
    """The other side says that this can never be delivered."""


class Delayed(Exception):
    """It could not be handed over now; later it may."""


class Item(Protocol):
    """Something to be sent, and how often it was tried."""

    @property
    def id(self) -> str:
        """Names it."""

    @property
    def attempts(self) -> int:
        """Counts the attempts before this one."""


class Outbox(Protocol):
    """Where things to be sent are kept."""

    async def lease(self, item_id: str, attempts: int, next_at: datetime) -> bool:
        """Count an attempt and put the next one off; False if somebody else did so first."""

    async def sent(self, item_id: str, at: datetime) -> None:
        """Store that the other side has taken it."""

    async def delayed(self, item_id: str, next_at: datetime, why: str) -> None:
        """Store when it will be tried again, and why."""

    async def given_up(self, item_id: str, why: str) -> None:
        """Store that it will not be tried again."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait between attempts and when to give up; an attempt takes at most `hold`.

    The pause doubles with each attempt. `luck` in [0, 1) takes up to half of it away, so that many senders
    do not come back at once.
    """

    first: timedelta
    longest: timedelta
    most: int
    hold: timedelta = timedelta(0)
    luck: Callable[[], float] = lambda: 0.0

    def pause(self, attempts: int) -> timedelta:
        """Give the pause after one more attempt."""
        growth: int = 2 ** min(attempts, 40)
        return min(self.first * growth, self.longest) * (1 - self.luck() / 2)


T = TypeVar("T", bound=Item)


class Sending:
    """Makes attempts and keeps account of them; `name` is what the log calls a thing that is sent."""

    def __init__(
        self, outbox: Outbox, patience: Patience, clock: Callable[[], datetime], log: BoundLogger, name: str
    ) -> None:
        self._outbox = outbox
        self._patience = patience
        self._clock = clock
        self._log = log
        self._name = name

    async def attempt(self, item: T, send: Callable[[T], Awaitable[None]]) -> None:
        """Try once, unless somebody else is at it."""
        pause = self._patience.pause(item.attempts)
        until = self._clock() + max(pause, self._patience.hold)
        if not await self._outbox.lease(item.id, item.attempts, until):
            return
        try:
            await send(item)
        except Undeliverable as error:
            await self._give_up(item, str(error))
        except Delayed as error:
            await self._delay(item, pause, str(error))
        else:
            await self._outbox.sent(item.id, self._clock())
            self._log.info(f"{self._name}_sent", id=item.id)

    async def _delay(self, item: Item, pause: timedelta, why: str) -> None:
        self._log.warning(f"{self._name}_delayed", id=item.id, attempt=item.attempts + 1, why=why)
        if item.attempts + 1 >= self._patience.most:
            await self._give_up(item, why)
            return
        await self._outbox.delayed(item.id, self._clock() + pause, why)

    async def _give_up(self, item: Item, why: str) -> None:
        self._log.error(f"{self._name}_given_up", id=item.id, why=why)
        await self._outbox.given_up(item.id, why)
