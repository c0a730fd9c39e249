"""What leaves over the sockets besides events: acknowledgements, and signals that are told once."""

from typing import Literal, NotRequired, TypedDict

from handoff.domain.shapes import Author, Person

Status = Literal["bot", "queued", "assigned", "resolved"]
Promise = Literal["ok", "warned", "breached"]


class Envelope(TypedDict):
    """An event at its place in a conversation; each type of event has its own `data`."""

    conversation_id: str
    seq: int
    type: str
    at: str
    data: dict[str, object]


class EmptyAck(TypedDict):
    """It was done; there is nothing more to say."""


class CommandAck(TypedDict):
    """It was done, or had been before: `seq` is the event that answers it."""

    seq: int


class PostAck(TypedDict):
    """The words stand in the conversation."""

    seq: int
    message_id: str


class SeenCursors(TypedDict, total=False):
    """The last seq that each side has seen; none is 0."""

    customer: int
    agent: int


class SyncAck(TypedDict):
    """One page of the events behind the cursor; ask again while they end before `last_seq`."""

    events: list[Envelope]
    last_seq: int
    epoch: NotRequired[str]
    conversation_id: NotRequired[str]
    status: NotRequired[Status]
    seen: NotRequired[SeenCursors]


class CustomerLine(TypedDict):
    """The customer as lists show them."""

    id: str
    name: str | None


class LastMessage(TypedDict):
    """The newest message, shortened."""

    author: Author
    text: str
    at: str


class PromiseLine(TypedDict):
    """The most urgent promise that runs."""

    target: str
    due_at: str
    state: Promise


class Summary(TypedDict):
    """One conversation's line in the agents' lists."""

    conversation_id: str
    status: Status
    customer: CustomerLine
    agent: Person | None
    reason: str | None
    waiting_since: str | None
    last_message: LastMessage | None
    last_seq: int
    updated_at: str
    team: NotRequired[str | None]
    priority: NotRequired[int]
    tags: NotRequired[list[str]]
    fence: NotRequired[int]
    language: NotRequired[str | None]
    contact: NotRequired[str | None]
    sla: NotRequired[PromiseLine | None]


class OpenAck(SyncAck):
    """A conversation that an agent opened."""

    conversation: Summary


class QueueListAck(TypedDict):
    """The agents' lists: who waits, what is mine, what is with anybody, and what changed last."""

    waiting: list[Summary]
    own: list[Summary]
    all: list[Summary]
    assigned: NotRequired[list[Summary]]
    epoch: NotRequired[str]


class LostConversation(TypedDict):
    """A conversation that went back to the queue while its agent was away."""

    conversation_id: str
    customer: str | None
    at: str


class LeaseAck(TypedDict):
    """How long conversations stay without a sign of life, in seconds, and which were lost."""

    lease_s: float
    lost: list[LostConversation]


class OfferSignal(TypedDict):
    """An offer to this agent; one that is `over` is taken away again."""

    conversation_id: str
    expires_at: str
    over: NotRequired[str]


class OffersAck(TypedDict):
    """The offers that this agent can accept now."""

    offers: list[OfferSignal]


class ViewingSignal(TypedDict):
    """Who has a conversation on the screen right now."""

    conversation_id: str
    agents: list[Person]


class ViewingAck(TypedDict):
    """All conversations that somebody has on the screen."""

    viewing: list[ViewingSignal]


class TranscriptAck(TypedDict):
    """Where the transcript goes."""

    email: str


class MentionSignal(TypedDict):
    """A note names this agent."""

    conversation_id: str
    seq: int
    note_id: str
    by: Person
    text: str


class Mention(TypedDict):
    """Where a note names this agent."""

    conversation_id: str
    seq: int
    at: str


class MentionsAck(TypedDict):
    """The notes that name this agent and are unread, newest first."""

    mentions: list[Mention]


class MentionedAck(TypedDict):
    """Where this agent was named last, once a conversation, unread first; and the lines of these."""

    mentions: list[Mention]
    conversations: list[Summary]


class OwnershipSignal(TypedDict):
    """A conversation came to this agent or was taken from them."""

    conversation_id: str
    seq: int
    cause: Literal["assigned", "transfer", "take_over", "reopened", "lease_expired"]
    agent: Person | None
    by: str | None
    former: Person | None


class SeenSignal(TypedDict):
    """How far the other side has read."""

    conversation_id: str
    by: Literal["customer", "agent"]
    seq: int


class TypingSignal(TypedDict):
    """The other side is writing, or stopped."""

    conversation_id: str
    author: Author
    active: bool
    name: NotRequired[str | None]


class WaitEstimate(TypedDict):
    """Seconds within which half and nine tenths of such waits end."""

    p50: float
    p90: float


class QueueSignal(TypedDict):
    """The customer's place; `back_at` says when somebody is in again, `late` that nobody came in time."""

    position: int | None
    estimate_s: WaitEstimate | None
    open: NotRequired[bool]
    back_at: NotRequired[str | None]
    late: NotRequired[bool]
    leave_email: NotRequired[bool]
    email: NotRequired[str | None]


class Colleague(TypedDict):
    """An agent who is here."""

    id: str
    name: str
    status: Literal["online", "away"]
    capacity: int


class PresenceSignal(TypedDict):
    """The agents who are here."""

    agents: list[Colleague]


class RefusalError(TypedDict):
    """A stable code, and words that may be shown; some codes bring further fields."""

    code: str
    message: str


class Refusal(TypedDict):
    """What was asked was not done, and nothing was stored."""

    ok: Literal[False]
    error: RefusalError
