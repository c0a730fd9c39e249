"""The line in the agents' lists, and the stored form of a state."""

import json
from datetime import timedelta

import pytest

from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation, Preview, Status
from handoff.domain.summary import PREVIEW_CHARACTERS, state_from_data, state_to_data, summarise
from tests.fakes_handoff import NINE

ALICE = AgentRef("a1", "Alice")
NEW = Conversation("c1", "cu1")
QUEUED = Conversation(
    "c1",
    "cu1",
    status=Status.QUEUED,
    fence=1,
    last_seq=4,
    reason="low_confidence",
    waiting_since=NINE,
    last_message=Preview("customer", "x" * 500, NINE),
    memory=({"text": "x", "article_ids": ["a"]},),
    team="returns",
    priority=2,
    tags=("refund",),
)
OFFERING = Conversation(
    "c1",
    "cu1",
    last_seq=3,
    owed=("c1.3",),
    offered_by="c1.2",
    offered={"person": "Talk to a person"},
    ratable=("c1.2",),
    last_message=Preview("bot", "Shall I?", NINE),
)
ASSIGNED = Conversation("c1", "cu1", status=Status.ASSIGNED, fence=2, last_seq=5, agent=ALICE)
SETTLED = Conversation("c1", "cu1", status=Status.RESOLVED, resolved_by=ALICE, resolved_at=NINE)
RESTARTED = Conversation("c1", "cu1", fence=4, flow="track_order")
STATES = {
    "new": NEW,
    "queued": QUEUED,
    "offering": OFFERING,
    "assigned": ASSIGNED,
    "settled": SETTLED,
    "restarted": RESTARTED,
}
NEWER = ("team", "priority", "tags", "resolved_by", "resolved_at", "flow", "contact", "promises")


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_a_state_survives_the_way_through_json(state: Conversation) -> None:
    stored = json.loads(json.dumps(state_to_data(state)))
    assert state_from_data("c1", "cu1", stored) == state


def test_a_state_that_an_older_version_stored_is_still_read() -> None:
    stored = {name: value for name, value in state_to_data(ASSIGNED).items() if name not in NEWER}
    assert state_from_data("c1", "cu1", stored) == ASSIGNED


def test_the_line_of_a_waiting_conversation() -> None:
    later = NINE + timedelta(minutes=3)
    assert summarise(QUEUED, "Robin", later) == {
        "conversation_id": "c1",
        "status": "queued",
        "customer": {"id": "cu1", "name": "Robin"},
        "agent": None,
        "reason": "low_confidence",
        "waiting_since": NINE.isoformat(),
        "last_message": {"author": "customer", "text": "x" * PREVIEW_CHARACTERS, "at": NINE.isoformat()},
        "team": "returns",
        "priority": 2,
        "sla": None,
        "contact": None,
        "tags": ["refund"],
        "fence": 1,
        "last_seq": 4,
        "updated_at": later.isoformat(),
    }


def test_the_line_names_the_owner_and_bears_that_nothing_was_said_yet() -> None:
    line = summarise(ASSIGNED, "Robin", NINE)
    assert line["agent"] == {"id": "a1", "name": "Alice"}
    assert (line["last_message"], line["waiting_since"]) == (None, None)
