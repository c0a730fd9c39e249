"""Who gets a settled conversation back: who settled it, if that was not long ago and they are here."""

from datetime import timedelta

import pytest

from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation, Status
from handoff.house.bridge import heirs
from handoff.people.accounts import Role, Staff
from handoff.queue.presence import PresenceBoard
from tests.fakes_handoff import NINE

ALICE = Staff("a1", "alice@shop.example", "Alice", Role.AGENT)
SETTLED = Conversation(
    "c1", "cu1", status=Status.RESOLVED, resolved_by=AgentRef("a1", "Alice"), resolved_at=NINE
)
BY_NOBODY = Conversation("c1", "cu1", status=Status.RESOLVED, resolved_at=NINE)


@pytest.mark.parametrize(
    ("conversation", "hours", "status", "found"),
    [
        (SETTLED, 23, "online", True),
        (SETTLED, 25, "online", False),
        (SETTLED, 1, "away", False),
        (SETTLED, 1, None, False),
        (BY_NOBODY, 1, "online", False),
    ],
    ids=["soon", "too late", "away", "gone", "settled by nobody"],
)
def test_heir(conversation: Conversation, hours: int, status: str | None, found: bool) -> None:
    presence = PresenceBoard()
    if status is not None:
        presence.arrive("w1", ALICE)
        presence.set(ALICE, status, 5)
    heir = heirs(presence, timedelta(hours=24))(conversation, NINE + timedelta(hours=hours))
    assert heir == (AgentRef("a1", "Alice") if found else None)
