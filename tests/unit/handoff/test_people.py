"""The people page's rules: roles change at once, and somebody always manages people."""

from datetime import timedelta

import pytest

from handoff.errors import InvalidInput, LastAdmin, PersonNotFound
from handoff.people.accounts import Role, Staff
from handoff.people.staff import People
from tests.fakes_people import Personnel

ADA = Staff("s0", "ada@shop.example", "Ada", Role.ADMIN)
ANN = Staff("s1", "ann@shop.example", "Ann", Role.AGENT)
EVE = Staff("s2", "eve@shop.example", "Eve", Role.EDITOR, may_override=True)


class Office(Personnel):
    """Personnel with an admin, an agent and an editor."""

    def __init__(self) -> None:
        super().__init__()
        self.given_back: list[str] = []
        self.farewells: list[str] = []
        self.people = People(self.staff, self.sessions, self.factor, self._give_back, self.audit)
        self.sessions.on_closed(self._hear)

    async def _give_back(self, person: Staff) -> int:
        self.given_back.append(person.id)
        return 1

    async def _hear(self, staff_id: str) -> None:
        self.farewells.append(staff_id)


@pytest.fixture
async def office() -> Office:
    office = Office()
    for person in (ADA, ANN, EVE):
        await office.staff.add(person, "hashed:correct horse", office.clock.now)
    return office


async def test_who_is_sent_away_is_out_at_once_and_their_conversations_wait(office: Office) -> None:
    token = (await office.accounts.sign_in(ANN.email, "correct horse")).token
    changed = await office.people.change(ADA, ANN.id, active=False)
    assert not changed.active
    assert await office.accounts.authenticate(token) is None
    assert (office.farewells, office.given_back) == ([ANN.id], [ANN.id])
    assert office.store.known == {}
    assert office.lines.noted()[-1] == (ADA.id, "person_deactivated", ANN.id)


async def test_who_was_sent_away_signs_in_no_more_until_they_are_back(office: Office) -> None:
    await office.people.change(ADA, ANN.id, active=False)
    with pytest.raises(Exception, match="wrong"):
        await office.accounts.sign_in(ANN.email, "correct horse")
    await office.people.change(ADA, ANN.id, active=True)
    assert (await office.accounts.sign_in(ANN.email, "correct horse")).staff == ANN
    assert office.lines.noted()[-2][1] == "person_reactivated"


async def test_a_new_role_counts_at_once_and_its_windows_come_back(office: Office) -> None:
    token = (await office.accounts.sign_in(ANN.email, "correct horse")).token
    await office.people.change(ADA, ANN.id, roles=[Role.SUPERVISOR])
    person = await office.accounts.authenticate(token)
    assert person is not None
    assert person.role is Role.SUPERVISOR
    assert (office.farewells, office.given_back) == ([ANN.id], [])
    assert dict(office.lines.lines[-1].details) == {"from": "agent", "to": "supervisor"}


async def test_an_agent_who_becomes_an_editor_gives_conversations_back(office: Office) -> None:
    await office.people.change(ADA, ANN.id, roles=[Role.EDITOR])
    assert office.given_back == [ANN.id]


async def test_an_agent_who_is_an_editor_too_keeps_conversations_and_may_do_both(office: Office) -> None:
    both = await office.people.change(ADA, ANN.id, roles=[Role.AGENT, Role.EDITOR])
    assert both.roles == (Role.EDITOR, Role.AGENT)
    assert (both.may("converse"), both.may("edit_articles"), both.may("supervise")) == (True, True, False)
    assert (office.farewells, office.given_back) == ([ANN.id], [])
    assert dict(office.lines.lines[-1].details) == {"from": "agent", "to": "editor, agent"}
    await office.people.change(ADA, ANN.id, roles=[Role.EDITOR])
    assert office.given_back == [ANN.id]


async def test_the_right_to_override_goes_with_the_role_it_belongs_to(office: Office) -> None:
    assert not (await office.people.change(ADA, EVE.id, roles=[Role.AGENT])).may_override
    with pytest.raises(InvalidInput, match="does not publish"):
        await office.people.change(ADA, EVE.id, may_override=True)


@pytest.mark.parametrize(
    "change", [{"active": False}, {"roles": [Role.EDITOR]}], ids=["sent away", "demoted"]
)
async def test_the_last_admin_stays(office: Office, change: dict[str, object]) -> None:
    token = (await office.accounts.sign_in(ADA.email, "correct horse")).token
    with pytest.raises(LastAdmin):
        await office.people.change(ADA, ADA.id, **change)  # type: ignore[arg-type]
    assert await office.accounts.authenticate(token) == ADA
    assert office.farewells == []
    await office.people.change(ADA, EVE.id, roles=[Role.ADMIN])
    await office.people.change(EVE, ADA.id, **change)  # type: ignore[arg-type]


async def test_a_change_that_changes_nothing_is_not_noted(office: Office) -> None:
    assert await office.people.change(ADA, ANN.id, roles=[Role.AGENT], active=True) == ANN
    assert office.lines.lines == []


async def test_a_lost_phone_is_reset_and_its_sessions_end(office: Office) -> None:
    with pytest.raises(InvalidInput, match="no second factor"):
        await office.people.reset_second_factor(ADA, ANN.id)
    await office.enrolled(ANN)
    token = await office.sessions.open(ANN, "browser", timedelta(hours=1))
    await office.people.reset_second_factor(ADA, ANN.id)
    assert await office.accounts.authenticate(token) is None
    assert (await office.accounts.sign_in(ANN.email, "correct horse")).staff == ANN
    assert (ADA.id, "second_factor_removed", ANN.id) in office.lines.noted()


async def test_an_admin_ends_one_or_all_sessions_of_anybody(office: Office) -> None:
    tokens = [(await office.accounts.sign_in(ANN.email, "correct horse")).token for _ in range(3)]
    first = (await office.people.sessions(ANN.id))[0]
    await office.people.end_session(ADA, ANN.id, first.id)
    with pytest.raises(PersonNotFound):
        await office.people.end_session(ADA, ANN.id, first.id)
    assert await office.people.end_sessions(ADA, ANN.id) == 2
    assert [await office.accounts.authenticate(token) for token in tokens] == [None] * 3
    assert [action for _, action, _ in office.lines.noted()[-2:]] == ["session_ended", "sessions_ended"]


async def test_nobody_unknown_is_changed(office: Office) -> None:
    with pytest.raises(PersonNotFound):
        await office.people.change(ADA, "nobody", active=False)
