"""What is asked of a conversation: one frozen value a command, imperative, with all it needs inside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AgentRef:
    """An agent as a conversation knows them."""

    id: str
    name: str

    def to_data(self) -> dict[str, str]:
        """Give the reference as it stands in events."""
        return {"id": self.id, "name": self.name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Base of all commands."""

    conversation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCustomerMessage(Command):
    """The customer says something; `choice_id` when a button stood for the words.

    `attachments` are the ids of files they uploaded, `files` what is known of these, as the service finds it.
    """

    client_id: str
    text: str
    choice_id: str | None = None
    channel: str = "widget"
    attachments: tuple[str, ...] = ()
    files: tuple[JSON, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PickChoice(Command):
    """The customer presses a button that a bot message offered."""

    message_id: str
    choice_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBotReply(Command):
    """The bot's whole reply to one customer message, made while the fencing number was `fence`."""

    fence: int
    in_reply_to: str
    text: str
    html: str | None = None
    sources: tuple[JSON, ...] = ()
    choices: tuple[JSON, ...] = ()
    evidence: JSON | None = None
    escalation_reason: str | None = None
    team: str | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHandoff(Command):
    """The customer wants a person, or a part of us is broken and only a person can help."""

    reason: str
    evidence: JSON | None = None
    team: str | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Command):
    """Give a waiting conversation to an agent who did not take it; `by` names what or who gave it."""

    agent: AgentRef
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireLease(Command):
    """The agent's page was silent for too long: let the conversation wait for somebody who is there."""

    agent: AgentRef
    silent_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentCommand(Command):
    """Base of what one agent asks for."""

    agent: AgentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAgentMessage(AgentCommand):
    """The agent who owns the conversation writes to the customer; `fence` is the one they wrote under."""

    client_id: str
    text: str
    fence: int | None = None
    channel: str = "widget"
    attachments: tuple[str, ...] = ()
    files: tuple[JSON, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(AgentCommand):
    """Take the conversation; exactly one of several claims wins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(AgentCommand):
    """Take the conversation also from a colleague; only who leads a team may ask for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(AgentCommand):
    """Hand the conversation to a colleague, or to a team whose queue it then waits in."""

    to_agent: AgentRef | None = None
    to_team: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(AgentCommand):
    """Put the conversation back into the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnToBot(AgentCommand):
    """Let the bot answer again, at the beginning of `flow` if one is named."""

    flow: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(AgentCommand):
    """Close the matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostNote(AgentCommand):
    """Write a private line for colleagues; `mentions` are the ids of those it is meant for."""

    client_id: str
    text: str
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(AgentCommand):
    """Give the conversation exactly these tags."""

    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMissing(AgentCommand):
    """Say that no article answers what the customer asked in `message_id`; editors get to see it."""

    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveContact(Command):
    """The customer leaves an e-mail address, to be answered there too."""

    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellWaiting(Command):
    """Tell a customer who waits something; the same `key` is told once, however often it is asked for."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteServiceLevel(Command):
    """A promise of the team is in danger ("warned") or broken ("breached")."""

    target: str
    due_at: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateAnswer(Command):
    """Say whether one bot answer helped."""

    message_id: str
    helpful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitSurvey(Command):
    """Rate the whole conversation."""

    csat: int
    ces: int | None = None
    nps: int | None = None
    comment: str | None = None
