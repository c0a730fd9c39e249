"""What follows from what is done for who waits: a word, an address to answer to, a broken promise."""

from handoff.domain.commands import Command, LeaveContact, NoteServiceLevel, TellWaiting
from handoff.domain.conversation import Conversation, Status, message_id_at
from handoff.domain.events import ContactLeft, Event, MessagePosted, SlaBreached, SlaWarned

CONTACT_WORDS = "Thank you. We will answer here, and by e-mail to {email} when this page is closed."
WITH_PEOPLE = frozenset({Status.QUEUED, Status.ASSIGNED})


def decide_care(conversation: Conversation, command: Command) -> tuple[Event, ...] | None:
    """Say what follows; None if the command is none of these."""
    match command:
        case LeaveContact(email=email):
            return _leave_contact(conversation, email)
        case TellWaiting():
            return _tell(conversation, command)
        case NoteServiceLevel():
            return _note_level(conversation, command)
        case _:
            return None


def _leave_contact(conversation: Conversation, email: str) -> tuple[Event, ...]:
    if conversation.contact == email:
        return ()
    words = CONTACT_WORDS.format(email=email)
    message_id = message_id_at(conversation.id, conversation.last_seq + 2)
    return ContactLeft(email=email), MessagePosted(message_id=message_id, author="system", text=words)


def _tell(conversation: Conversation, command: TellWaiting) -> tuple[Event, ...]:
    """Somebody who took the conversation meanwhile has more to say than we."""
    if conversation.status is not Status.QUEUED:
        return ()
    message_id = message_id_at(conversation.id, conversation.last_seq + 1)
    return (MessagePosted(message_id=message_id, author="system", text=command.text, client_id=command.key),)


def _note_level(conversation: Conversation, command: NoteServiceLevel) -> tuple[Event, ...]:
    if conversation.status not in WITH_PEOPLE:
        return ()
    kind = SlaBreached if command.state == "breached" else SlaWarned
    if (conversation.promises or {}).get(command.target) == f"{kind.type} {command.due_at}":
        return ()
    return (kind(target=command.target, due_at=command.due_at),)
