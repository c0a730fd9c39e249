"""Front door of signing in with the company's own provider (OpenID Connect, authorization code with PKCE).

An attempt belongs to the browser that began it and counts once. The provider vouches for an e-mail address
that it has verified; the first time, that finds the person, from then on their subject does, so that an
address given to somebody else later opens nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from handoff.domain.audit import NOBODY, PROVIDER, Entry
from handoff.domain.rights import Role, Staff, strongest
from handoff.errors import LastAdmin, SignOnRefused
from handoff.people.accounts import Accounts, SignIn, digest, plain
from handoff.people.audit import Audit
from handoff.people.sessions import NOWHERE, Origin

ATTEMPT_LIFE = timedelta(minutes=10)
GOALS = frozenset({"console", "editor", "people"})


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider vouches for; the subject names the provider too."""

    subject: str
    email: str
    name: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-on under way; `browser` is the digest of what only the browser that began it has."""

    browser: str
    nonce: str
    verifier: str
    goal: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the browser, and what it must bring back."""

    url: str
    browser: str


class Provider(Protocol):
    """The company's sign-in provider."""

    async def address(self, redirect: str, state: str, nonce: str, verifier: str) -> str:
        """Give the address at which a person proves who they are, or raise SignOnRefused."""

    async def claims(self, redirect: str, code: str, nonce: str, verifier: str) -> Claims:
        """Exchange the code and give what was vouched for, or raise SignOnRefused."""


class AttemptStore(Protocol):
    """Where attempts are kept."""

    async def add(self, state: str, attempt: Attempt) -> None:
        """Store an attempt by the digest of its state."""

    async def take(self, state: str, at: datetime) -> Attempt | None:
        """Give an attempt and forget it, with all that ran out."""


class StaffStore(Protocol):
    """Where staff are kept."""

    async def find(self, email: str) -> tuple[Staff, str] | None:
        """Give the person with this e-mail."""

    async def find_subject(self, subject: str) -> Staff | None:
        """Give the person whom the provider calls so."""

    async def add(self, staff: Staff, password_hash: str, at: datetime, entry: Entry | None = None) -> bool:
        """Store a person; False when the e-mail is taken."""

    async def link(self, staff_id: str, subject: str, entry: Entry) -> bool:
        """Remember what the provider calls this person; False if they are linked to another subject."""


class Promotions(Protocol):
    """Who changes roles."""

    async def change(self, by: Staff, staff_id: str, *, roles: Collection[Role] | None = None) -> Staff:
        """Give somebody these roles and no other."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Who may come in: a person without an account only if there is a role for them."""

    default_role: Role | None = None

    @property
    def default_roles(self) -> frozenset[Role]:
        """Give that role, if there is one."""
        return frozenset() if self.default_role is None else frozenset({self.default_role})


class SignOn:
    """Sends browsers to the provider and lets the people in who come back."""

    def __init__(
        self,
        provider: Provider,
        attempts: AttemptStore,
        staff: StaffStore,
        people: Promotions,
        accounts: Accounts,
        audit: Audit,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        new_token: Callable[[], str],
        terms: Terms,
    ) -> None:
        self._provider = provider
        self._attempts = attempts
        self._staff = staff
        self._people = people
        self._accounts = accounts
        self._audit = audit
        self._clock = clock
        self._new_id = new_id
        self._new_token = new_token
        self._terms = terms

    async def begin(self, goal: str, redirect: str) -> Begun:
        """Give the provider's address for a browser that wants to get to `goal`."""
        state, browser, nonce, verifier = (self._new_token() for _ in range(4))
        url = await self._provider.address(redirect, state, nonce, verifier)
        expires_at = self._clock() + ATTEMPT_LIFE
        known_goal = goal if goal in GOALS else "console"
        await self._attempts.add(
            digest(state), Attempt(digest(browser), nonce, verifier, known_goal, expires_at)
        )
        return Begun(url, browser)

    async def finish(
        self, state: str, code: str, browser: str, redirect: str, origin: Origin = NOWHERE
    ) -> tuple[SignIn, str]:
        """Open a session for whom the provider vouches and say where they wanted to get to.

        Raises:
            SignOnRefused: the attempt is not this browser's, or the provider or we do not let them in.
        """
        try:
            attempt = await self._begun(state, browser)
            claims = await self._provider.claims(redirect, code, attempt.nonce, attempt.verifier)
            person = await self._person(claims)
        except SignOnRefused as refusal:
            await self._audit.note(NOBODY, "sign_in_failed", "unknown", refusal.details)
            raise
        return await self._accounts.open(person, "provider", origin), attempt.goal

    async def _begun(self, state: str, browser: str) -> Attempt:
        attempt = await self._attempts.take(digest(state), self._clock())
        if attempt is None or attempt.browser != digest(browser):
            raise SignOnRefused("This sign-in was not begun here, or took too long.", "not_begun")
        return attempt

    async def _person(self, claims: Claims) -> Staff:
        person = await self._staff.find_subject(claims.subject) or await self._linked(claims)
        if person is None:
            person = await self._welcomed(claims)
        if not person.active:
            raise SignOnRefused("This account is not active any more.", "inactive")
        return await self._promoted(person, claims)

    async def _linked(self, claims: Claims) -> Staff | None:
        found = await self._staff.find(plain(claims.email))
        if found is None:
            return None
        entry = self._audit.entry(PROVIDER, "sign_on_linked", found[0].id)
        if not await self._staff.link(found[0].id, claims.subject, entry):
            raise SignOnRefused("This address belongs to another account of the provider.", "taken")
        return found[0]

    async def _welcomed(self, claims: Claims) -> Staff:
        roles = _roles_of(claims) or self._terms.default_roles
        if not roles:
            raise SignOnRefused("You have no account here. Ask an admin to invite you.", "stranger")
        person = Staff(self._new_id(), plain(claims.email), claims.name, strongest(roles)).with_roles(roles)
        entry = self._audit.entry(PROVIDER, "person_added", person.id, {"role": ", ".join(person.roles)})
        if not await self._staff.add(person, "", self._clock(), entry):
            raise SignOnRefused("This account was made a moment ago. Please sign in again.", "not_begun")
        linked = self._audit.entry(PROVIDER, "sign_on_linked", person.id)
        await self._staff.link(person.id, claims.subject, linked)
        return person

    async def _promoted(self, person: Staff, claims: Claims) -> Staff:
        roles = _roles_of(claims)
        if not roles:
            return person
        try:
            return await self._people.change(_HOUSE, person.id, roles=roles)
        except LastAdmin:
            return person


_HOUSE = Staff(PROVIDER.id, "", PROVIDER.name, Role.ADMIN)


def _roles_of(claims: Claims) -> frozenset[Role]:
    return frozenset(role for role in Role if role.value in claims.roles)
