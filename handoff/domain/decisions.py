"""What follows from a command: the whole table of who may do what, in which status.

`decide` is pure and changes nothing; it returns the events that follow or raises a `Refusal`.
"""

from handoff.domain.commands import (
    AgentRef,
    Claim,
    Command,
    PickChoice,
    PostAgentMessage,
    PostBotReply,
    PostCustomerMessage,
    PostNote,
    RateAnswer,
    Release,
    RequestHandoff,
    Resolve,
    ReturnToBot,
    SubmitSurvey,
    Transfer,
)
from handoff.domain.conversation import Conversation, Status, message_id_at
from handoff.domain.events import (
    AgentAssigned,
    ConversationReopened,
    ConversationResolved,
    Event,
    HandoffRequested,
    MessagePosted,
    NotePosted,
    RatingGiven,
    ReturnedToBot,
    ReturnedToQueue,
    SurveySubmitted,
)
from handoff.domain.refusals import (
    AlreadyAssigned,
    ChoiceExpired,
    NotOwner,
    StaleReply,
    TransitionNotAllowed,
    UnknownMessage,
)

Events = tuple[Event, ...]

HANDOFF_WORDS = "A person will answer you here. Everything you wrote stays with the conversation."
RETURNED_WORDS = "You are talking to the assistant again. You can ask for a person at any time."


def decide(conversation: Conversation, command: Command) -> Events:
    """Say what follows from `command`, or refuse it; change nothing.

    Raises:
        Refusal: the subclass says why, its words name the status or the owner.
    """
    match command:
        case PostCustomerMessage():
            return _post_customer_message(conversation, command)
        case PickChoice():
            return _pick_choice(conversation, command)
        case PostBotReply():
            return _post_bot_reply(conversation, command)
        case RequestHandoff():
            return _request_handoff(conversation, command)
        case RateAnswer(message_id=message_id, helpful=helpful):
            _require_answer(conversation, message_id)
            return (RatingGiven(message_id=message_id, helpful=helpful),)
        case SubmitSurvey(csat=csat, ces=ces, nps=nps, comment=comment):
            return (SurveySubmitted(csat=csat, ces=ces, nps=nps, comment=comment),)
        case _:
            return _decide_for_agent(conversation, command)


def _decide_for_agent(conversation: Conversation, command: Command) -> Events:
    match command:
        case Claim(agent=agent):
            return _claim(conversation, agent)
        case PostAgentMessage(agent=agent):
            _require_owner(conversation, agent)
            return (_agent_message(conversation, command),)
        case PostNote():
            return (_note(conversation, command),)
        case Transfer(agent=agent, to_agent=to_agent):
            _require_owner(conversation, agent)
            return (AgentAssigned(agent=to_agent.to_data()),)
        case Release(agent=agent):
            _require_owner(conversation, agent)
            return (ReturnedToQueue(),)
        case ReturnToBot(agent=agent):
            _require_turn_of(conversation, agent)
            return (ReturnedToBot(), _system_message(conversation, RETURNED_WORDS, offset=2))
        case Resolve(agent=agent):
            _require_turn_of(conversation, agent)
            return (ConversationResolved(),)
        case _:
            raise TransitionNotAllowed(f"{type(command).__name__} is not a command of a conversation.")


def _post_customer_message(conversation: Conversation, command: PostCustomerMessage) -> Events:
    reopened = _reopen(conversation)
    message = MessagePosted(
        message_id=message_id_at(conversation.id, conversation.last_seq + len(reopened) + 1),
        author="customer",
        text=command.text,
        client_id=command.client_id,
        choice_id=command.choice_id,
    )
    return (*reopened, message)


def _pick_choice(conversation: Conversation, command: PickChoice) -> Events:
    label = (conversation.offered or {}).get(command.choice_id)
    if conversation.offered_by != command.message_id or label is None:
        raise ChoiceExpired("This choice is no longer open. Please write what you need instead.")
    return (
        MessagePosted(
            message_id=message_id_at(conversation.id, conversation.last_seq + 1),
            author="customer",
            text=label,
            client_id=f"pick:{command.message_id}",
            choice_id=command.choice_id,
        ),
    )


def _post_bot_reply(conversation: Conversation, command: PostBotReply) -> Events:
    stale = conversation.status is not Status.BOT or conversation.fence != command.fence
    if stale or command.in_reply_to not in conversation.owed:
        raise StaleReply(
            f"The reply was made under fencing number {command.fence}; the conversation is "
            f"{conversation.status} under {conversation.fence}."
        )
    message = MessagePosted(
        message_id=message_id_at(conversation.id, conversation.last_seq + 1),
        author="bot",
        text=command.text,
        html=command.html,
        sources=command.sources,
        choices=command.choices,
        in_reply_to=command.in_reply_to,
        evidence=None if command.escalation_reason else command.evidence,
    )
    if command.escalation_reason is None:
        return (message,)
    return (message, HandoffRequested(reason=command.escalation_reason, evidence=command.evidence))


def _request_handoff(conversation: Conversation, command: RequestHandoff) -> Events:
    if conversation.status in {Status.QUEUED, Status.ASSIGNED}:
        return ()
    reopened = _reopen(conversation)
    return (
        *reopened,
        HandoffRequested(reason=command.reason, evidence=command.evidence),
        _system_message(conversation, HANDOFF_WORDS, offset=len(reopened) + 2),
    )


def _claim(conversation: Conversation, agent: AgentRef) -> Events:
    if conversation.status is Status.RESOLVED:
        raise TransitionNotAllowed("The conversation is resolved; it opens again when the customer writes.")
    if conversation.agent == agent or (conversation.agent and conversation.agent.id == agent.id):
        return ()
    if conversation.agent is not None:
        raise AlreadyAssigned(
            f"{conversation.agent.name} already took this conversation.", agent=conversation.agent.to_data()
        )
    return (AgentAssigned(agent=agent.to_data()),)


def _agent_message(conversation: Conversation, command: PostAgentMessage) -> Event:
    return MessagePosted(
        message_id=message_id_at(conversation.id, conversation.last_seq + 1),
        author="agent",
        name=command.agent.name,
        text=command.text,
        client_id=command.client_id,
    )


def _note(conversation: Conversation, command: PostNote) -> Event:
    return NotePosted(
        note_id=message_id_at(conversation.id, conversation.last_seq + 1),
        agent=command.agent.to_data(),
        text=command.text,
        client_id=command.client_id,
    )


def _system_message(conversation: Conversation, text: str, *, offset: int) -> Event:
    message_id = message_id_at(conversation.id, conversation.last_seq + offset)
    return MessagePosted(message_id=message_id, author="system", text=text)


def _reopen(conversation: Conversation) -> Events:
    return (ConversationReopened(),) if conversation.status is Status.RESOLVED else ()


def _require_owner(conversation: Conversation, agent: AgentRef) -> None:
    if conversation.agent is None:
        raise NotOwner(f"Nobody owns this conversation (it is {conversation.status}); claim it first.")
    if conversation.agent.id != agent.id:
        raise NotOwner(
            f"{conversation.agent.name} owns this conversation.", agent=conversation.agent.to_data()
        )


def _require_turn_of(conversation: Conversation, agent: AgentRef) -> None:
    """Allow the owner, and any agent while the conversation only waits."""
    if conversation.status is not Status.QUEUED:
        _require_owner(conversation, agent)


def _require_answer(conversation: Conversation, message_id: str) -> None:
    if message_id not in conversation.ratable:
        raise UnknownMessage("Only one of the bot's recent answers can be rated.")
