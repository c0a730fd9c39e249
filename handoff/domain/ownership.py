"""Who may hold a conversation: what follows when it is taken, given, let go, lost or settled.

Every rule here ends in at most one owner. `decisions.decide` is the door; these are its rules for agents.
"""

from handoff.domain.commands import (
    AgentRef,
    Assign,
    Claim,
    Command,
    ExpireLease,
    Release,
    Resolve,
    ReturnToBot,
    TakeOver,
    Transfer,
)
from handoff.domain.conversation import Conversation, Status, message_id_at
from handoff.domain.events import (
    AgentAssigned,
    ConversationResolved,
    Event,
    MessagePosted,
    NotePosted,
    ReturnedToBot,
    ReturnedToQueue,
)
from handoff.domain.refusals import AlreadyAssigned, NotOwner, TransitionNotAllowed

Events = tuple[Event, ...]

RETURNED_WORDS = "You are talking to the assistant again. You can ask for a person at any time."
LOST_WORDS = "The person who was helping you lost the connection. Somebody else will go on from here."
HOUSE = AgentRef("frontdesk", "Frontdesk")


def decide_ownership(conversation: Conversation, command: Command) -> Events | None:
    """Say what follows when a command moves the conversation between hands; None if it is no such command.

    Raises:
        Refusal: the words name the status or the owner.
    """
    match command:
        case Claim(agent=agent):
            return _claim(conversation, agent)
        case Assign(agent=agent, by=by):
            return _assign(conversation, agent, by)
        case TakeOver(agent=agent):
            return _take_over(conversation, agent)
        case ExpireLease():
            return _expire_lease(conversation, command)
        case _:
            return _let_go(conversation, command)


def require_owner(conversation: Conversation, agent: AgentRef) -> None:
    """Refuse whoever does not own the conversation, naming who does."""
    if conversation.agent is None:
        raise NotOwner(f"Nobody owns this conversation (it is {conversation.status}); claim it first.")
    if conversation.agent.id != agent.id:
        raise NotOwner(
            f"{conversation.agent.name} owns this conversation.", agent=conversation.agent.to_data()
        )


def _let_go(conversation: Conversation, command: Command) -> Events | None:
    match command:
        case Transfer():
            return _transfer(conversation, command)
        case Release(agent=agent):
            require_owner(conversation, agent)
            return (ReturnedToQueue(cause="released", former=agent.to_data()),)
        case ReturnToBot(agent=agent, flow=flow):
            _require_turn_of(conversation, agent)
            return (ReturnedToBot(flow=flow), _system_message(conversation, RETURNED_WORDS, offset=2))
        case Resolve(agent=agent):
            _require_turn_of(conversation, agent)
            return (ConversationResolved(),)
        case _:
            return None


def _claim(conversation: Conversation, agent: AgentRef) -> Events:
    _require_open(conversation)
    if conversation.agent and conversation.agent.id == agent.id:
        return ()
    _require_free(conversation)
    return (AgentAssigned(agent=agent.to_data()),)


def _assign(conversation: Conversation, agent: AgentRef, by: str) -> Events:
    _require_free(conversation)
    if conversation.status is not Status.QUEUED:
        raise TransitionNotAllowed(
            f"The conversation is {conversation.status}; only a waiting one is given away."
        )
    return (AgentAssigned(agent=agent.to_data(), cause="assigned", by=by),)


def _take_over(conversation: Conversation, agent: AgentRef) -> Events:
    owner = conversation.agent
    if owner is None or owner.id == agent.id:
        return _claim(conversation, agent)
    return (AgentAssigned(agent=agent.to_data(), cause="take_over", by=agent.name, former=owner.to_data()),)


def _expire_lease(conversation: Conversation, command: ExpireLease) -> Events:
    if conversation.agent is None or conversation.agent.id != command.agent.id:
        return ()
    name = conversation.agent.name
    note = NotePosted(
        note_id=message_id_at(conversation.id, conversation.last_seq + 2),
        agent=HOUSE.to_data(),
        text=f"{name} was not reachable for {command.silent_s} seconds, so the conversation waits again.",
    )
    return (
        ReturnedToQueue(cause="lease_expired", former=conversation.agent.to_data()),
        note,
        _system_message(conversation, LOST_WORDS, offset=3),
    )


def _transfer(conversation: Conversation, command: Transfer) -> Events:
    require_owner(conversation, command.agent)
    former = command.agent.to_data()
    if command.to_agent is not None:
        colleague = command.to_agent.to_data()
        return (AgentAssigned(agent=colleague, cause="transfer", by=command.agent.name, former=former),)
    if command.to_team is None:
        raise TransitionNotAllowed("A transfer needs a colleague or a team to go to.")
    return (ReturnedToQueue(cause="transfer", former=former, team=command.to_team),)


def _require_open(conversation: Conversation) -> None:
    if conversation.status is Status.RESOLVED:
        raise TransitionNotAllowed("The conversation is resolved; it opens again when the customer writes.")


def _require_free(conversation: Conversation) -> None:
    if conversation.agent is not None:
        raise AlreadyAssigned(
            f"{conversation.agent.name} already took this conversation.", agent=conversation.agent.to_data()
        )


def _require_turn_of(conversation: Conversation, agent: AgentRef) -> None:
    """Allow the owner, and any agent while the conversation only waits."""
    if conversation.status is not Status.QUEUED:
        require_owner(conversation, agent)


def _system_message(conversation: Conversation, text: str, *, offset: int) -> Event:
    message_id = message_id_at(conversation.id, conversation.last_seq + offset)
    return MessagePosted(message_id=message_id, author="system", text=text)
