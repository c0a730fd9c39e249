"""Front door of invitations: an address is asked to join in a role, and whoever holds the link may, once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from handoff.domain.audit import Entry, actor_of
from handoff.domain.rights import Role, Staff
from handoff.errors import InvalidInput, InvitationInvalid, PersonNotFound
from handoff.people.accounts import Accounts, check_person, digest, plain
from handoff.people.audit import Audit

SendMail = Callable[[str, str, str], Awaitable[bool]]
"""Sends a mail to an address, with subject and text; says whether it is on its way."""

SUBJECT = "You are invited to Frontdesk"
LETTER = """Hello,

{inviter} invites you to work in Frontdesk as {role}.
Open this address to choose your name and your password:

{link}

It works once, until {until} (UTC). If you did not expect this, you need not do anything.
"""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An address that may join in a role until it runs out."""

    id: str
    email: str
    role: Role
    invited_by: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """A fresh invitation; its link is shown to the one who invites, and stored nowhere."""

    invitation: Invitation
    link: str
    mailed: bool


class InvitationStore(Protocol):
    """Where invitations are kept."""

    async def add(self, invitation: Invitation, digest: str, entry: Entry) -> None:
        """Store an invitation; an earlier one to the same address ends."""

    async def open(self, at: datetime) -> tuple[Invitation, ...]:
        """Give the invitations that can still be accepted at `at`, the newest first."""

    async def find(self, digest: str, at: datetime) -> Invitation | None:
        """Give the open invitation with this digest."""

    async def revoke(self, invitation_id: str, at: datetime, entry: Entry) -> bool:
        """End an open invitation; False if there is none with this id."""

    async def accept(
        self, digest: str, person: Staff, password_hash: str, at: datetime, entry: Entry
    ) -> bool:
        """End the invitation and add the person; False if it is not open or the e-mail is taken."""


class Known(Protocol):
    """Who is there already."""

    async def find(self, email: str) -> tuple[Staff, str] | None:
        """Give the person with this e-mail."""


class Invitations:
    """Invites, shows what is open, withdraws, and lets people join."""

    def __init__(
        self,
        store: InvitationStore,
        people: Known,
        accounts: Accounts,
        audit: Audit,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        new_token: Callable[[], str],
        life: timedelta,
        send: SendMail | None = None,
    ) -> None:
        self._store = store
        self._people = people
        self._accounts = accounts
        self._audit = audit
        self._clock = clock
        self._new_id = new_id
        self._new_token = new_token
        self._life = life
        self._send = send

    async def invite(self, by: Staff, email: str, role: Role, address: str) -> Invited:
        """Invite an address; `address` is where this service is reached.

        Raises:
            InvalidInput: it is no e-mail address, or somebody has it already.
        """
        at, token = self._clock(), self._new_token()
        invitation = Invitation(self._new_id(), plain(email), role, by.id, at, at + self._life)
        check_person(Staff(invitation.id, invitation.email, invitation.email, role))
        if await self._people.find(invitation.email) is not None:
            raise InvalidInput(f"{invitation.email} already has an account.")
        entry = self._audit.entry(actor_of(by), "person_invited", invitation.id, {"role": role.value})
        await self._store.add(invitation, digest(token), entry)
        link = f"{address.rstrip('/')}/join#{token}"
        return Invited(invitation, link, await self._mail(by, invitation, link))

    async def open(self) -> tuple[Invitation, ...]:
        """Give the invitations that can still be accepted, the newest first."""
        return await self._store.open(self._clock())

    async def revoke(self, by: Staff, invitation_id: str) -> None:
        """Withdraw an invitation, or raise PersonNotFound."""
        entry = self._audit.entry(actor_of(by), "invitation_revoked", invitation_id)
        if not await self._store.revoke(invitation_id, self._clock(), entry):
            raise PersonNotFound("There is no such open invitation.")

    async def look(self, token: str) -> Invitation:
        """Give the invitation of a link, or raise InvitationInvalid."""
        found = await self._store.find(digest(token), self._clock())
        if found is None:
            raise InvitationInvalid("This invitation was used, withdrawn or has run out. Ask for a new one.")
        return found

    async def join(self, token: str, name: str, password: str) -> Staff:
        """Add the invited person under their own name and password, once.

        Raises:
            InvitationInvalid: the link is not, or no longer, good for this.
            InvalidInput: the password is too easy.
        """
        invitation = await self.look(token)
        person = Staff(self._new_id(), invitation.email, name, invitation.role)
        password_hash = await self._accounts.hashed(password, person)
        details = {"role": person.role.value, "invitation": invitation.id}
        entry = self._audit.entry(actor_of(person), "person_joined", person.id, details)
        if not await self._store.accept(digest(token), person, password_hash, self._clock(), entry):
            raise InvitationInvalid("This invitation was used in the meantime.")
        return person

    async def _mail(self, by: Staff, invitation: Invitation, link: str) -> bool:
        if self._send is None:
            return False
        until = f"{invitation.expires_at:%d %B %Y %H:%M}"
        letter = LETTER.format(inviter=by.name, role=invitation.role.value, link=link, until=until)
        return await self._send(invitation.email, SUBJECT, letter)
