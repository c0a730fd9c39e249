"""Invitations: who may join as what, once, and the letter that says so."""

from datetime import datetime, timedelta

import pytest

from handoff.domain.audit import Entry
from handoff.errors import InvalidInput, InvitationInvalid, PersonNotFound
from handoff.people.accounts import Role, Staff, digest
from handoff.people.invitations import Invitation, Invitations
from tests.fakes_handoff import counter
from tests.fakes_people import Personnel

ADA = Staff("s0", "ada@shop.example", "Ada", Role.ADMIN)
LIFE = timedelta(hours=72)
PASSWORD = "correct horse battery"


class MemoryInvitations:
    """Open invitations by digest."""

    def __init__(self, desk: Personnel) -> None:
        self.desk = desk
        self.known: dict[str, Invitation] = {}

    async def add(self, invitation: Invitation, digest: str, entry: Entry) -> None:
        self.known = {d: one for d, one in self.known.items() if one.email != invitation.email}
        self.known[digest] = invitation
        await self.desk.lines.add(entry)

    async def open(self, at: datetime) -> tuple[Invitation, ...]:
        return tuple(one for one in self.known.values() if one.expires_at > at)

    async def find(self, digest: str, at: datetime) -> Invitation | None:
        found = self.known.get(digest)
        return found if found and found.expires_at > at else None

    async def revoke(self, invitation_id: str, at: datetime, entry: Entry) -> bool:
        before = len(self.known)
        self.known = {d: one for d, one in self.known.items() if one.id != invitation_id}
        return len(self.known) < before

    async def accept(
        self, digest: str, person: Staff, password_hash: str, at: datetime, entry: Entry
    ) -> bool:
        return self.known.pop(digest, None) is not None and await self.desk.staff.add(
            person, password_hash, at, entry
        )


class Office(Personnel):
    """Personnel that invites; letters go into a list."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[tuple[str, str, str]] = []
        self.shelf = MemoryInvitations(self)
        self.invitations = Invitations(
            self.shelf,
            self.staff,
            self.accounts,
            self.audit,
            self.clock,
            counter("id"),
            counter("invitation"),
            LIFE,
            self._send,
        )

    async def _send(self, recipient: str, subject: str, text: str) -> bool:
        self.letters.append((recipient, subject, text))
        return True

    async def invite(self, email: str = " Kim@Shop.example", role: Role = Role.AGENT) -> str:
        invited = await self.invitations.invite(ADA, email, role, "https://desk.example/")
        assert invited.link.startswith("https://desk.example/join#")
        return invited.link.partition("#")[2]


@pytest.fixture
def office() -> Office:
    return Office()


async def test_the_invited_choose_name_and_password_and_get_the_role(office: Office) -> None:
    token = await office.invite(role=Role.SUPERVISOR)
    person = await office.invitations.join(token, "Kim", PASSWORD)
    assert (person.email, person.name, person.role) == ("kim@shop.example", "Kim", Role.SUPERVISOR)
    assert (await office.accounts.sign_in("kim@shop.example", PASSWORD)).staff == person
    assert [action for _, action, _ in office.lines.noted()][:2] == ["person_invited", "person_joined"]


async def test_a_link_is_good_once_and_for_its_time_only(office: Office) -> None:
    token = await office.invite()
    await office.invitations.join(token, "Kim", PASSWORD)
    with pytest.raises(InvitationInvalid):
        await office.invitations.join(token, "Kim again", PASSWORD)
    late = await office.invite("lee@shop.example")
    office.clock.pass_by(LIFE)
    with pytest.raises(InvitationInvalid):
        await office.invitations.look(late)
    assert await office.invitations.open() == ()


async def test_a_password_that_is_too_easy_leaves_the_invitation_open(office: Office) -> None:
    token = await office.invite()
    for password in ("short", "password123", "kim@shop.example"):
        with pytest.raises(InvalidInput):
            await office.invitations.join(token, "Kim", password)
    await office.invitations.join(token, "Kim", PASSWORD)


async def test_a_withdrawn_invitation_opens_nothing(office: Office) -> None:
    token = await office.invite()
    (pending,) = await office.invitations.open()
    await office.invitations.revoke(ADA, pending.id)
    with pytest.raises(InvitationInvalid):
        await office.invitations.look(token)
    with pytest.raises(PersonNotFound):
        await office.invitations.revoke(ADA, pending.id)


@pytest.mark.parametrize("email", ["kim", ""])
async def test_what_is_no_address_is_not_invited(office: Office, email: str) -> None:
    with pytest.raises(InvalidInput, match="not an e-mail"):
        await office.invite(email)


async def test_who_is_here_already_is_not_invited(office: Office) -> None:
    await office.accounts.add(ADA, PASSWORD)
    with pytest.raises(InvalidInput, match="already"):
        await office.invite(ADA.email)


async def test_the_letter_carries_the_link_and_the_store_does_not(office: Office) -> None:
    token = await office.invite()
    ((recipient, _, text),) = office.letters
    assert recipient == "kim@shop.example"
    assert f"https://desk.example/join#{token}" in text
    assert list(office.shelf.known) == [digest(token)]
    assert token not in str(office.lines.lines)
