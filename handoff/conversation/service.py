"""Front door of every conversation: one command in, its events stored in one transaction, then told.

Nobody hears of an event before it is committed, and a resent command gives the first answer again.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from structlog.stdlib import BoundLogger

from handoff.domain.attachment import Attachment
from handoff.domain.commands import (
    AgentRef,
    Command,
    PickChoice,
    PostAgentMessage,
    PostBotReply,
    PostNote,
    TellWaiting,
)
from handoff.domain.commands import PostCustomerMessage as PostCustomer
from handoff.domain.conversation import Conversation, fold
from handoff.domain.decisions import decide
from handoff.domain.events import Event, MessagePosted, NotePosted, Recorded
from handoff.domain.masking import masked
from handoff.domain.refusals import ClientIdReused

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class SendKey:
    """What makes a resend recognisable: who sent it, and the id they gave it."""

    sender: str
    client_id: str


class Transaction(Protocol):
    """One write transaction over conversations."""

    async def load(self, conversation_id: str) -> Conversation:
        """Give the current state, or raise ConversationNotFound."""

    async def find_sent(self, conversation_id: str, key: SendKey) -> Recorded | None:
        """Give the event an earlier send with this key made."""

    async def find_files(
        self, conversation_id: str, sender: str, ids: Sequence[str]
    ) -> tuple[Attachment, ...]:
        """Give files that the sender uploaded and has not sent, in this order; else AttachmentNotFound."""

    async def append(
        self, conversation: Conversation, recorded: Sequence[Recorded], key: SendKey | None
    ) -> None:
        """Store new events, the state they lead to, and that their files are sent now."""


class ConversationStore(Protocol):
    """Where conversations are kept."""

    async def transact(self, work: Callable[[Transaction], Awaitable[Result]]) -> Result:
        """Give the result of work in one write transaction: all of it is stored, or nothing.

        The work waits for nothing but the transaction, and may be done some moments later.
        """


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command led to; `answer` is the event that its acknowledgement names."""

    conversation: Conversation
    events: tuple[Recorded, ...]
    answer: Recorded | None


Listener = Callable[[Outcome], Awaitable[None]]
Herald = Callable[[Outcome], None]
FindHeir = Callable[[Conversation, datetime], AgentRef | None]


def _nobody(_conversation: Conversation, _at: datetime) -> None:
    """Leave every reopened conversation to the bot."""


class Service:
    """Handles commands; listeners are the doorbells that ring after each commit.

    `find_heir` names the agent who gets a settled conversation back when its customer writes again.
    """

    def __init__(
        self,
        store: ConversationStore,
        clock: Callable[[], datetime],
        log: BoundLogger,
        find_heir: FindHeir = _nobody,
    ) -> None:
        self._store = store
        self._clock = clock
        self._log = log
        self._find_heir = find_heir
        self._listeners: list[Listener] = []
        self._heralds: list[Herald] = []
        self._untold: dict[str, deque[Outcome]] = {}

    def subscribe(self, listener: Listener) -> None:
        """Tell `listener` of every outcome that stored events."""
        self._listeners.append(listener)

    def announce_to(self, herald: Herald) -> None:
        """Show `herald` every outcome while it is being stored, to prepare only: it may come to nothing."""
        self._heralds.append(herald)

    async def handle(self, command: Command) -> Outcome:
        """Decide, store and tell; card numbers are taken out of the words before anything else.

        Raises:
            Refusal: nothing was stored.
        """
        outcome = await self._commit(masked(command))
        if outcome.events:
            await self._tell(outcome)
        return outcome

    async def _commit(self, command: Command) -> Outcome:
        return await self._store.transact(partial(self._decide, command))

    async def _decide(self, command: Command, transaction: Transaction) -> Outcome:
        key = send_key(command)
        conversation = await transaction.load(command.conversation_id)
        sent = await transaction.find_sent(conversation.id, key) if key and may_repeat(command) else None
        if sent is not None:
            return Outcome(conversation, (), _same_words(sent, command))
        command = await _with_files(transaction, command, key)
        at = self._clock()
        heir = self._find_heir(conversation, at)
        recorded = _record(conversation, decide(conversation, command, heir), at)
        if not recorded:
            return Outcome(conversation, (), None)
        after = fold(conversation, recorded)
        await transaction.append(after, recorded, key)
        outcome = Outcome(after, recorded, _answer(recorded))
        # Soon, not now: the disk is set to work first.
        for herald in self._heralds:
            asyncio.get_running_loop().call_soon(herald, outcome)
        return outcome

    async def _tell(self, outcome: Outcome) -> None:
        """Tell the outcomes of one conversation one after the other, in the order of their commits.

        Whoever comes while another is being told leaves theirs behind and need not wait, so a listener may
        handle commands itself.
        """
        conversation_id = outcome.conversation.id
        waiting = self._untold.get(conversation_id)
        if waiting is not None:
            waiting.append(outcome)
            return
        self._untold[conversation_id] = waiting = deque((outcome,))
        try:
            while waiting:
                await self._tell_listeners(waiting.popleft())
        finally:
            del self._untold[conversation_id]

    async def _tell_listeners(self, outcome: Outcome) -> None:
        for listener in self._listeners:
            try:
                await listener(outcome)
            except Exception:
                self._log.exception("listener_failed", conversation_id=outcome.conversation.id)


def send_key(command: Command) -> SendKey | None:
    """Give the key under which a resend of the command is recognised, if it has one."""
    match command:
        case PostCustomer(client_id=client_id):
            return SendKey("customer", client_id)
        case PickChoice(message_id=message_id):
            return SendKey("customer", f"pick:{message_id}")
        case PostAgentMessage(agent=agent, client_id=client_id) | PostNote(agent=agent, client_id=client_id):
            return SendKey(f"agent:{agent.id}", client_id)
        case PostBotReply(in_reply_to=in_reply_to):
            return SendKey("bot", in_reply_to)
        case TellWaiting(key=told):
            return SendKey("system", told)
        case _:
            return None


async def _with_files(transaction: Transaction, command: Command, key: SendKey | None) -> Command:
    """Find what is known of the files a message names; they must be its sender's own."""
    if key is None or not isinstance(command, PostCustomer | PostAgentMessage) or not command.attachments:
        return command
    found = await transaction.find_files(command.conversation_id, key.sender, command.attachments)
    return replace(command, files=tuple(one.to_data() for one in found))


def may_repeat(command: Command) -> bool:
    """Say whether a resend gets the first answer again; a bot's second reply is refused by what is owed."""
    return not isinstance(command, PostBotReply)


def _record(conversation: Conversation, events: Sequence[Event], at: datetime) -> tuple[Recorded, ...]:
    first = conversation.last_seq + 1
    return tuple(Recorded(conversation.id, first + i, at, event) for i, event in enumerate(events))


def _answer(recorded: Sequence[Recorded]) -> Recorded:
    messages = (r for r in recorded if isinstance(r.event, MessagePosted | NotePosted))
    return next(messages, recorded[0])


def _same_words(sent: Recorded, command: Command) -> Recorded:
    text = getattr(command, "text", None), tuple(getattr(command, "attachments", ()))
    files = tuple(one["id"] for one in getattr(sent.event, "attachments", ()))
    stored = getattr(sent.event, "text", None), files
    if isinstance(command, PostCustomer | PostAgentMessage | PostNote) and text != stored:
        raise ClientIdReused("This client_id was already used for other words.")
    return sent
