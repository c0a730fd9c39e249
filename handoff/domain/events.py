"""What has happened in a conversation: one frozen value an event, made of JSON values only.

An event never decides anything; `conversation.apply` folds it, `visibility` says who may read it. What the
JSON inside looks like is noted beside its type, for the descriptions that other programs read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from handoff.domain.shapes import Author, Channel, Choice, Evidence, FileRef, Person, Source

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events; `type` is the stable name on the wire and in the database."""

    type: ClassVar[str]

    def to_data(self) -> dict[str, Any]:
        """Give the event's own fields as JSON, leaving out those that are as they are by default."""
        values = {field.name: (getattr(self, field.name), field.default) for field in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, (value, default) in values.items()
            if value != default
        }

    @classmethod
    def from_data(cls, data: JSON) -> Self:
        """Read an event back from what `to_data` gave."""
        return cls(**{name: tuple(v) if isinstance(v, list) else v for name, v in data.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePosted(Event):
    """One line by one author; `html`, `sources`, `choices`, `evidence` only when the bot wrote it.

    The text is empty where nothing but `attachments` was sent.
    """

    type: ClassVar[str] = "message_posted"
    message_id: str
    author: Annotated[str, Author]
    text: str
    client_id: str | None = None
    name: str | None = None
    html: str | None = None
    sources: Sequence[Annotated[JSON, Source]] = ()
    choices: Sequence[Annotated[JSON, Choice]] = ()
    choice_id: str | None = None
    in_reply_to: str | None = None
    evidence: Annotated[JSON, Evidence] | None = None
    channel: Annotated[str, Channel] = "widget"
    attachments: Sequence[Annotated[JSON, FileRef]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffRequested(Event):
    """A person is needed; `reason` is a stable code, `evidence` what led to it, `team` whose queue it is."""

    type: ClassVar[str] = "handoff_requested"
    reason: str
    evidence: Annotated[JSON, Evidence] | None = None
    team: str | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAssigned(Event):
    """One agent owns the conversation now.

    `cause` is unset when they claimed it themselves, else "assigned", "transfer", "take_over" or "reopened";
    `by` names who or what gave it, `former` is the agent who had it until now.
    """

    type: ClassVar[str] = "agent_assigned"
    agent: Annotated[JSON, Person]
    cause: str | None = None
    by: str | None = None
    former: Annotated[JSON, Person] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedToQueue(Event):
    """The agent let go; the conversation waits for another one.

    `cause` is "released", "transfer" or "lease_expired", or what routing names; `former` is who had it.
    A `team` or `priority` that is not set stays what it was.
    """

    type: ClassVar[str] = "returned_to_queue"
    cause: str | None = None
    former: Annotated[JSON, Person] | None = None
    team: str | None = None
    priority: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedToBot(Event):
    """The bot answers again, at the beginning of `flow` if one is named."""

    type: ClassVar[str] = "returned_to_bot"
    flow: str | None = None


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
    agent: Annotated[JSON, Person]
    text: str
    client_id: str | None = None
    mentions: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationTagged(Event):
    """An agent gave the conversation exactly these tags."""

    type: ClassVar[str] = "conversation_tagged"
    agent: Annotated[JSON, Person]
    tags: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMissing(Event):
    """An agent said that no article answers what the customer asked in `message_id`."""

    type: ClassVar[str] = "answer_missing"
    agent: Annotated[JSON, Person]
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLeft(Event):
    """The customer left an e-mail address, to be answered there too."""

    type: ClassVar[str] = "contact_left"
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaWarned(Event):
    """A promise of the team is in danger: "first_response", "next_response" or "resolution"."""

    type: ClassVar[str] = "sla_warned"
    target: str
    due_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaBreached(Event):
    """A promise of the team was not kept in time."""

    type: ClassVar[str] = "sla_breached"
    target: str
    due_at: str


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
        ConversationTagged,
        AnswerMissing,
        ContactLeft,
        SlaWarned,
        SlaBreached,
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
