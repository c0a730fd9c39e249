"""Who writes: what is known of a customer when the bot decides a turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.directives import Json


@dataclass(frozen=True, slots=True)
class Caller:
    """The customer of a turn.

    `verified` when the website vouched for who they are; only then may `external_id` and `attributes` be
    believed.
    """

    name: str | None = None
    email: str | None = None
    external_id: str | None = None
    verified: bool = False
    attributes: Mapping[str, Json] = field(default_factory=dict)

    def knows(self, attribute: str) -> Json:
        """Give what an attribute says; None when it is not there or nobody vouched for it."""
        return self.attributes.get(attribute) if self.verified else None
