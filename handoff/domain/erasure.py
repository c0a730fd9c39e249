"""What stays of an event when a customer is forgotten: that it happened, where and when; no words."""

from dataclasses import replace

from handoff.domain.events import (
    ContactLeft,
    Event,
    HandoffRequested,
    MessagePosted,
    NotePosted,
    SurveySubmitted,
)

TOMBSTONE = "[erased]"


def erase(event: Event) -> Event:
    """Give the event without anything a person wrote or the bot made of it; its place keeps its meaning."""
    match event:
        case MessagePosted():
            return replace(
                event,
                text=TOMBSTONE,
                html=None,
                sources=(),
                choices=(),
                choice_id=None,
                evidence=None,
                attachments=(),
            )
        case HandoffRequested():
            return replace(event, evidence=None)
        case NotePosted():
            return replace(event, text=TOMBSTONE)
        case ContactLeft():
            return replace(event, email=TOMBSTONE)
        case SurveySubmitted():
            return replace(event, comment=None)
        case _:
            return event
