"""What the objects inside of events look like as JSON: the parts that several events share."""

from typing import Any, Literal, NotRequired, TypedDict

Author = Literal["customer", "bot", "agent", "system"]
Channel = Literal["widget", "mail"]


class Person(TypedDict):
    """A member of staff as a conversation knows them."""

    id: str
    name: str


class Source(TypedDict):
    """An article that an answer is taken from."""

    article_id: str
    title: str
    url: NotRequired[str]


class FileRef(TypedDict):
    """A file that a message carries: `size` in bytes, `type` as its content shows it."""

    id: str
    name: str
    size: int
    type: str


class Choice(TypedDict):
    """A button under a message of the bot."""

    id: str
    label: str


class Signal(TypedDict):
    """One measured reason for calling a person; it fires when `value` reaches `threshold`."""

    name: str
    value: float | str | bool | None
    threshold: float | None
    fired: bool


class EvidenceHit(TypedDict):
    """An article that was considered."""

    article_id: str
    title: str
    passage: str
    heading: NotRequired[str]
    score: float
    probability: float


class Entity(TypedDict):
    """A detail that was found in the customer's words."""

    entity: str
    value: Any


class Parse(TypedDict):
    """What the dialogue understood."""

    intent: str | None
    probability: float
    entities: NotRequired[list[Entity]]


class Sentiment(TypedDict):
    """How upset the customer sounds, 0 to 1, and the course over the conversation, oldest first."""

    negative: float
    curve: NotRequired[list[float]]
    lexicon_only: NotRequired[bool]


class Evidence(TypedDict, total=False):
    """Why the bot did what it did; reaches agents only. `facts` and `turn` serve to decide it again."""

    policy: str
    reason: str | None
    lines: list[str]
    signals: list[Signal]
    parse: Parse | None
    sentiment: Sentiment | None
    hits: list[EvidenceHit]
    summary: list[str]
    turn: dict[str, Any]
    facts: dict[str, Any]
    performed: dict[str, Any]
