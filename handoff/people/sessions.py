"""Front door of sessions: opened, seen, listed and ended, one at a time or all of a person's.

Only the digest of a token is kept. When a session was last seen is kept in memory and written by the sweep,
so that recognising somebody never waits for the database's writer.
"""

import hashlib
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from handoff.domain.audit import Entry
from handoff.domain.rights import Staff

BROWSER = "browser"
Farewell = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a session was opened: a mark of the network address, never the address, and the program."""

    address: str | None = None
    program: str | None = None


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Session:
    """One session; a socket token and a sign-in that waits for its second factor are sessions too."""

    digest: str
    id: str
    staff_id: str
    kind: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    origin: Origin = NOWHERE
    method: str = "password"


class SessionStore(Protocol):
    """Where sessions are kept."""

    async def open(self, session: Session, entry: Entry | None) -> None:
        """Store a session, and its line in the audit log."""

    async def find(self, digest: str, kind: str, at: datetime) -> tuple[Session, Staff] | None:
        """Give a session that has not run out at `at`, and its person while they are active."""

    async def of(self, staff_id: str) -> tuple[Session, ...]:
        """Give a person's browser sessions, the last seen first."""

    async def end(self, staff_id: str, digests: Collection[str], entry: Entry | None) -> None:
        """Forget these sessions of a person, and every socket token of theirs."""

    async def forget(self, digest: str) -> None:
        """Forget one token and nothing else."""

    async def see(self, seen: Mapping[str, datetime]) -> None:
        """Store when these sessions, by digest, were last seen."""

    async def overdue(self, at: datetime, idle_since: datetime) -> tuple[Session, ...]:
        """Give the browser sessions that ran out or were not seen since `idle_since`; forget spent tokens."""


class Sessions:
    """Keeps sessions and tells listeners when one was ended."""

    def __init__(
        self,
        store: SessionStore,
        clock: Callable[[], datetime],
        new_token: Callable[[], str],
        life: timedelta,
        idle: timedelta,
    ) -> None:
        self._store = store
        self._clock = clock
        self._new_token = new_token
        self._idle = idle
        self._seen: dict[str, datetime] = {}
        self._farewells: list[Farewell] = []
        self.life = life

    def on_closed(self, farewell: Farewell) -> None:
        """Call `farewell` with the person's id after sessions of theirs were ended."""
        self._farewells.append(farewell)

    async def open(
        self,
        staff: Staff,
        kind: str,
        life: timedelta,
        origin: Origin = NOWHERE,
        method: str = "password",
        entry: Entry | None = None,
    ) -> str:
        """Open a session and give its token, which is stored nowhere."""
        token, at = self._new_token(), self._clock()
        name = hashlib.sha256(f"name:{token}".encode()).hexdigest()[:32]
        session = Session(digest(token), name, staff.id, kind, at, at, at + life, origin, method)
        await self._store.open(session, entry)
        return token

    async def find(self, token: str, kind: str = BROWSER) -> Staff | None:
        """Give the person of an open session and remember that it was seen."""
        at = self._clock()
        found = await self._store.find(digest(token), kind, at)
        if found is None or (kind == BROWSER and self._is_idle(found[0], at)):
            return None
        if kind == BROWSER:
            self._seen[digest(token)] = at
        return found[1]

    async def of(self, staff_id: str) -> tuple[Session, ...]:
        """Give a person's browser sessions that are open, the last seen first."""
        at = self._clock()
        found = await self._store.of(staff_id)
        return tuple(s for s in found if s.expires_at > at and not self._is_idle(s, at))

    async def spend(self, token: str) -> None:
        """Forget a token that has served its purpose; no page hangs on it."""
        await self._store.forget(digest(token))

    async def end(self, token: str, entry: Entry | None = None) -> None:
        """End the session of this token; an unknown one changes nothing."""
        found = await self._store.find(digest(token), BROWSER, self._clock())
        if found is not None:
            await self._end(found[1].id, [digest(token)], entry)

    async def end_one(self, staff_id: str, session_id: str, entry: Entry | None = None) -> bool:
        """End one session of a person by its id; False if there is none."""
        mine = [s.digest for s in await self._store.of(staff_id) if s.id == session_id]
        if mine:
            await self._end(staff_id, mine, entry)
        return bool(mine)

    async def end_all(self, staff_id: str, but: str | None = None, entry: Entry | None = None) -> int:
        """End all sessions of a person, except the one with the token `but`; give how many."""
        kept = digest(but) if but else None
        ended = [s.digest for s in await self._store.of(staff_id) if s.digest != kept]
        await self._end(staff_id, ended, entry)
        return len(ended)

    async def say_farewell(self, staff_id: str) -> None:
        """Tell the listeners that what this person's open pages may do has changed."""
        for farewell in self._farewells:
            await farewell(staff_id)

    async def sweep(self) -> None:
        """Store what was seen, and end what ran out or lay idle, with its sockets."""
        await self.store_seen()
        at = self._clock()
        ended: dict[str, list[str]] = {}
        for session in await self._store.overdue(at, at - self._idle):
            ended.setdefault(session.staff_id, []).append(session.digest)
        for staff_id, digests in ended.items():
            await self._end(staff_id, digests, None)

    async def store_seen(self) -> None:
        """Store when sessions were last seen; what cannot be stored now is kept for the next time."""
        seen = dict(self._seen)
        await self._store.see(seen)
        self._seen = {name: at for name, at in self._seen.items() if seen.get(name) != at}

    async def _end(self, staff_id: str, digests: Collection[str], entry: Entry | None) -> None:
        await self._store.end(staff_id, digests, entry)
        await self.say_farewell(staff_id)

    def _is_idle(self, session: Session, at: datetime) -> bool:
        return at - max(self._seen.get(session.digest, session.seen_at), session.seen_at) >= self._idle


def digest(token: str) -> str:
    """Give what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
