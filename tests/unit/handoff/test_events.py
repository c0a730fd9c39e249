"""Events: every type survives the way through JSON, and nothing unknown is guessed at."""

import json
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.domain import events
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
    Recorded,
    ReturnedToBot,
    ReturnedToQueue,
    SlaBreached,
    SlaWarned,
    SurveySubmitted,
    read_event,
)

words = st.text(max_size=30)
maybe_words = st.none() | words
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(words, json_values, max_size=3)
object_rows = st.lists(objects, max_size=3).map(tuple)

STRATEGIES: dict[type[Event], st.SearchStrategy[Any]] = {
    MessagePosted: st.builds(
        MessagePosted,
        message_id=words,
        author=st.sampled_from(["customer", "bot", "agent", "system"]),
        text=words,
        client_id=maybe_words,
        name=maybe_words,
        html=maybe_words,
        sources=object_rows,
        choices=object_rows,
        choice_id=maybe_words,
        in_reply_to=maybe_words,
        evidence=st.none() | objects,
        channel=st.sampled_from(["widget", "mail"]),
    ),
    HandoffRequested: st.builds(
        HandoffRequested,
        reason=words,
        evidence=st.none() | objects,
        team=maybe_words,
        priority=st.integers(-5, 5),
    ),
    AgentAssigned: st.builds(
        AgentAssigned, agent=objects, cause=maybe_words, by=maybe_words, former=st.none() | objects
    ),
    ReturnedToQueue: st.builds(
        ReturnedToQueue,
        cause=maybe_words,
        former=st.none() | objects,
        team=maybe_words,
        priority=st.none() | st.integers(-5, 5),
    ),
    ReturnedToBot: st.builds(ReturnedToBot, flow=maybe_words),
    ConversationResolved: st.builds(ConversationResolved),
    ConversationReopened: st.builds(ConversationReopened),
    NotePosted: st.builds(
        NotePosted,
        note_id=words,
        agent=objects,
        text=words,
        client_id=maybe_words,
        mentions=st.lists(words, max_size=3).map(tuple),
    ),
    ConversationTagged: st.builds(
        ConversationTagged, agent=objects, tags=st.lists(words, max_size=3).map(tuple)
    ),
    AnswerMissing: st.builds(AnswerMissing, agent=objects, message_id=words),
    ContactLeft: st.builds(ContactLeft, email=words),
    SlaWarned: st.builds(SlaWarned, target=words, due_at=words),
    SlaBreached: st.builds(SlaBreached, target=words, due_at=words),
    RatingGiven: st.builds(RatingGiven, message_id=words, helpful=st.booleans()),
    SurveySubmitted: st.builds(
        SurveySubmitted,
        csat=st.integers(1, 5),
        ces=st.none() | st.integers(1, 7),
        nps=st.none() | st.integers(0, 10),
        comment=maybe_words,
    ),
}


def test_every_type_has_a_strategy_and_a_name_of_its_own() -> None:
    defined = {
        value for value in vars(events).values() if isinstance(value, type) and issubclass(value, Event)
    }
    assert set(EVENT_TYPES.values()) == set(STRATEGIES) == defined - {Event}
    assert len(EVENT_TYPES) == len(STRATEGIES)


@given(st.one_of(list(STRATEGIES.values())))
def test_an_event_survives_the_way_through_json(event: Event) -> None:
    stored = json.loads(json.dumps(event.to_data()))
    assert read_event(event.type, stored) == event


def test_what_is_not_set_is_left_out_but_false_and_zero_stay() -> None:
    assert RatingGiven(message_id="m", helpful=False).to_data() == {"message_id": "m", "helpful": False}
    assert SurveySubmitted(csat=1, nps=0).to_data() == {"csat": 1, "nps": 0}
    bare = MessagePosted(message_id="m", author="bot", text="").to_data()
    assert bare == {"message_id": "m", "author": "bot", "text": ""}


@pytest.mark.parametrize(
    ("type_name", "data"),
    {
        "handoff_requested": {"reason": "risk_topic"},
        "agent_assigned": {"agent": {"id": "a1", "name": "Alice"}},
        "returned_to_queue": {},
        "returned_to_bot": {},
        "note_posted": {"note_id": "c1.1", "agent": {"id": "a1", "name": "Alice"}, "text": "Look"},
    }.items(),
)
def test_what_an_older_version_stored_is_still_read(type_name: str, data: dict[str, Any]) -> None:
    assert read_event(type_name, data).to_data() == data


def test_the_wire_form_names_place_time_and_type() -> None:
    at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    assert Recorded("c1", 3, at, ReturnedToBot()).to_wire() == {
        "conversation_id": "c1",
        "seq": 3,
        "type": "returned_to_bot",
        "at": "2026-11-22T09:00:00+00:00",
        "data": {},
    }


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_event("message_vanished", {})


@pytest.mark.parametrize("data", [{}, {"message_id": "m", "helpful": True, "more": 1}], ids=["less", "more"])
def test_a_field_too_few_or_too_many_is_an_error(data: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        read_event("rating_given", data)


def test_an_event_cannot_be_changed() -> None:
    event = RatingGiven(message_id="m", helpful=True)
    with pytest.raises(FrozenInstanceError):
        event.helpful = False  # type: ignore[misc]
