"""The calls that Rasa makes for custom actions, as values: what was heard, and what is answered.

Follows the interface of Rasa's action server (`next_action`, `sender_id`, `tracker` in; `events`, `responses`
out). rasa-sdk itself cannot be installed beside our libraries: it holds pydantic and websockets back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from bot.domain.directives import Json
from bot.errors import BotError

ACTION = "validate_flow_form"
REQUESTED = "requested_slot"

Event: TypeAlias = dict[str, Any]


class InvalidActionCall(BotError):
    """The request is not what Rasa sends for a custom action."""

    code: ClassVar[str] = "invalid_action_call"


@dataclass(frozen=True, slots=True)
class Heard:
    """The customer's message as the dialogue understood it, and where the form stands.

    `found` holds the details of the message by kind, first one first; `asked` is the open question, if any;
    `resumed` says that something else was said to this message already, so that it only is asked again.
    """

    conversation_id: str
    text: str
    intent: str | None = None
    probability: float = 0.0
    found: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slots: Mapping[str, Json] = field(default_factory=dict)
    asked: str | None = None
    resumed: bool = False

    def first(self, kind: str) -> str | None:
        """Give the first detail of a kind."""
        values = self.found.get(kind, ())
        return values[0] if values else None


@dataclass(frozen=True, slots=True)
class Utter:
    """One sentence of domain.yml by its name, with what fills its gaps, and the buttons below it."""

    response: str
    gaps: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give it as Rasa reads it; a button's payload is its label, as if the customer had typed it."""
        buttons = [{"title": label, "payload": label} for label in self.options]
        return {**self.gaps, "response": self.response, **({"buttons": buttons} if buttons else {})}


@dataclass(frozen=True, slots=True)
class Answer:
    """What Rasa is to remember and to say; `asked` None ends the form."""

    slots: Mapping[str, Json]
    asked: str | None
    utters: Sequence[Utter] = ()

    def to_json(self) -> dict[str, Any]:
        """Give it as Rasa reads it."""
        changed = {**self.slots, REQUESTED: self.asked}
        events: list[Event] = [{"event": "slot", "name": n, "value": v} for n, v in changed.items()]
        return {"events": events, "responses": [utter.to_json() for utter in self.utters]}


def read_call(payload: Mapping[str, Any]) -> Heard:
    """Read the body of a call for the action of the flows. Raises: InvalidActionCall."""
    if payload.get("next_action") != ACTION:
        raise InvalidActionCall(f"expected a call of {ACTION}")
    try:
        tracker = payload["tracker"]
        message, slots = tracker["latest_message"], dict(tracker["slots"])
        found = [(str(entity["entity"]), str(entity["value"])) for entity in message["entities"]]
        return Heard(
            conversation_id=str(payload["sender_id"]),
            text=str(message["text"] or ""),
            intent=message["intent"].get("name"),
            probability=float(message["intent"].get("confidence") or 0.0),
            found={kind: tuple(value for k, value in found if k == kind) for kind, _ in found},
            asked=slots.pop(REQUESTED, None),
            slots={name: value for name, value in slots.items() if value is not None},
            resumed=_has_spoken(tracker.get("events") or ()),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidActionCall(f"the tracker cannot be read: {error!r}") from error


def _has_spoken(events: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether the bot has said something since the customer's last message."""
    for event in reversed(events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot":
            return True
    return False
