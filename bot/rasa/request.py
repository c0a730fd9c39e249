"""Read what the server posts to the channel, and make a customer's text harmless.

Standard library only. Must never guess: what is not as agreed is refused, with the reason.
"""

import json
from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Text, Union

TEXT_LIMIT = 4000
ID_LIMIT = 200
_FIELDS = {"conversation_id", "message_id", "text", "slots", "active_form"}


class InvalidPayload(ValueError):
    """The request's body is not as agreed."""


@dataclass(frozen=True)
class TurnRequest:
    """One customer message, and where the caller last saw the conversation's form."""

    conversation_id: Text
    message_id: Text
    text: Text
    slots: Mapping[Text, Any] = field(default_factory=dict)
    active_form: Optional[Text] = None


def read_turn(body: bytes) -> TurnRequest:
    """Read the body of a turn. Raises: InvalidPayload, naming the field."""
    payload = _read_object(body)
    unknown = sorted(set(payload) - _FIELDS)
    if unknown:
        raise InvalidPayload(f"unknown fields: {', '.join(unknown)}")
    slots = payload.get("slots") or {}
    if not isinstance(slots, dict):
        raise InvalidPayload("slots must be an object")
    form = payload.get("active_form")
    if form is not None and not isinstance(form, str):
        raise InvalidPayload("active_form must be a string")
    return TurnRequest(
        conversation_id=_words(payload, "conversation_id", ID_LIMIT),
        message_id=_words(payload, "message_id", ID_LIMIT),
        text=_words(payload, "text", TEXT_LIMIT),
        slots=slots,
        active_form=form,
    )


def read_conversation_id(body: bytes) -> Text:
    """Read the body that only names a conversation. Raises: InvalidPayload."""
    return _words(_read_object(body), "conversation_id", ID_LIMIT)


def neutral(text: Text) -> Text:
    """Return the text without the slashes in front, which Rasa would take for a chosen intent.

    Rasa strips white space of any kind and then looks for a slash; taking both away, however they are
    mixed, leaves the same words to be understood. A text of nothing else becomes a question mark.
    """
    while text[:1] == "/" or text[:1].isspace():
        text = text[1:]
    return text.rstrip() or "?"


def _read_object(body: bytes) -> Dict[Text, Any]:
    try:
        payload: Union[Dict[Text, Any], Any] = json.loads(body)
    except (UnicodeDecodeError, ValueError) as error:
        raise InvalidPayload("the body must be JSON") from error
    if not isinstance(payload, dict):
        raise InvalidPayload("the body must be a JSON object")
    return payload


def _words(payload: Mapping[Text, Any], name: Text, limit: int) -> Text:
    value = payload.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InvalidPayload(f"{name} must be a string that is not empty")
    if len(value) > limit:
        raise InvalidPayload(f"{name} has {len(value)} characters; at most {limit} are allowed")
    return value
