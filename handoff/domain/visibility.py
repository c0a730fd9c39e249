"""Who may read what: agents read every event, customers never a note, a tag, nor the evidence."""

from collections.abc import Mapping
from typing import Any

from handoff.domain.events import (
    AnswerMissing,
    ConversationTagged,
    NotePosted,
    Recorded,
    SlaBreached,
    SlaWarned,
)

HIDDEN = NotePosted | ConversationTagged | AnswerMissing | SlaWarned | SlaBreached

INTERNAL: Mapping[str, frozenset[str]] = {
    "message_posted": frozenset({"evidence"}),
    "handoff_requested": frozenset({"evidence", "team", "priority"}),
    "agent_assigned": frozenset({"cause", "by", "former"}),
    "returned_to_queue": frozenset({"cause", "former", "team", "priority"}),
    "returned_to_bot": frozenset({"flow"}),
}


def for_agent(recorded: Recorded) -> dict[str, Any]:
    """Give the event as agents receive it: whole."""
    return recorded.to_wire()


def for_customer(recorded: Recorded) -> dict[str, Any]:
    """Give the event as the customer receives it; a hidden one keeps its seq, so that no hole appears."""
    wire = recorded.to_wire()
    if isinstance(recorded.event, HIDDEN):
        return {**wire, "type": "hidden", "data": {}}
    internal = INTERNAL.get(recorded.event.type, frozenset())
    return {**wire, "data": {name: value for name, value in wire["data"].items() if name not in internal}}
