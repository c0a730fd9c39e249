"""The bot's decisions in a conversation, each with what the bot remembered when it made it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handoff.domain.conversation import Conversation, apply
from handoff.domain.events import HandoffRequested, MessagePosted, Recorded

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision, at the event that carries its `evidence`.

    `text` is the customer's message; `memory` what was remembered before, and `remembered` the places of the
    events that each of these came from.
    """

    conversation_id: str
    seq: int
    text: str
    evidence: JSON
    memory: tuple[JSON, ...]
    remembered: tuple[int, ...]


def decided_of(events: Iterable[Recorded]) -> tuple[Decided, ...]:
    """Give the decisions of one conversation from its events in order."""
    conversation: Conversation | None = None
    places: tuple[int, ...] = ()
    said = ""
    found: list[Decided] = []
    for recorded in events:
        before = conversation or Conversation(recorded.conversation_id, "")
        event = recorded.event
        if isinstance(event, MessagePosted) and event.author == "customer":
            said = event.text
        evidence = event.evidence if isinstance(event, MessagePosted | HandoffRequested) else None
        if evidence and evidence.get("turn"):
            found.append(
                Decided(recorded.conversation_id, recorded.seq, said, evidence, before.memory, places)
            )
        conversation = apply(before, recorded)
        if conversation.memory is not before.memory:
            places = (*places, recorded.seq)[-len(conversation.memory) :] if conversation.memory else ()
    return tuple(found)
