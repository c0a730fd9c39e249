"""The values of one turn: what the customer wrote, what is remembered, what the bot replies, and why."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self, TypeAlias, cast, get_args

from bot.domain.directives import Json, Parse
from bot.errors import InvalidRecord

DecisionKind: TypeAlias = Literal["say", "answer", "clarify", "offer", "escalate"]
Reason: TypeAlias = Literal[
    "customer_asked",
    "low_confidence",
    "negative_sentiment",
    "complex_matter",
    "risk_topic",
    "repeated_failure",
    "dialogue_unavailable",
    "retrieval_unavailable",
]

Wish: TypeAlias = Literal["search", "say", "person", "vent", "message"]
Advice: TypeAlias = Literal["answer", "clarify", "escalate"]

KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
REASONS: tuple[Reason, ...] = get_args(Reason)
MEMORY_TURNS = 20
REMEMBERED_TEXT = 500


@dataclass(frozen=True, slots=True)
class TurnSignals:
    """What later turns need to know of an earlier one; the event log carries it as JSON.

    `negative` is the message's negativity, 0 to 1; `probability` that of the best article, if searched;
    `article_ids` were shown, and of an answer the passage under `heading`; `said` names the sentence that the
    bot used, so that it is not used again next.
    `slots` and `active_form` are the dialogue's own state, so that a form goes on when the dialogue lost it.
    """

    text: str
    intent: str | None = None
    negative: float = 0.0
    decision: DecisionKind = "say"
    reason: Reason | None = None
    probability: float | None = None
    article_ids: tuple[str, ...] = ()
    heading: str | None = None
    said: str | None = None
    slots: Mapping[str, Json] = field(default_factory=dict)
    active_form: str | None = None

    @property
    def unsure(self) -> bool:
        """Whether the bot could not answer this turn."""
        return self.decision in ("clarify", "offer")

    def to_dict(self) -> dict[str, Json]:
        """The JSON form, read back by `from_dict`."""
        return cast(
            "dict[str, Json]",
            {**asdict(self), "article_ids": list(self.article_ids), "slots": dict(self.slots)},
        )

    @classmethod
    def from_dict(cls, record: Mapping[str, object]) -> Self:
        """Read the JSON form; absent fields take their defaults. Raises: InvalidRecord."""
        for name, value in record.items():
            if name not in _WELL_FORMED or not _WELL_FORMED[name](value):
                raise InvalidRecord(f"turn signals have no field {name!r} with value {value!r}")
        if "text" not in record:
            raise InvalidRecord("turn signals lack a text")
        return cls(
            **{**cast("dict[str, Any]", record), "article_ids": _strings(record.get("article_ids", ()))}
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One customer message to reply to; `memory` holds the earlier turns, oldest first, at most 20."""

    conversation_id: str
    message_id: str
    text: str
    locale: str = "en"
    memory: tuple[TurnSignals, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The article that an answer is taken from."""

    article_id: str
    title: str
    heading: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A button under a reply: `article:<article_id>`, `person` or `rephrase`."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One measured reason for or against escalation; it fires when `value` reaches `threshold`."""

    name: str
    value: float
    threshold: float
    fired: bool


@dataclass(frozen=True, slots=True)
class HitRecord:
    """An article that was considered; `passage` is the Markdown that would answer, under `heading`."""

    article_id: str
    title: str
    passage: str
    heading: str
    score: float
    probability: float


@dataclass(frozen=True, slots=True)
class Sentiment:
    """`negative` is this message's negativity; `curve` the course over the conversation, oldest first."""

    negative: float
    curve: tuple[float, ...] = ()
    lexicon_only: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why the bot replied as it did: shown to agents only, stored with the event, enough to replay."""

    policy: str
    turn: TurnSignals
    reason: Reason | None = None
    lines: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    parse: Parse | None = None
    sentiment: Sentiment = field(default_factory=lambda: Sentiment(0.0))
    hits: tuple[HitRecord, ...] = ()

    def to_dict(self) -> dict[str, Json]:
        """The JSON form that is stored in events."""
        record = {
            "policy": self.policy,
            "reason": self.reason,
            "lines": list(self.lines),
            "signals": [asdict(signal) for signal in self.signals],
            "parse": _parse_record(self.parse),
            "sentiment": {**asdict(self.sentiment), "curve": list(self.sentiment.curve)},
            "hits": [asdict(hit) for hit in self.hits],
            "turn": self.turn.to_dict(),
        }
        return cast("dict[str, Json]", record)


@dataclass(frozen=True, slots=True)
class BotReply:
    """What the bot says next; `reason` is set when it offers or calls a person."""

    decision: DecisionKind
    text: str
    evidence: Evidence
    reason: Reason | None = None
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()


def _parse_record(parse: Parse | None) -> dict[str, object] | None:
    if parse is None:
        return None
    entities = [{"entity": found.entity, "value": found.value} for found in parse.entities]
    return {"intent": parse.intent, "probability": parse.probability, "entities": entities}


def _is_strings(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _strings(value: object) -> tuple[str, ...]:
    return tuple(cast("list[str]", value))


_WELL_FORMED: Mapping[str, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str),
    "intent": lambda value: isinstance(value, str | None),
    "negative": lambda value: isinstance(value, int | float),
    "decision": lambda value: value in KINDS,
    "reason": lambda value: value is None or value in REASONS,
    "probability": lambda value: isinstance(value, int | float | None),
    "article_ids": _is_strings,
    "heading": lambda value: isinstance(value, str | None),
    "said": lambda value: isinstance(value, str | None),
    "slots": lambda value: isinstance(value, Mapping),
    "active_form": lambda value: isinstance(value, str | None),
}
