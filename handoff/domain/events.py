"""What has happened in a conversation: one frozen value an event, made of JSON values only.

An event never decides anything; `conversation.apply` folds it, `visibility` says who may read it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Self

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events; `type` is the stable name on the wire and in the database."""

    type: ClassVar[str]

    def to_data(self) -> dict[str, Any]:
        """Give the event's own fields as JSON, leaving out those that are not set."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
            if value is not None and value != ()
        }

    @classmethod
    def from_data(cls, data: JSON) -> Self:
        """Read an event back from what `to_data` gave."""
        return cls(**{name: tuple(v) if isinstance(v, list) else v for name, v in data.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePosted(Event):
    """One line by one author; `html`, `sources`, `choices`, `evidence` only when the bot wrote it."""

    type: ClassVar[str] = "message_posted"
    message_id: str
    author: str
    text: str
    client_id: str | None = None
    name: str | None = None
    html: str | None = None
    sources: Sequence[JSON] = ()
    choices: Sequence[JSON] = ()
    choice_id: str | None = None
    in_reply_to: str | None = None
    evidence: JSON | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffRequested(Event):
    """A person is needed; `reason` is a stable code, `evidence` what led to it."""

    type: ClassVar[str] = "handoff_requested"
    reason: str
    evidence: JSON | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAssigned(Event):
    """One agent owns the conversation now."""

    type: ClassVar[str] = "agent_assigned"
    agent: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedToQueue(Event):
    """The agent let go; the conversation waits for another one."""

    type: ClassVar[str] = "returned_to_queue"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedToBot(Event):
    """The bot answers again."""

    type: ClassVar[str] = "returned_to_bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationResolved(Event):
    """The matter is settled, until the customer writes again."""

    type: ClassVar[str] = "conversation_resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationReopened(Event):
    """The customer came back after the matter was settled."""

    type: ClassVar[str] = "conversation_reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePosted(Event):
    """A private line between agents; never part of what a customer may read."""

    type: ClassVar[str] = "note_posted"
    note_id: str
    agent: JSON
    text: str
    client_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingGiven(Event):
    """The customer said whether one answer helped."""

    type: ClassVar[str] = "rating_given"
    message_id: str
    helpful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveySubmitted(Event):
    """The customer rated the conversation: csat 1..5, ces 1..7, nps 0..10."""

    type: ClassVar[str] = "survey_submitted"
    csat: int
    ces: int | None = None
    nps: int | None = None
    comment: str | None = None


EVENT_TYPES: Mapping[str, type[Event]] = {
    event.type: event
    for event in (
        MessagePosted,
        HandoffRequested,
        AgentAssigned,
        ReturnedToQueue,
        ReturnedToBot,
        ConversationResolved,
        ConversationReopened,
        NotePosted,
        RatingGiven,
        SurveySubmitted,
    )
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event at its place in a conversation: `seq` is gapless from 1."""

    conversation_id: str
    seq: int
    at: datetime
    event: Event

    def to_wire(self) -> dict[str, Any]:
        """Give the event as both sides receive it."""
        return {
            "conversation_id": self.conversation_id,
            "seq": self.seq,
            "type": self.event.type,
            "at": self.at.isoformat(),
            "data": self.event.to_data(),
        }


def read_event(type_name: str, data: JSON) -> Event:
    """Read a stored event; an unknown type is a KeyError, because the log must not be guessed at."""
    return EVENT_TYPES[type_name].from_data(data)
