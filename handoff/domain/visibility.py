"""Who may read what: agents read every event, customers never a note nor the evidence."""

from typing import Any

from handoff.domain.events import HandoffRequested, MessagePosted, NotePosted, Recorded


def for_agent(recorded: Recorded) -> dict[str, Any]:
    """Give the event as agents receive it: whole."""
    return recorded.to_wire()


def for_customer(recorded: Recorded) -> dict[str, Any]:
    """Give the event as the customer receives it; a hidden one keeps its seq, so that no hole appears."""
    wire = recorded.to_wire()
    match recorded.event:
        case NotePosted():
            return {**wire, "type": "hidden", "data": {}}
        case MessagePosted() | HandoffRequested():
            return {**wire, "data": {name: v for name, v in wire["data"].items() if name != "evidence"}}
        case _:
            return wire
