"""Who may do what: one table from roles to rights. Every door names a right of it, or a role.

A supervisor may do all that an agent may, and an admin may do everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Staff:
    """One person of the company."""

    id: str
    email: str
    name: str
    role: Role
    may_override: bool = False
    active: bool = True
    second_factor: bool = False

    @property
    def overrides(self) -> bool:
        """Say whether they may publish against the golden questions."""
        return self.may_override or allows(self.role, Right.OVERRIDE_GATE)

    def may(self, *names: str) -> bool:
        """Say whether one of these rights or roles is theirs; an admin passes even where none is named."""
        return self.role is Role.ADMIN or any(allows(self.role, name) for name in names)
