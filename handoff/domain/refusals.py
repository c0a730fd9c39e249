"""Why a command was refused: each refusal has a stable code and words that are safe to show."""

from typing import ClassVar


class Refusal(Exception):
    """Base of all refusals; nothing was changed when one is raised."""

    code: ClassVar[str]

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class TransitionNotAllowed(Refusal):
    """The conversation's status does not allow the command."""

    code = "transition_not_allowed"


class AlreadyAssigned(Refusal):
    """Somebody else owns the conversation; the words name them."""

    code = "already_assigned"


class NotOwner(Refusal):
    """Only the agent who owns the conversation may do this."""

    code = "not_owner"


class StaleReply(Refusal):
    """The bot's reply was made before somebody else took over; it must never be shown."""

    code = "stale_reply"


class ClientIdReused(Refusal):
    """The same client id came with other words: two messages must not become one."""

    code = "client_id_reused"


class ChoiceExpired(Refusal):
    """The button belongs to a message that is no longer the bot's last one."""

    code = "choice_expired"


class UnknownMessage(Refusal):
    """The message does not exist or cannot be rated."""

    code = "unknown_message"


class ConversationNotFound(Refusal):
    """There is no such conversation, or it is not yours: the two look the same from outside."""

    code = "not_found"


class CannedNotFound(Refusal):
    """There is no such canned reply, or it is somebody else's own."""

    code = "canned_reply_not_found"


class ShortcutTaken(Refusal):
    """Another canned reply of the same owner has the shortcut."""

    code = "shortcut_taken"


class WebhookNotFound(Refusal):
    """There is no webhook with this id."""

    code = "webhook_not_found"


class DeliveryNotFound(Refusal):
    """This webhook has no delivery with this id."""

    code = "delivery_not_found"


class AttachmentNotFound(Refusal):
    """There is no such file, it is not yours to send, or it was sent or removed already."""

    code = "attachment_not_found"


class AttachmentRefused(Refusal):
    """The file is of no kind that is taken in, or it is empty."""

    code = "attachment_refused"


class TooManyAttachments(Refusal):
    """More files than one conversation may hold."""

    code = "too_many_attachments"
