"""Visibility: agents read all, customers neither notes nor evidence, and their numbering has no hole."""

from datetime import UTC, datetime
from typing import Any

import pytest

from handoff.domain.events import (
    AgentAssigned,
    AnswerMissing,
    ConversationResolved,
    ConversationTagged,
    Event,
    HandoffRequested,
    MessagePosted,
    NotePosted,
    RatingGiven,
    Recorded,
    ReturnedToBot,
    ReturnedToQueue,
)
from handoff.domain.visibility import for_agent, for_customer

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ALICE = {"id": "a1", "name": "Alice"}
EVIDENCE = {"lines": ["The customer is angry."]}
NOTE = NotePosted(note_id="c1.4", agent=ALICE, text="A known trouble-maker", client_id="k")


def recorded(event: Event) -> Recorded:
    return Recorded("c1", 4, AT, event)


SHOWN_TO_CUSTOMERS: dict[str, tuple[Event, dict[str, Any]]] = {
    "a bot message without its evidence": (
        MessagePosted(message_id="c1.4", author="bot", text="Hi", evidence=EVIDENCE),
        {"message_id": "c1.4", "author": "bot", "text": "Hi"},
    ),
    "a handoff without its evidence": (
        HandoffRequested(reason="negative_sentiment", evidence=EVIDENCE),
        {"reason": "negative_sentiment"},
    ),
    "who took over": (AgentAssigned(agent=ALICE), {"agent": ALICE}),
    "their own rating": (
        RatingGiven(message_id="c1.2", helpful=False),
        {"message_id": "c1.2", "helpful": False},
    ),
    "not why or from whom": (
        AgentAssigned(agent=ALICE, cause="take_over", by="Bob", former={"id": "a2", "name": "Bob"}),
        {"agent": ALICE},
    ),
    "that somebody let go, not who": (
        ReturnedToQueue(cause="lease_expired", former=ALICE, team="returns", priority=2),
        {},
    ),
    "the bot without its errand": (ReturnedToBot(flow="track_order"), {}),
    "the end": (ConversationResolved(), {}),
}


@pytest.mark.parametrize(("event", "data"), SHOWN_TO_CUSTOMERS.values(), ids=SHOWN_TO_CUSTOMERS.keys())
def test_customers_see(event: Event, data: dict[str, Any]) -> None:
    shown = for_customer(recorded(event))
    assert shown == {**recorded(event).to_wire(), "data": data}


def test_a_note_reaches_customers_as_an_empty_place() -> None:
    assert for_customer(recorded(NOTE)) == {
        "conversation_id": "c1",
        "seq": 4,
        "type": "hidden",
        "at": AT.isoformat(),
        "data": {},
    }


def test_what_editors_are_told_is_hidden_from_customers() -> None:
    told = AnswerMissing(agent=ALICE, message_id="c1.3")
    assert for_customer(recorded(told)) == {**recorded(told).to_wire(), "type": "hidden", "data": {}}


def test_nobody_who_is_named_in_a_note_is_named_to_customers() -> None:
    naming = NotePosted(note_id="c1.4", agent=ALICE, text="@Bob look", mentions=("bob",))
    assert for_customer(recorded(naming))["data"] == {}


def test_tags_are_for_agents() -> None:
    tagged = ConversationTagged(agent=ALICE, tags=("difficult",))
    assert for_customer(recorded(tagged)) == {**recorded(tagged).to_wire(), "type": "hidden", "data": {}}


@pytest.mark.parametrize("event", [NOTE, *(event for event, _ in SHOWN_TO_CUSTOMERS.values())])
def test_agents_see_everything(event: Event) -> None:
    assert for_agent(recorded(event)) == recorded(event).to_wire()
