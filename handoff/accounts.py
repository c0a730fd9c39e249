"""Front door of staff sign-in: who is this, and what may they do.

Tokens are random and only their digests are kept; a socket gets a short-lived token of its own.
"""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from handoff.errors import InvalidCredentials, InvalidInput

SOCKET_TOKEN_LIFE = timedelta(minutes=5)
MIN_PASSWORD = 10


class Role(StrEnum):
    """What a staff member may do; an admin may do everything."""

    AGENT = "agent"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Staff:
    """One person of the company."""

    id: str
    email: str
    name: str
    role: Role
    may_override: bool = False

    @property
    def overrides(self) -> bool:
        """Say whether they may publish against the golden questions."""
        return self.role is Role.ADMIN or self.may_override

    def may(self, *roles: str) -> bool:
        """Say whether one of these roles is theirs."""
        return self.role is Role.ADMIN or self.role.value in roles


@dataclass(frozen=True, slots=True)
class SignIn:
    """A fresh session: the token goes to the browser and is never stored."""

    token: str
    staff: Staff


class StaffStore(Protocol):
    """Where staff and their sessions are kept."""

    async def find(self, email: str) -> tuple[Staff, str] | None:
        """Give the person with this e-mail and their password hash."""

    async def add(self, staff: Staff, password_hash: str, at: datetime) -> bool:
        """Store a person; False when the e-mail is taken."""

    async def open_session(self, digest: str, staff_id: str, kind: str, expires_at: datetime) -> None:
        """Store a session by the digest of its token."""

    async def find_session(self, digest: str, kind: str, at: datetime) -> Staff | None:
        """Give the person of a session that is still open at `at`."""

    async def close_session(self, digest: str) -> None:
        """Forget a session and the socket tokens of the same person."""


class PasswordHasher(Protocol):
    """A slow hash on purpose."""

    def hash(self, password: str) -> str:
        """Hash a new password."""

    def verify(self, password_hash: str, password: str) -> bool:
        """Say whether the password is the right one; takes as long when it is not."""


class Accounts:
    """Signs staff in and out and recognises their tokens."""

    def __init__(
        self,
        store: StaffStore,
        hasher: PasswordHasher,
        clock: Callable[[], datetime],
        new_token: Callable[[], str],
        session_life: timedelta,
    ) -> None:
        self._store = store
        self._hasher = hasher
        self._clock = clock
        self._new_token = new_token
        self._session_life = session_life
        self._decoy = hasher.hash(new_token())

    async def sign_in(self, email: str, password: str) -> SignIn:
        """Open a session, or raise InvalidCredentials without saying which part was wrong."""
        found = await self._store.find(_plain(email))
        password_hash = found[1] if found else self._decoy
        matches = await asyncio.to_thread(self._hasher.verify, password_hash, password)
        if found is None or not matches:
            raise InvalidCredentials("E-mail or password is wrong.")
        token = await self._open(found[0], "browser", self._session_life)
        return SignIn(token, found[0])

    async def sign_out(self, token: str) -> None:
        """Close the session of this token."""
        await self._store.close_session(digest(token))

    async def authenticate(self, token: str) -> Staff | None:
        """Give the person of a browser session."""
        return await self._store.find_session(digest(token), "browser", self._clock())

    async def authenticate_socket(self, token: str) -> Staff | None:
        """Give the person of a socket token; a browser token serves programs that have no cookie."""
        at = self._clock()
        found = await self._store.find_session(digest(token), "socket", at)
        return found or await self._store.find_session(digest(token), "browser", at)

    async def socket_token(self, staff: Staff) -> str:
        """Make the short-lived token with which this person's page opens its socket."""
        return await self._open(staff, "socket", SOCKET_TOKEN_LIFE)

    async def add(self, staff: Staff, password: str) -> None:
        """Store a new person, or raise InvalidInput."""
        if "@" not in staff.email:
            raise InvalidInput(f"{staff.email!r} is not an e-mail address.")
        if len(password) < MIN_PASSWORD:
            raise InvalidInput(f"The password needs at least {MIN_PASSWORD} characters.")
        if staff.may_override and staff.role is Role.AGENT:
            raise InvalidInput("An agent does not publish, so there is nothing to override.")
        person = replace(staff, email=_plain(staff.email))
        password_hash = await asyncio.to_thread(self._hasher.hash, password)
        if not await self._store.add(person, password_hash, self._clock()):
            raise InvalidInput(f"{person.email} already has an account.")

    async def _open(self, staff: Staff, kind: str, life: timedelta) -> str:
        token = self._new_token()
        await self._store.open_session(digest(token), staff.id, kind, self._clock() + life)
        return token


def _plain(email: str) -> str:
    return email.strip().lower()


def digest(token: str) -> str:
    """Give what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(token: str) -> str:
    """Give the proof a page must send along with a cookie; it follows from the session and needs no store."""
    return hashlib.sha256(f"csrf:{token}".encode()).hexdigest()
