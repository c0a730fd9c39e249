"""Front door of staff sign-in: who is this, and how do they prove it.

Tokens are random and only their digests are kept; a socket gets a short-lived token of its own. Whoever has
a second factor, or has a role that needs one, gets a token with which nothing but that factor can be shown.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from handoff.domain.audit import COMMAND_LINE, NOBODY, Actor, Entry, actor_of
from handoff.domain.passwords import SHORTEST, complaint
from handoff.domain.rights import Role as Role
from handoff.domain.rights import Staff as Staff
from handoff.errors import InvalidCredentials, InvalidInput, NotAuthenticated, SecondFactorNeeded
from handoff.people.audit import Audit
from handoff.people.second_factor import Enrolment, SecondFactor
from handoff.people.sessions import NOWHERE, Origin, Sessions
from handoff.people.sessions import digest as digest

SOCKET_TOKEN_LIFE = timedelta(minutes=5)
PENDING_LIFE = timedelta(minutes=5)
PENDING = "pending"
MIN_PASSWORD = SHORTEST


@dataclass(frozen=True, slots=True)
class SignIn:
    """A fresh session: the token goes to the browser and is never stored."""

    token: str
    staff: Staff
    recovery_codes: tuple[str, ...] = ()


class StaffStore(Protocol):
    """Where staff are kept."""

    async def find(self, email: str) -> tuple[Staff, str] | None:
        """Give the person with this e-mail and their password hash, which is empty if they have none."""

    async def add(self, staff: Staff, password_hash: str, at: datetime, entry: Entry | None = None) -> bool:
        """Store a person; False when the e-mail is taken."""

    async def set_password(self, email: str, password_hash: str, entry: Entry | None = None) -> None:
        """Replace a person's password hash."""


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
        sessions: Sessions,
        factor: SecondFactor,
        audit: Audit,
        clock: Callable[[], datetime],
        new_token: Callable[[], str],
        factor_for: Collection[Role] = (),
    ) -> None:
        self._store = store
        self._hasher = hasher
        self._factor = factor
        self._audit = audit
        self._clock = clock
        self._factor_for = frozenset(factor_for)
        self._decoy = hasher.hash(new_token())
        self.sessions = sessions

    def when_session_ends(self, farewell: Callable[[str], Awaitable[None]]) -> None:
        """Call `farewell` with the person's id after a session of theirs was closed."""
        self.sessions.on_closed(farewell)

    async def sign_in(self, email: str, password: str, origin: Origin = NOWHERE) -> SignIn:
        """Open a session.

        Raises:
            InvalidCredentials: without saying which part was wrong.
            SecondFactorNeeded: the password was right; comes with the token for the second step.
        """
        person = await self._prove(email, password)
        if person is None:
            raise InvalidCredentials("E-mail or password is wrong.")
        if person.second_factor or set(person.roles) & set(self._factor_for):
            pending = await self.sessions.open(person, PENDING, PENDING_LIFE, origin)
            raise SecondFactorNeeded(pending, enrol=not person.second_factor)
        return await self.open(person, "password", origin)

    async def waiting_for_factor(self, pending: str) -> Staff:
        """Give who has shown the password and not yet the second factor, or raise NotAuthenticated."""
        person = await self.sessions.find(pending, PENDING)
        if person is None:
            raise NotAuthenticated("This sign-in took too long. Please start again.")
        return person

    async def enrol(self, pending: str) -> Enrolment:
        """Begin the second factor of somebody whose role needs one and who has none."""
        return await self._factor.begin(await self.waiting_for_factor(pending))

    async def finish(self, pending: str, code: str, origin: Origin = NOWHERE) -> SignIn:
        """Open the session of somebody who shows their second factor, or sets it up with its first code."""
        person = await self.waiting_for_factor(pending)
        try:
            fresh = await self._show(person, code)
        except InvalidCredentials:
            await self._audit.note(actor_of(person), "sign_in_failed", person.id, {"step": "second factor"})
            raise
        await self.sessions.spend(pending)
        signed_in = await self.open(person, "second factor", origin)
        return replace(signed_in, recovery_codes=fresh)

    async def open(self, person: Staff, method: str, origin: Origin = NOWHERE) -> SignIn:
        """Open a session for somebody who has proved enough."""
        entry = self._audit.entry(actor_of(person), "signed_in", person.id, {"method": method})
        token = await self.sessions.open(
            person, "browser", self.sessions.life, origin, method=method, entry=entry
        )
        return SignIn(token, person)

    async def sign_out(self, token: str) -> None:
        """Close the session of this token and the sockets that hang on it."""
        staff = await self.authenticate(token)
        if staff is not None:
            entry = self._audit.entry(actor_of(staff), "signed_out", staff.id)
            await self.sessions.end(token, entry=entry)

    async def authenticate(self, token: str) -> Staff | None:
        """Give the person of a browser session."""
        return await self.sessions.find(token)

    async def authenticate_socket(self, token: str) -> Staff | None:
        """Give the person of a socket token; a browser token serves programs that have no cookie."""
        return await self.sessions.find(token, "socket") or await self.sessions.find(token)

    async def socket_token(self, staff: Staff) -> str:
        """Make the short-lived token with which this person's page opens its socket."""
        return await self.sessions.open(staff, "socket", SOCKET_TOKEN_LIFE)

    async def add(self, staff: Staff, password: str, by: Actor = COMMAND_LINE) -> None:
        """Store a new person, or raise InvalidInput."""
        person = replace(staff, email=plain(staff.email))
        check_person(person)
        password_hash = await self.hashed(password, person)
        entry = self._audit.entry(by, "person_added", person.id, {"role": person.role.value})
        if not await self._store.add(person, password_hash, self._clock(), entry):
            raise InvalidInput(f"{person.email} already has an account.")

    async def hashed(self, password: str, person: Staff) -> str:
        """Check a new password and give its hash, or raise InvalidInput."""
        wrong = complaint(password, person.email, person.name)
        if wrong is not None:
            raise InvalidInput(wrong)
        return await asyncio.to_thread(self._hasher.hash, password)

    async def change_password(self, person: Staff, current: str, new: str, token: str) -> None:
        """Replace somebody's own password and end their other sessions, or raise InvalidCredentials."""
        if await self._prove(person.email, current) is None:
            raise InvalidCredentials("The current password is wrong.")
        entry = self._audit.entry(actor_of(person), "password_changed", person.id)
        await self._store.set_password(person.email, await self.hashed(new, person), entry)
        await self.sessions.end_all(person.id, but=token)

    async def reset(self, email: str, password: str) -> Staff:
        """Replace somebody's password from the command line, or raise InvalidInput."""
        found = await self._store.find(plain(email))
        if found is None:
            raise InvalidInput(f"{plain(email)} has no account.")
        entry = self._audit.entry(COMMAND_LINE, "password_changed", found[0].id)
        await self._store.set_password(found[0].email, await self.hashed(password, found[0]), entry)
        return found[0]

    async def _prove(self, email: str, password: str) -> Staff | None:
        """Give the active person with this password; takes as long when there is none."""
        found = await self._store.find(plain(email))
        password_hash = found[1] if found and found[1] else self._decoy
        matches = await asyncio.to_thread(self._hasher.verify, password_hash, password)
        person = found[0] if found and found[1] and found[0].active else None
        if person is not None and matches:
            return person
        await self._audit.note(NOBODY, "sign_in_failed", found[0].id if found else "unknown")
        return None

    async def _show(self, person: Staff, code: str) -> tuple[str, ...]:
        if person.second_factor:
            await self._factor.verify(person, code)
            return ()
        return await self._factor.confirm(person, code)


def check_person(person: Staff) -> None:
    """Raise InvalidInput for somebody who cannot be."""
    if "@" not in person.email:
        raise InvalidInput(f"{person.email!r} is not an e-mail address.")
    if person.may_override and not person.may("edit_articles"):
        raise InvalidInput("An agent does not publish, so there is nothing to override.")


def plain(email: str) -> str:
    """Give an e-mail address as it is compared."""
    return email.strip().lower()


def csrf_token(token: str) -> str:
    """Give the proof a page must send along with a cookie; it follows from the session and needs no store."""
    return hashlib.sha256(f"csrf:{token}".encode()).hexdigest()
