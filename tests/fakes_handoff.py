"""Hand-written stand-ins for what the handoff package needs: stores in memory, a scripted bot, a clock."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import structlog

from bot.answering import Completing, already_complete
from bot.domain.turn import BotReply, Choice, DecisionKind, Evidence, Reason, Source, Turn, TurnSignals
from handoff.conversation.service import Result, SendKey, Service, Transaction
from handoff.conversation.turns import BotTurns
from handoff.conversation.visitors import Customer, Identity
from handoff.domain import commands as c
from handoff.domain.attachment import Attachment
from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation
from handoff.domain.events import MessagePosted, Recorded
from handoff.domain.refusals import AttachmentNotFound, ConversationNotFound
from handoff.errors import InvalidIdentity

ALICE = AgentRef("a1", "Alice")
NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PATIENCE_S = 5.0


@dataclass
class Clock:
    """Moves only when told, or by `step` with each look."""

    now: datetime = NINE
    step: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


def counter(prefix: str) -> Callable[[], str]:
    """Give prefix1, prefix2 and so on: ids and tokens without chance."""
    numbers = iter(range(1, 1_000_000))
    return lambda: f"{prefix}{next(numbers)}"


class MemoryConversations:
    """Conversations and their events, with one writer at a time and all-or-nothing writes."""

    def __init__(self, *conversations: Conversation) -> None:
        self.states = {conversation.id: conversation for conversation in conversations}
        self.logs: dict[str, list[Recorded]] = {conversation.id: [] for conversation in conversations}
        self.sent: dict[tuple[str, SendKey], Recorded] = {}
        self.newest: dict[str, str] = {c.customer_id: c.id for c in conversations}
        self.pages: dict[str, str | None] = {}
        self.files: dict[str, Attachment] = {}
        self._lock = asyncio.Lock()

    async def transact(self, work: Callable[[Transaction], Awaitable[Result]]) -> Result:
        async with self._lock:
            result = await work(self)
            # As a disk does, it takes its time; what was called for soon happens meanwhile.
            await asyncio.sleep(0)
            return result

    @property
    def writing(self) -> bool:
        """Say whether a transaction is open."""
        return self._lock.locked()

    async def load(self, conversation_id: str) -> Conversation:
        if conversation_id not in self.states:
            raise ConversationNotFound(f"There is no conversation {conversation_id}.")
        return self.states[conversation_id]

    async def find_sent(self, conversation_id: str, key: SendKey) -> Recorded | None:
        return self.sent.get((conversation_id, key))

    async def find_files(
        self, conversation_id: str, sender: str, ids: Sequence[str]
    ) -> tuple[Attachment, ...]:
        files = [self.files.get(one) for one in ids]
        own = [f for f in files if f and (f.conversation_id, f.sender) == (conversation_id, sender)]
        if len(own) < len(ids) or any(file.seq is not None for file in own):
            raise AttachmentNotFound("There is no such file.")
        return tuple(own)

    async def append(
        self, conversation: Conversation, recorded: Sequence[Recorded], key: SendKey | None
    ) -> None:
        self.states[conversation.id] = conversation
        self.logs[conversation.id].extend(recorded)
        for one in recorded:
            for file in getattr(one.event, "attachments", ()):
                self.files[file["id"]] = replace(self.files[file["id"]], seq=one.seq)
        if key is not None:
            self.sent[conversation.id, key] = recorded[0]

    async def find_or_create(
        self, conversation: Conversation, page_url: str | None, at: datetime
    ) -> Conversation:
        known = await self.latest_of(conversation.customer_id)
        if known is not None:
            return known
        self.states[conversation.id] = conversation
        self.logs[conversation.id] = []
        self.newest[conversation.customer_id] = conversation.id
        self.pages[conversation.id] = page_url
        return conversation

    async def latest_of(self, customer_id: str) -> Conversation | None:
        known = self.newest.get(customer_id)
        return self.states[known] if known else None

    async def owing_reply(self) -> tuple[Conversation, ...]:
        return tuple(conversation for conversation in self.states.values() if conversation.owed)

    async def events_after(self, conversation_id: str, after: int, limit: int | None) -> tuple[Recorded, ...]:
        return tuple(self.logs[conversation_id][after:])[:limit]

    def said(self, conversation_id: str, author: str) -> list[str]:
        """Give the words of one author, in order."""
        events = (recorded.event for recorded in self.logs[conversation_id])
        return [e.text for e in events if isinstance(e, MessagePosted) and e.author == author]

    def types(self, conversation_id: str) -> list[str]:
        """Give the types of all events, in order."""
        return [recorded.event.type for recorded in self.logs[conversation_id]]


def reply(
    text: str,
    decision: DecisionKind = "answer",
    reason: Reason | None = None,
    sources: tuple[Source, ...] = (),
    choices: tuple[Choice, ...] = (),
) -> BotReply:
    """Give a reply with the evidence that belongs to it."""
    evidence = Evidence(policy="test", turn=TurnSignals(text=text, decision=decision, reason=reason))
    return BotReply(decision, text, evidence, reason=reason, sources=sources, choices=choices)


@dataclass
class ScriptedBot:
    """Answers from a script, or echoes; waits at `gate` while that is closed, and fails at `broken` words."""

    script: Mapping[str, BotReply] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    thinking: asyncio.Event = field(default_factory=asyncio.Event)
    turns: list[Turn] = field(default_factory=list)
    picked: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def begin(self, turn: Turn) -> None:
        self.begun.append(turn.text)

    async def answer(self, turn: Turn, complete: Completing = already_complete) -> BotReply:
        self.turns.append(await complete(turn))
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        self.thinking.set()
        try:
            await self.gate.wait()
        finally:
            self.at_once -= 1
        if turn.text in self.broken:
            raise RuntimeError("the dialogue fell silent")
        return self.script.get(turn.text) or reply(f"You said: {turn.text}")

    async def pick(self, turn: Turn, choice_id: str) -> BotReply:
        self.picked.append(choice_id)
        return await self.answer(turn)

    async def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)


async def all_done(name: str) -> None:
    """Wait until no task of this name runs any more."""
    async with asyncio.timeout(PATIENCE_S):
        while tasks := [task for task in asyncio.all_tasks() if task.get_name() == name]:
            await asyncio.gather(*tasks, return_exceptions=True)


class Office:
    """One service over a store in memory, with a scripted bot behind it."""

    def __init__(self, bot: ScriptedBot, store: MemoryConversations | None = None) -> None:
        self.bot = bot
        self.store = store or MemoryConversations(Conversation("c1", "cu1"), Conversation("c2", "cu2"))
        self.service = Service(self.store, Clock(step=timedelta(seconds=1)), structlog.get_logger())
        self.turns = BotTurns(
            self.service, self.store, bot, bot.forget, "<p>{}</p>".format, "en", structlog.get_logger()
        )
        self.service.announce_to(self.turns.look_ahead)
        self.service.subscribe(self.turns.on_outcome)

    async def customer(self, text: str, conversation_id: str = "c1") -> None:
        client_id = f"{text}-{len(self.store.logs[conversation_id])}"
        command = c.PostCustomerMessage(conversation_id=conversation_id, client_id=client_id, text=text)
        await self.service.handle(command)

    async def agent(self, kind: type[c.AgentCommand]) -> None:
        await self.service.handle(kind(conversation_id="c1", agent=ALICE))


@asynccontextmanager
async def open_office(bot: ScriptedBot, store: MemoryConversations | None = None) -> AsyncIterator[Office]:
    """Open an office and stop its turns at the end."""
    office = Office(bot, store)
    try:
        yield office
    finally:
        await office.turns.close()


class PlainHasher:
    """A hash that hides nothing and costs nothing; keeps what it was asked to compare."""

    def __init__(self) -> None:
        self.compared: list[tuple[str, str]] = []

    def hash(self, password: str) -> str:
        return f"hashed:{password}"

    def verify(self, password_hash: str, password: str) -> bool:
        self.compared.append((password_hash, password))
        return password_hash == f"hashed:{password}"


class MemoryCustomers:
    """Customers and their tokens."""

    def __init__(self) -> None:
        self.known: dict[str, Customer] = {}
        self.by_subject: dict[str, str] = {}
        self.tokens: dict[str, tuple[str, datetime]] = {}

    async def add(self, customer: Customer, at: datetime) -> None:
        self.known[customer.id] = customer

    async def identify(self, identity: Identity, customer: Customer, at: datetime) -> Customer:
        customer_id = self.by_subject.setdefault(identity.subject, customer.id)
        verified = Customer(customer_id, identity.name or "Customer", identity.email, customer.locale, True)
        self.known[customer_id] = verified
        return verified

    async def open_token(self, token_digest: str, customer_id: str, expires_at: datetime) -> None:
        self.tokens[token_digest] = (customer_id, expires_at)

    async def find_token(self, token_digest: str, at: datetime) -> str | None:
        customer_id, expires_at = self.tokens.get(token_digest, (None, at))
        return customer_id if expires_at > at else None


class SpokenIdentities:
    """Takes `subject` or `subject:name` at its word, and refuses `forged`."""

    def verify(self, token: str) -> Identity:
        if token == "forged":
            raise InvalidIdentity("The identity token is not valid or has expired.")
        subject, _, name = token.partition(":")
        return Identity(subject, name or None, None)
