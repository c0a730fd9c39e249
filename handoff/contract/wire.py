"""Every payload that comes in over sockets and HTTP, as a type; unknown fields are refused.

`read` turns a payload into its type or raises an error with a code; it never touches anything else.
"""

from typing import Annotated, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from handoff.domain.attachment import MOST_IN_MESSAGE
from handoff.errors import InvalidInput, TooLong

MAX_TEXT = 4_000
MAX_SEQ = 2**31 - 1
Id = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]


class Payload(BaseModel):
    """Base of all payloads."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @field_validator("*")
    @classmethod
    def without_nul(cls, value: object) -> object:
        """Refuse the one character that some databases cannot store."""
        if isinstance(value, str) and "\x00" in value:
            raise PydanticCustomError("nul_character", "The character NUL is not allowed")
        return value


class Words(Payload):
    """What a message says: words, files that were uploaded before, or both."""

    client_id: Id
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_TEXT)]
    attachments: list[Id] = Field(default_factory=list, max_length=MOST_IN_MESSAGE)

    @model_validator(mode="after")
    def not_empty(self) -> Self:
        """Refuse a message without anything in it, and one that names a file twice."""
        if not (self.text or self.attachments):
            raise PydanticCustomError("empty_message", "The text is empty and there is no file")
        if len(set(self.attachments)) < len(self.attachments):
            raise PydanticCustomError("repeated_file", "The attachments name one file twice")
        return self


class Nothing(Payload):
    """No fields at all."""


class CustomerMessage(Words):
    """`/customer` `message:post`."""


class Cursor(Payload):
    """`/customer` `sync`: the last seq the page has."""

    after: int = Field(default=0, ge=0, le=MAX_SEQ)


class Typing(Payload):
    """`/customer` `typing`."""

    active: bool


class Rating(Payload):
    """`/customer` `answer:rate`."""

    message_id: Id
    helpful: bool


class Pick(Payload):
    """`/customer` `choice:pick`."""

    message_id: Id
    choice_id: Id


class Survey(Payload):
    """`/customer` `survey:submit`."""

    csat: int = Field(ge=1, le=5)
    ces: int | None = Field(default=None, ge=1, le=7)
    nps: int | None = Field(default=None, ge=0, le=10)
    comment: Text | None = None


class Presence(Payload):
    """`/agent` `presence:set`."""

    status: str = Field(pattern="^(online|away)$")
    capacity: int = Field(default=5, ge=0, le=50)


class OfConversation(Payload):
    """Any `/agent` event that names a conversation and nothing else."""

    conversation_id: Id


class OpenConversation(OfConversation):
    """`/agent` `conversation:open`."""

    after: int = Field(default=0, ge=0, le=MAX_SEQ)


class AgentText(OfConversation, Words):
    """`/agent` `message:post`; `fence` is the number the page knew when the words were written."""

    fence: int | None = Field(default=None, ge=0, le=MAX_SEQ)


class NoteText(OfConversation):
    """`/agent` `note:post`; `mentions` are the ids of colleagues who are told of it."""

    client_id: Id
    text: Text
    mentions: list[Id] = Field(default_factory=list, max_length=20)


class Return(OfConversation):
    """`/agent` `conversation:return_to_bot`, at the beginning of `flow` if one is named."""

    flow: Id | None = None


class Tags(OfConversation):
    """`/agent` `conversation:tag`: exactly these from now on."""

    tags: list[Id] = Field(max_length=20)


class OfMessage(OfConversation):
    """`/agent` `answer:missing`: no article answers what the customer asked in this message."""

    message_id: Id


class Renewal(Payload):
    """`/agent` `lease:renew`; `told` are the lost conversations the page has shown."""

    told: list[Id] = Field(default_factory=list, max_length=100)


class Seen(Payload):
    """`/customer` `seen`: the last seq that was on the screen."""

    seq: int = Field(ge=1, le=MAX_SEQ)


class AgentSeen(OfConversation):
    """`/agent` `seen`."""

    seq: int = Field(ge=1, le=MAX_SEQ)


class ReadMentions(OfConversation):
    """`/agent` `mention:read`: the notes up to `seq` that name this agent were on the screen."""

    seq: int = Field(ge=1, le=MAX_SEQ)


class SentMessage(Words):
    """`POST /api/v1/conversations/{id}/messages`: `message:post` without a socket."""

    fence: int | None = Field(default=None, ge=0, le=MAX_SEQ)


class AgentTyping(OfConversation):
    """`/agent` `typing`."""

    active: bool


class Viewing(Payload):
    """`/agent` `viewing`: the conversation on the screen of this window, or none."""

    conversation_id: Id | None = None


class TransferTo(OfConversation):
    """`/agent` `conversation:transfer`: to one agent or to one team."""

    to_agent_id: Id | None = None
    to_team: Id | None = None


class SocketAuth(Payload):
    """What a page sends when it opens its socket."""

    token: str = Field(min_length=1, max_length=400)
    cursor: int | None = Field(default=None, ge=0, le=MAX_SEQ)


class NewVisitor(Payload):
    """`POST /api/v1/visitors`."""

    identity_token: str | None = Field(default=None, max_length=4_000)
    locale: str | None = Field(default=None, max_length=35)
    page_url: str | None = Field(default=None, max_length=2_000)


class Credentials(Payload):
    """`POST /api/v1/login`."""

    email: str = Field(min_length=1, max_length=320)
    password: str = Field(min_length=1, max_length=200)


class SearchQuery(Payload):
    """`POST /api/v1/search`."""

    query: Text
    limit: int = Field(default=10, ge=1, le=50)


class Question(Payload):
    """`POST /api/v1/answers/preview`."""

    text: Text


P = TypeVar("P", bound=Payload)


def read(payload_type: type[P], payload: object) -> P:
    """Read one payload, or raise TooLong or InvalidInput naming each wrong field."""
    try:
        return payload_type.model_validate(payload if payload is not None else {})
    except ValidationError as error:
        raise _refusal(error) from error


def _refusal(error: ValidationError) -> Exception:
    faults = error.errors(include_url=False, include_input=False)
    too_long = next((f for f in faults if f["type"] == "string_too_long" and f["loc"] == ("text",)), None)
    if too_long:
        return TooLong(f"A message may have at most {MAX_TEXT} characters.")
    words = "; ".join(f"{'.'.join(map(str, f['loc'])) or 'payload'}: {f['msg']}" for f in faults[:5])
    return InvalidInput(f"The payload does not fit: {words[:500]}")
