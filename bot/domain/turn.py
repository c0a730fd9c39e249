"""The values of one turn: what the customer wrote, what is remembered, what the bot replies, and why."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self, TypeAlias, cast, get_args

from bot.domain.caller import Caller
from bot.domain.desk import DeskState
from bot.domain.directives import Json, Parse, Perform
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
    "unsupported_language",
    "vip",
    "form_failed",
    "identity_failed",
    "commerce_unavailable",
    "attachment",
]

Wish: TypeAlias = Literal["search", "say", "person", "vent", "message"]
Advice: TypeAlias = Literal["answer", "clarify", "escalate"]

KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
REASONS: tuple[Reason, ...] = get_args(Reason)
BROKEN: tuple[Reason, ...] = ("identity_failed", "form_failed", "commerce_unavailable")
MEMORY_TURNS = 20
REMEMBERED_TEXT = 500
UNKNOWN_UNEASE = 0.5
"""Counts where the outlook could not be told: neither at ease nor alarmed."""
_LISTS = ("article_ids", "signs", "choices")


@dataclass(frozen=True, slots=True)
class TurnSignals:
    """What later turns need to know of an earlier one; the event log carries it as JSON.

    `negative` is the message's negativity, 0 to 1; `probability` that of the best article, if searched;
    `article_ids` were shown, and of an answer the passage under `heading`; `said` names the sentence that the
    bot used, so that it is not used again next, and `reply` holds the first and last words of all it said.
    `slots` and `active_form` are the dialogue's own state, so that a form goes on when the dialogue lost it.
    `signs` stood in its words (`signs.read`), `trouble` is how likely it reports some, `unease` how likely it
    shows a conversation going wrong, `alike` its highest cosine with a question before; `choices` are the
    labels that were offered, and `language` the one it was taken to be in.
    `settled_by` names the agent who had the conversation afterwards and gave it back.
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
    reply: str | None = None
    slots: Mapping[str, Json] = field(default_factory=dict)
    active_form: str | None = None
    signs: tuple[str, ...] = ()
    trouble: float = 0.0
    unease: float = UNKNOWN_UNEASE
    alike: float = 0.0
    choices: tuple[str, ...] = ()
    language: str | None = None
    settled_by: str | None = None

    @property
    def unsure(self) -> bool:
        """Whether the bot could not answer this turn."""
        return self.decision in ("clarify", "offer")

    def to_dict(self) -> dict[str, Json]:
        """The JSON form, read back by `from_dict`."""
        return cast(
            "dict[str, Json]",
            {
                **asdict(self),
                "slots": dict(self.slots),
                **{name: list(getattr(self, name)) for name in _LISTS},
            },
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
            **{
                **cast("dict[str, Any]", record),
                **{name: _strings(record.get(name, ())) for name in _LISTS},
            }
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One customer message to reply to; `memory` holds the earlier turns, oldest first, at most 20.

    `pause_s` are the seconds since the customer's message before (None: there is none, or not known);
    `rejected` how many of the bot's latest answers were rated as no help; `unsettled` how many earlier
    conversations of this customer ended without being settled; `files` how many came with the message.
    """

    conversation_id: str
    message_id: str
    text: str
    locale: str = "en"
    memory: tuple[TurnSignals, ...] = ()
    caller: Caller = field(default_factory=Caller)
    desk: DeskState = field(default_factory=DeskState)
    pause_s: float | None = None
    rejected: int = 0
    unsettled: int = 0
    files: int = 0


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
    """Why the bot replied as it did: shown to agents only, stored with the event, enough to replay.

    `facts` are those of the turn as `record` writes them; None when it was no turn of its own. `summary`
    tells the agent who takes over what happened so far.
    """

    policy: str
    turn: TurnSignals
    reason: Reason | None = None
    lines: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    parse: Parse | None = None
    sentiment: Sentiment = field(default_factory=lambda: Sentiment(0.0))
    hits: tuple[HitRecord, ...] = ()
    facts: Mapping[str, Json] | None = None
    summary: tuple[str, ...] = ()

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
            **({"facts": dict(self.facts)} if self.facts is not None else {}),
            **({"summary": list(self.summary)} if self.summary else {}),
        }
        return cast("dict[str, Json]", record)


@dataclass(frozen=True, slots=True)
class BotReply:
    """What the bot says next; `reason` is set when it offers or calls a person.

    `team` is the topic of the team that should answer and `priority` its place in the queue (0 as it comes).
    `perform` is a job that is to be done before the reply is sent, `performed` what came of it.
    """

    decision: DecisionKind
    text: str
    evidence: Evidence
    reason: Reason | None = None
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    team: str | None = None
    priority: int = 0
    perform: Perform | None = None
    performed: Mapping[str, Json] | None = None


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
    "reply": lambda value: isinstance(value, str | None),
    "settled_by": lambda value: isinstance(value, str | None),
    "slots": lambda value: isinstance(value, Mapping),
    "active_form": lambda value: isinstance(value, str | None),
    "signs": _is_strings,
    "trouble": lambda value: isinstance(value, int | float),
    "unease": lambda value: isinstance(value, int | float),
    "alike": lambda value: isinstance(value, int | float),
    "choices": _is_strings,
    "language": lambda value: isinstance(value, str | None),
}
