"""What the audit log holds: who did what to what and when, without a word of anybody's content."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handoff.domain.rights import Staff

Detail = str | int | float | bool | None
LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a member of staff, or what stands in for one, such as the command line."""

    id: str
    name: str


NOBODY = Actor("unknown", "somebody not signed in")
COMMAND_LINE = Actor("command-line", "command line")
PROVIDER = Actor("provider", "sign-in provider")


def actor_of(staff: Staff) -> Actor:
    """Give a member of staff as the one who acts."""
    return Actor(staff.id, staff.name)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log; `id` is given by the store and grows."""

    at: datetime
    actor: Actor
    action: str
    target: str
    details: Mapping[str, Detail] = field(default_factory=dict)
    id: int = 0

    def to_data(self) -> dict[str, object]:
        """Give the line as it is shown and exported."""
        return {
            "id": self.id,
            "at": self.at.isoformat(),
            "actor": {"id": self.actor.id, "name": self.actor.name},
            "action": self.action,
            "target": self.target,
            "details": dict(self.details),
        }


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which lines are wanted, newest first; `before` is the id of the last line already had."""

    actor: str | None = None
    action: str | None = None
    after: datetime | None = None
    before: int | None = None
    limit: int = 100


def shortened(details: Mapping[str, Detail]) -> dict[str, Detail]:
    """Keep details short, because a log is no place for anybody's texts."""
    return {
        name: value[:LONGEST_DETAIL] if isinstance(value, str) else value for name, value in details.items()
    }
