"""Cutting off connections that only cost: those that never say who they are, and those that do not read.

The socket library has no limit on either: a connection that answers pings stays without ever joining, and the
queue towards a slow reader grows without end. Whoever is cut off comes back and catches up by cursor.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from structlog.stdlib import BoundLogger


@dataclass(frozen=True, slots=True)
class Line:
    """One open connection: whether it has joined as somebody, and how many packets wait to be read."""

    id: str
    joined: bool
    waiting: int


class Switchboard(Protocol):
    """Where connections are seen and cut."""

    def lines(self) -> Iterable[Line]:
        """Give all open connections."""

    async def cut(self, line_id: str) -> None:
        """End a connection at once, without waiting for the other side."""


class Reaper:
    """Looks at all connections; call `reap` every second or so."""

    def __init__(
        self,
        switchboard: Switchboard,
        now: Callable[[], float],
        join_within_s: float,
        most_waiting: int,
        log: BoundLogger,
    ) -> None:
        self._switchboard = switchboard
        self._now = now
        self._join_within_s = join_within_s
        self._most_waiting = most_waiting
        self._log = log
        self._strangers: dict[str, float] = {}
        self._cut: set[str] = set()

    async def reap(self) -> None:
        """Cut off whoever has not joined in time, and whoever does not read."""
        lines = tuple(self._switchboard.lines())
        now = self._now()
        self._cut &= {line.id for line in lines}
        self._strangers = {line.id: self._strangers.get(line.id, now) for line in lines if not line.joined}
        for line in lines:
            why = self._why(line, now)
            if why is not None and line.id not in self._cut:
                self._log.info("connection_cut", why=why)
                self._cut.add(line.id)
                await self._switchboard.cut(line.id)

    def _why(self, line: Line, now: float) -> str | None:
        if line.waiting > self._most_waiting:
            return "does not read"
        since = self._strangers.get(line.id, now)
        return "never joined" if now - since > self._join_within_s else None
