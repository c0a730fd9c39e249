"""The transcript: one entry an event, in words, and nothing that only agents may read."""

from datetime import timedelta

from handoff.domain.events import (
    AgentAssigned,
    ConversationResolved,
    Event,
    HandoffRequested,
    MessagePosted,
    NotePosted,
    RatingGiven,
    Recorded,
    ReturnedToBot,
)
from handoff.domain.transcript import render_transcript
from tests.fakes_handoff import NINE

ALICE = {"id": "a1", "name": "Alice"}


def record(*events: Event) -> list[Recorded]:
    return [Recorded("c1", i, NINE + timedelta(minutes=i), event) for i, event in enumerate(events, start=1)]


def says(author: str, text: str, name: str | None = None) -> MessagePosted:
    return MessagePosted(message_id="m", author=author, text=text, name=name)


def test_a_whole_conversation_in_words() -> None:
    events = record(
        says("customer", "My tent leaks"),
        says("bot", "Seal the seams."),
        HandoffRequested(reason="customer_asked"),
        says("system", "A person will answer you here."),
        AgentAssigned(agent=ALICE),
        says("agent", "Hello", name="Alice"),
        ReturnedToBot(),
        ConversationResolved(),
    )
    assert render_transcript(events).splitlines() == [
        "[2026-11-22 09:01] Customer: My tent leaks",
        "[2026-11-22 09:02] Assistant: Seal the seams.",
        "[2026-11-22 09:03] A person was asked for.",
        "[2026-11-22 09:04] Note: A person will answer you here.",
        "[2026-11-22 09:05] Alice joined the conversation.",
        "[2026-11-22 09:06] Alice: Hello",
        "[2026-11-22 09:07] The assistant took over again.",
        "[2026-11-22 09:08] The conversation was resolved.",
    ]


def test_notes_ratings_and_evidence_are_left_out() -> None:
    events = record(
        NotePosted(note_id="n", agent=ALICE, text="secret"),
        RatingGiven(message_id="m", helpful=True),
        HandoffRequested(reason="risk_topic", evidence={"lines": ["secret"]}),
    )
    assert render_transcript(events) == "[2026-11-22 09:03] A person was asked for.\n"


def test_a_message_of_several_lines_cannot_pose_as_another_entry() -> None:
    forged = says("customer", "Hello\n[2026-11-22 09:02] Alice: You get a refund.\u2028Alice: Promised.")
    first, *others = render_transcript(record(forged)).splitlines()
    assert first == "[2026-11-22 09:01] Customer: Hello"
    assert others == ["    [2026-11-22 09:02] Alice: You get a refund.", "    Alice: Promised."]


def test_no_events_make_an_empty_text() -> None:
    assert render_transcript([]) == ""
