"""Who may do what: one table from roles to rights. Every door names a right of it, or a role.

A supervisor may do all that an agent may, and an admin may do everything. Who has several roles may do
what any of them may.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is here for."""

    AGENT = "agent"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Right(StrEnum):
    """One thing that not everybody may do."""

    CONVERSE = "converse"
    SUPERVISE = "supervise"
    READ_ARTICLES = "read_articles"
    EDIT_ARTICLES = "edit_articles"
    OVERRIDE_GATE = "override_gate"
    CHANGE_POLICY = "change_policy"
    MANAGE_TEAMS = "manage_teams"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_WEBHOOKS = "manage_webhooks"
    READ_AUDIT = "read_audit"
    READ_REPORTS = "read_reports"


_AGENT = frozenset({Right.CONVERSE, Right.READ_ARTICLES, Right.READ_REPORTS})
_EDITOR = frozenset({Right.READ_ARTICLES, Right.EDIT_ARTICLES, Right.READ_REPORTS})
_LEADING = frozenset({Right.SUPERVISE, Right.CHANGE_POLICY, Right.MANAGE_TEAMS})

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.AGENT: _AGENT,
    Role.EDITOR: _EDITOR,
    Role.SUPERVISOR: _AGENT | _LEADING,
    Role.ADMIN: frozenset(Right),
}

STRONGEST_FIRST = (Role.ADMIN, Role.SUPERVISOR, Role.EDITOR, Role.AGENT)

STANDS_FOR: Mapping[Role, frozenset[Role]] = {
    Role.AGENT: frozenset({Role.AGENT}),
    Role.EDITOR: frozenset({Role.EDITOR}),
    Role.SUPERVISOR: frozenset({Role.SUPERVISOR, Role.AGENT}),
    Role.ADMIN: frozenset(Role),
}
"""As whom each role passes a door that names roles."""


def requirement(name: str) -> Right | Role:
    """Read what a door asks for, so that a misspelt one never opens nor shuts anything.

    Raises:
        ValueError: no right and no role is called so.
    """
    return Right(name) if name in set(Right) else Role(name)


def allows(role: Role, name: str) -> bool:
    """Say whether this role has the right, or stands for the role, that a door names."""
    needed = requirement(name)
    return needed in RIGHTS[role] if isinstance(needed, Right) else needed in STANDS_FOR[role]


def strongest(roles: Collection[Role]) -> Role:
    """Give the role that somebody with all of these is called by."""
    return next(role for role in STRONGEST_FIRST if role in roles)


@dataclass(frozen=True, slots=True)
class Staff:
    """One person of the company; `role` is the strongest of theirs, `further` are the others."""

    id: str
    email: str
    name: str
    role: Role
    may_override: bool = False
    active: bool = True
    second_factor: bool = False
    further: frozenset[Role] = frozenset()

    @property
    def roles(self) -> tuple[Role, ...]:
        """Give all their roles, the strongest first."""
        return tuple(role for role in STRONGEST_FIRST if role is self.role or role in self.further)

    def with_roles(self, roles: Collection[Role]) -> "Staff":
        """Give the same person with these roles and no other; there must be one at least."""
        first = strongest(roles)
        return replace(self, role=first, further=frozenset(roles) - {first})

    @property
    def overrides(self) -> bool:
        """Say whether they may publish against the golden questions."""
        return self.may_override or self._allows(Right.OVERRIDE_GATE)

    def may(self, *names: str) -> bool:
        """Say whether one of these rights or roles is theirs; an admin passes even where none is named."""
        return self.role is Role.ADMIN or any(self._allows(name) for name in names)

    def _allows(self, name: str) -> bool:
        return any(allows(role, name) for role in self.roles)
