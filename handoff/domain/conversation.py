"""A conversation's state and its fold: `apply` turns the events so far into what is true now.

State is always rebuildable from the events; what may happen next is `decisions.decide`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from handoff.domain.attachment import names_of
from handoff.domain.commands import AgentRef
from handoff.domain.events import (
    AgentAssigned,
    ContactLeft,
    ConversationReopened,
    ConversationResolved,
    ConversationTagged,
    HandoffRequested,
    MessagePosted,
    Recorded,
    ReturnedToBot,
    ReturnedToQueue,
    SlaBreached,
    SlaWarned,
)
from handoff.domain.settling import settle

REMEMBERED_TURNS = 20
RATABLE_ANSWERS = 50
BREACH_PRIORITY = 10


class Status(StrEnum):
    """Who the conversation is with."""

    BOT = "bot"
    QUEUED = "queued"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Preview:
    """The newest message, as a list of conversations shows it."""

    author: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """One customer's thread.

    `fence` grows whenever the right to speak changes hands: a reply made under an older number is refused.
    `owed` are the ids of customer messages the bot still has to answer, oldest first.
    `offered` are the choice ids under the bot's last message; `memory` what the bot made of the last turns.
    `team` and `priority` say where in the queue it waits, or waited before an agent took it.
    `contact` is the e-mail address the customer left; `promises` the last thing noted of each service level.
    `resolved_by` is the agent who settled it at `resolved_at`, until the bot or another agent has it.
    `flow` is what the bot is to begin with, until it has spoken: it then owes the return itself an answer.
    """

    id: str
    customer_id: str
    status: Status = Status.BOT
    fence: int = 0
    last_seq: int = 0
    agent: AgentRef | None = None
    reason: str | None = None
    waiting_since: datetime | None = None
    last_message: Preview | None = None
    owed: tuple[str, ...] = ()
    offered_by: str | None = None
    offered: Mapping[str, str] | None = None
    ratable: tuple[str, ...] = ()
    memory: tuple[Mapping[str, Any], ...] = ()
    team: str | None = None
    priority: int = 0
    tags: tuple[str, ...] = ()
    resolved_by: AgentRef | None = None
    resolved_at: datetime | None = None
    contact: str | None = None
    promises: Mapping[str, str] | None = None
    flow: str | None = None


def message_id_at(conversation_id: str, seq: int) -> str:
    """Name the message that stands at `seq`: ids follow from the place, so that no rule needs chance."""
    return f"{conversation_id}.{seq}"


def message_seq(message_id: str) -> int:
    """Give the place of a message from its id."""
    return int(message_id.rpartition(".")[2])


def fold(conversation: Conversation, events: Iterable[Recorded]) -> Conversation:
    """Apply several events in order."""
    for recorded in events:
        conversation = apply(conversation, recorded)
    return conversation


def apply(conversation: Conversation, recorded: Recorded) -> Conversation:
    """Fold one event into a conversation; never refuses, never looks outside."""
    now = replace(conversation, last_seq=recorded.seq)
    match recorded.event:
        case MessagePosted() as message:
            return _apply_message(now, message, recorded.at)
        case ConversationTagged(tags=tags):
            return replace(now, tags=tuple(tags))
        case ContactLeft(email=email):
            return replace(now, contact=email)
        case SlaWarned() | SlaBreached():
            return _apply_promise(now, recorded.event)
        case _:
            return _apply_handover(now, recorded)


def _apply_promise(now: Conversation, noted: SlaWarned | SlaBreached) -> Conversation:
    promises = {**(now.promises or {}), noted.target: f"{noted.type} {noted.due_at}"}
    urgent = max(now.priority, BREACH_PRIORITY) if isinstance(noted, SlaBreached) else now.priority
    return replace(now, promises=promises, priority=urgent)


def _apply_handover(now: Conversation, recorded: Recorded) -> Conversation:
    match recorded.event:
        case HandoffRequested() as asked:
            queued = replace(_hand_over(now, Status.QUEUED), reason=asked.reason, waiting_since=recorded.at)
            return replace(_remember(queued, asked.evidence), team=asked.team, priority=asked.priority)
        case AgentAssigned(agent=agent):
            return replace(_hand_over(now, Status.ASSIGNED), agent=AgentRef(agent["id"], agent["name"]))
        case ReturnedToQueue(team=team, priority=priority):
            return replace(
                _hand_over(now, Status.QUEUED),
                waiting_since=recorded.at,
                team=now.team if team is None else team,
                priority=now.priority if priority is None else priority,
            )
        case ReturnedToBot(flow=flow):
            owed = (message_id_at(now.id, recorded.seq),) if flow else ()
            return replace(_back_to_bot(now), flow=flow, owed=owed)
        case ConversationReopened():
            return _back_to_bot(now)
        case ConversationResolved():
            return replace(_hand_over(now, Status.RESOLVED), resolved_by=now.agent, resolved_at=recorded.at)
        case _:
            return now


def _back_to_bot(conversation: Conversation) -> Conversation:
    agent = conversation.agent or conversation.resolved_by
    memory = settle(conversation.memory, agent.name if agent else None)
    return replace(_hand_over(conversation, Status.BOT), reason=None, memory=memory, team=None, priority=0)


def _hand_over(conversation: Conversation, status: Status) -> Conversation:
    return replace(
        conversation,
        status=status,
        fence=conversation.fence + 1,
        agent=None,
        waiting_since=None,
        owed=(),
        offered_by=None,
        offered=None,
        resolved_by=None,
        resolved_at=None,
        flow=None,
    )


def _apply_message(conversation: Conversation, message: MessagePosted, at: datetime) -> Conversation:
    words = message.text or names_of(message.attachments)
    seen = replace(conversation, last_message=Preview(message.author, words, at))
    if message.author == "customer":
        return _apply_customer_message(seen, message)
    if message.author == "bot":
        return _apply_bot_message(seen, message)
    return seen


def _apply_customer_message(conversation: Conversation, message: MessagePosted) -> Conversation:
    if conversation.status is not Status.BOT:
        return conversation
    owed = (*conversation.owed, message.message_id)
    return replace(conversation, owed=owed, offered_by=None, offered=None)


def _apply_bot_message(conversation: Conversation, message: MessagePosted) -> Conversation:
    answered = replace(
        conversation,
        owed=tuple(owed for owed in conversation.owed if owed != message.in_reply_to),
        offered_by=message.message_id if message.choices else None,
        offered={choice["id"]: choice["label"] for choice in message.choices} if message.choices else None,
        ratable=(*conversation.ratable, message.message_id)[-RATABLE_ANSWERS:],
        flow=None,
    )
    return _remember(answered, message.evidence)


def _remember(conversation: Conversation, evidence: Mapping[str, Any] | None) -> Conversation:
    turn = (evidence or {}).get("turn")
    if not turn:
        return conversation
    return replace(conversation, memory=(*conversation.memory, turn)[-REMEMBERED_TURNS:])
