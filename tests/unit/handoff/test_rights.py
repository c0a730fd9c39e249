"""Who may do what: the table itself, and what doors ask of it."""

import pytest

from handoff.domain.rights import RIGHTS, Right, Role, Staff, allows, requirement, strongest

MATRIX = {
    Right.CONVERSE: {Role.AGENT, Role.SUPERVISOR, Role.ADMIN},
    Right.SUPERVISE: {Role.SUPERVISOR, Role.ADMIN},
    Right.READ_ARTICLES: set(Role),
    Right.EDIT_ARTICLES: {Role.EDITOR, Role.ADMIN},
    Right.OVERRIDE_GATE: {Role.ADMIN},
    Right.CHANGE_POLICY: {Role.SUPERVISOR, Role.ADMIN},
    Right.MANAGE_TEAMS: {Role.SUPERVISOR, Role.ADMIN},
    Right.MANAGE_PEOPLE: {Role.ADMIN},
    Right.MANAGE_WEBHOOKS: {Role.ADMIN},
    Right.READ_AUDIT: {Role.ADMIN},
    Right.READ_REPORTS: set(Role),
}


def person(role: Role, *, may_override: bool = False) -> Staff:
    return Staff("s", "e@x", "E", role, may_override)


def test_every_right_was_decided_on() -> None:
    assert MATRIX.keys() == set(Right)
    assert RIGHTS.keys() == set(Role)


@pytest.mark.parametrize("right", Right)
def test_each_right_belongs_to_its_roles_and_no_other(right: Right) -> None:
    assert {role for role in Role if allows(role, right)} == MATRIX[right]


@pytest.mark.parametrize(
    ("role", "passes"),
    [
        (Role.AGENT, {"agent"}),
        (Role.EDITOR, {"editor"}),
        (Role.SUPERVISOR, {"supervisor", "agent"}),
        (Role.ADMIN, {"admin", "supervisor", "agent", "editor"}),
    ],
)
def test_as_whom_each_role_passes(role: Role, passes: set[str]) -> None:
    assert {name for name in Role if person(role).may(name)} == passes


def test_a_supervisor_may_all_that_an_agent_may() -> None:
    assert RIGHTS[Role.AGENT] < RIGHTS[Role.SUPERVISOR] < RIGHTS[Role.ADMIN]


@pytest.mark.parametrize("first", Role)
@pytest.mark.parametrize("second", Role)
def test_who_has_two_roles_may_what_either_may(first: Role, second: Role) -> None:
    both = person(first).with_roles({first, second})
    assert {right for right in Right if both.may(right)} == RIGHTS[first] | RIGHTS[second]
    assert set(both.roles) == {first, second}
    assert both.role is both.roles[0] is strongest({first, second})
    assert both.with_roles([second]) == person(second)


def test_one_of_several_is_enough() -> None:
    assert person(Role.EDITOR).may("agent", "edit_articles")
    assert not person(Role.AGENT).may("editor", "manage_people")


def test_an_admin_may_even_what_has_no_role() -> None:
    assert person(Role.ADMIN).may()
    assert not person(Role.SUPERVISOR).may()


@pytest.mark.parametrize("name", ["", "owner", "Admin", "edit"])
def test_a_misspelt_right_opens_nothing_and_says_so(name: str) -> None:
    with pytest.raises(ValueError, match="not a valid Role"):
        requirement(name)
    with pytest.raises(ValueError, match="not a valid Role"):
        person(Role.AGENT).may(name)


@pytest.mark.parametrize(
    ("role", "given", "overrides"),
    [
        (Role.ADMIN, False, True),
        (Role.EDITOR, False, False),
        (Role.EDITOR, True, True),
        (Role.SUPERVISOR, False, False),
    ],
)
def test_who_may_publish_against_the_golden_questions(role: Role, given: bool, overrides: bool) -> None:
    assert person(role, may_override=given).overrides is overrides
