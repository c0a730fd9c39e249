"""What stays of an event when its customer is forgotten."""

import dataclasses
import json

import pytest

from handoff.domain.erasure import TOMBSTONE, erase
from handoff.domain.events import (
    EVENT_TYPES,
    AgentAssigned,
    AnswerMissing,
    ContactLeft,
    ConversationReopened,
    ConversationResolved,
    ConversationTagged,
    Event,
    HandoffRequested,
    MessagePosted,
    NotePosted,
    RatingGiven,
    ReturnedToBot,
    ReturnedToQueue,
    SlaBreached,
    SlaWarned,
    SurveySubmitted,
)

SECRET = "my card ends in 4711"
EVIDENCE = {"turn": {"text": SECRET}, "lines": [SECRET]}
SAMPLES: tuple[Event, ...] = (
    MessagePosted(
        message_id="c1.1",
        author="customer",
        text=SECRET,
        client_id="k1",
        html=f"<p>{SECRET}</p>",
        sources=({"title": SECRET},),
        choices=({"id": "article:x", "label": SECRET},),
        choice_id="person",
        evidence=EVIDENCE,
        attachments=({"id": "f1", "name": f"{SECRET}.png", "size": 4711, "type": "image/png"},),
    ),
    HandoffRequested(reason="low_confidence", evidence=EVIDENCE),
    NotePosted(note_id="c1.2", agent={"id": "a1", "name": "Alice"}, text=SECRET),
    SurveySubmitted(csat=2, comment=SECRET),
    AgentAssigned(agent={"id": "a1", "name": "Alice"}),
    ReturnedToQueue(),
    ReturnedToBot(),
    ConversationResolved(),
    ConversationReopened(),
    ConversationTagged(agent={"id": "a1", "name": "Alice"}, tags=("refund",)),
    AnswerMissing(agent={"id": "a1", "name": "Alice"}, message_id="c1.1"),
    ContactLeft(email=SECRET),
    SlaWarned(target="first_response", due_at="2026-11-22T09:00:00+00:00"),
    SlaBreached(target="first_response", due_at="2026-11-22T09:00:00+00:00"),
    RatingGiven(message_id="c1.1", helpful=False),
)


def test_every_kind_of_event_has_a_sample() -> None:
    assert {event.type for event in SAMPLES} == set(EVENT_TYPES)


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: event.type)
def test_no_word_stays_and_the_event_keeps_its_kind(event: Event) -> None:
    erased = erase(event)
    assert type(erased) is type(event)
    assert SECRET not in json.dumps(erased.to_data())
    assert erase(erased) == erased


def test_what_reports_count_stays() -> None:
    message, handoff, _, survey = (erase(event) for event in SAMPLES[:4])
    assert isinstance(message, MessagePosted)
    assert (message.message_id, message.author, message.text) == ("c1.1", "customer", TOMBSTONE)
    assert message.client_id == "k1"
    assert handoff == HandoffRequested(reason="low_confidence")
    assert survey == SurveySubmitted(csat=2)


def test_a_new_field_of_a_message_has_to_be_thought_of() -> None:
    known = [
        "message_id",
        "author",
        "text",
        "client_id",
        "name",
        "html",
        "sources",
        "choices",
        "choice_id",
        "in_reply_to",
        "evidence",
        "channel",
        "attachments",
    ]
    assert [field.name for field in dataclasses.fields(MessagePosted)] == known
