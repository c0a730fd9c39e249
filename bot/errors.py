"""What can go wrong in the bot, each with a stable code that other packages map to a reply."""

from typing import ClassVar


class BotError(Exception):
    """Root of the bot's errors; `code` is stable and safe to show to a client."""

    code: ClassVar[str] = "bot_error"


class DialogueUnavailable(BotError):
    """The dialogue process is down, starting, frozen, or answered something that is no turn."""

    code: ClassVar[str] = "dialogue_unavailable"


class InvalidDirective(BotError):
    """The dialogue answered with a directive that this version does not know."""

    code: ClassVar[str] = "invalid_directive"


class InvalidRecord(BotError):
    """A stored value (memory, evidence) does not have the shape that was written."""

    code: ClassVar[str] = "invalid_record"


class InvalidPolicy(BotError):
    """An escalation policy has an unknown field or a value out of its range."""

    code: ClassVar[str] = "invalid_policy"


class InvalidVoice(BotError):
    """The operator's words for the bot have an unknown occasion or placeholder, or are empty."""

    code: ClassVar[str] = "invalid_voice"


class InvalidModel(BotError):
    """A stored model is missing, damaged, or made for another encoder."""

    code: ClassVar[str] = "invalid_model"


class InvalidPhrasing(BotError):
    """A phrasing to teach is no plain line of text, or its intent is not known."""

    code: ClassVar[str] = "invalid_phrasing"


class InvalidChoice(BotError):
    """A customer picked a choice that the bot never offers."""

    code: ClassVar[str] = "invalid_choice"


class InvalidInput(BotError):
    """A line of an evaluation file does not have the documented shape."""

    code: ClassVar[str] = "invalid_input"
