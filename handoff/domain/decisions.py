"""What follows from a command: the whole table of who may do what, in which status.

`decide` is pure and changes nothing; it returns the events that follow or raises a `Refusal`.
"""

from handoff.domain.care import decide_care
from handoff.domain.commands import (
    AgentRef,
    Command,
    PickChoice,
    PostAgentMessage,
    PostBotReply,
    PostCustomerMessage,
    PostNote,
    RateAnswer,
    ReportMissing,
    RequestHandoff,
    SubmitSurvey,
    Tag,
)
from handoff.domain.conversation import Conversation, Status, message_id_at
from handoff.domain.events import (
    AgentAssigned,
    AnswerMissing,
    ConversationReopened,
    ConversationTagged,
    Event,
    HandoffRequested,
    MessagePosted,
    NotePosted,
    RatingGiven,
    SurveySubmitted,
)
from handoff.domain.ownership import decide_ownership, require_owner
from handoff.domain.refusals import (
    ChoiceExpired,
    NotOwner,
    StaleReply,
    TransitionNotAllowed,
    UnknownMessage,
)

Events = tuple[Event, ...]

HANDOFF_WORDS = "A person will answer you here. Everything you wrote stays with the conversation."


def decide(conversation: Conversation, command: Command, heir: AgentRef | None = None) -> Events:
    """Say what follows from `command`, or refuse it; change nothing.

    `heir` is the agent to whom a settled conversation returns when the customer writes again.

    Raises:
        Refusal: the subclass says why, its words name the status or the owner.
    """
    match command:
        case PostCustomerMessage():
            return _post_customer_message(conversation, command, heir)
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
        case PostAgentMessage():
            return (_agent_message(conversation, command),)
        case PostNote():
            return (_note(conversation, command),)
        case Tag(agent=agent, tags=tags):
            new = tuple(dict.fromkeys(tags))
            return () if new == conversation.tags else (ConversationTagged(agent=agent.to_data(), tags=new),)
        case ReportMissing(agent=agent, message_id=message_id):
            _require_message(conversation, message_id)
            return (AnswerMissing(agent=agent.to_data(), message_id=message_id),)
        case _:
            moved = decide_ownership(conversation, command)
            cared = decide_care(conversation, command) if moved is None else moved
            if cared is None:
                raise TransitionNotAllowed(f"{type(command).__name__} is not a command of a conversation.")
            return cared


def _post_customer_message(
    conversation: Conversation, command: PostCustomerMessage, heir: AgentRef | None
) -> Events:
    reopened = _reopen(conversation)
    if reopened and heir is not None:
        reopened = (*reopened, AgentAssigned(agent=heir.to_data(), cause="reopened"))
    message = MessagePosted(
        message_id=message_id_at(conversation.id, conversation.last_seq + len(reopened) + 1),
        author="customer",
        text=command.text,
        client_id=command.client_id,
        choice_id=command.choice_id,
        channel=command.channel,
        attachments=command.files,
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
    return (message, _handoff(command.escalation_reason, command))


def _request_handoff(conversation: Conversation, command: RequestHandoff) -> Events:
    if conversation.status in {Status.QUEUED, Status.ASSIGNED}:
        return ()
    reopened = _reopen(conversation)
    return (
        *reopened,
        _handoff(command.reason, command),
        _system_message(conversation, HANDOFF_WORDS, offset=len(reopened) + 2),
    )


def _handoff(reason: str, command: PostBotReply | RequestHandoff) -> Event:
    return HandoffRequested(
        reason=reason, evidence=command.evidence, team=command.team, priority=command.priority
    )


def _agent_message(conversation: Conversation, command: PostAgentMessage) -> Event:
    require_owner(conversation, command.agent)
    if command.fence is not None and command.fence != conversation.fence:
        raise NotOwner(
            "The conversation went through other hands since you wrote this. Please read it first.",
            fence=conversation.fence,
        )
    return MessagePosted(
        message_id=message_id_at(conversation.id, conversation.last_seq + 1),
        author="agent",
        name=command.agent.name,
        text=command.text,
        client_id=command.client_id,
        channel=command.channel,
        attachments=command.files,
    )


def _note(conversation: Conversation, command: PostNote) -> Event:
    return NotePosted(
        note_id=message_id_at(conversation.id, conversation.last_seq + 1),
        agent=command.agent.to_data(),
        text=command.text,
        client_id=command.client_id,
        mentions=command.mentions,
    )


def _system_message(conversation: Conversation, text: str, *, offset: int) -> Event:
    message_id = message_id_at(conversation.id, conversation.last_seq + offset)
    return MessagePosted(message_id=message_id, author="system", text=text)


def _reopen(conversation: Conversation) -> Events:
    return (ConversationReopened(),) if conversation.status is Status.RESOLVED else ()


def _require_answer(conversation: Conversation, message_id: str) -> None:
    if message_id not in conversation.ratable:
        raise UnknownMessage("Only one of the bot's recent answers can be rated.")


def _require_message(conversation: Conversation, message_id: str) -> None:
    seq = message_id.removeprefix(f"{conversation.id}.")
    if not (seq.isdecimal() and 0 < int(seq) <= conversation.last_seq):
        raise UnknownMessage("There is no such message in this conversation.")
