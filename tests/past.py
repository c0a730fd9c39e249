"""A past to look at again: varied conversations, held through the real service, the same every time."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog

from bot.answering import Answering
from bot.domain.directives import DialogueTurn, Json
from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlCustomerStore
from handoff.conversation.service import Service
from handoff.conversation.turns import BotTurns
from handoff.conversation.visitors import Customer
from handoff.domain import commands as c
from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation, Status
from tests.fakes_bot import understood
from tests.fakes_handoff import all_done

MOST_MESSAGES = 6
JONAS = AgentRef("a1", "Jonas")
TALK: Mapping[str, Sequence[str]] = {
    "greeting": ("hi", "hello there", "good morning"),
    "thanks": ("thanks", "thank you, that helped", "great, thanks a lot"),
    "affirm": ("yes", "yes please", "sure"),
    "deny": ("no", "no thanks", "nope"),
    "ask_person": ("can I talk to a person", "get me a human please"),
    "frustrated": ("this is so annoying", "what a joke of a service", "I am really fed up"),
    "leave_message": ("please take a message for the team",),
}
QUESTIONS = (
    "how do I return it",
    "how long does delivery take",
    "do you rent sat phones",
    "the tent",
    "where is order 48213? And how do I change the address? I was charged twice and nobody replied.",
    "my stove exploded and burned my hand",
    "that is not what I asked",
    "HOW LONG DOES DELIVERY TAKE???",
    "how long is the delivery time",
    "can I pay by invoice",
    "you are useless, this is the third time I write and still no answer!!",
    "is this jacket waterproof",
    "and what does it cost?",
    "my lawyer will write to you",
    "still nothing, I have been waiting for two weeks",
)


class KeywordDialogue:
    """Understands `TALK` word by word, and takes everything else for a question to the articles."""

    async def turn(
        self,
        conversation_id: str,
        message_id: str,
        text: str,
        *,
        slots: Mapping[str, Json] | None = None,
        active_form: str | None = None,
    ) -> DialogueTurn:
        intent = next((name for name, texts in TALK.items() if text in texts), "ask_article")
        return understood(intent)


@dataclass
class Past:
    """The real service over a real database; `minds` is the bot that answers."""

    database: Database
    mind: Answering
    clock: Callable[[], datetime]
    questions: Sequence[str] = QUESTIONS
    held: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = SqlConversationStore(self.database)
        self.service = Service(self.store, self.clock, structlog.get_logger())
        self.turns = BotTurns(self.service, self.store, self.mind, _forget, str, "en", structlog.get_logger())
        self.service.subscribe(self.turns.on_outcome)

    async def hold(self, count: int, first: int = 0) -> None:
        """Hold so many conversations, of one to six messages each, numbered from `first`."""
        chance = random.Random(20_261_122 + first)
        for number in range(first, first + count):
            conversation_id = f"past-{number:04}"
            await self._open(conversation_id)
            for _ in range(chance.randint(1, MOST_MESSAGES)):
                await self._say(conversation_id, chance)

    async def hold_one(self, conversation_id: str, *texts: str) -> None:
        """Hold one conversation of these messages."""
        await self._open(conversation_id)
        for text in texts:
            state = await self.store.load(conversation_id)
            await self._do(c.PostCustomerMessage, state, client_id=f"m{state.last_seq}", text=text)

    async def _open(self, conversation_id: str) -> None:
        customer = Customer(f"of-{conversation_id}", "Ann Lee")
        await SqlCustomerStore(self.database).add(customer, self.clock())
        await self.store.find_or_create(Conversation(conversation_id, customer.id), None, self.clock())
        self.held.append(conversation_id)

    async def _say(self, conversation_id: str, chance: random.Random) -> None:
        state = await self.store.load(conversation_id)
        if state.offered and state.offered_by and chance.random() < 0.4:
            choice = chance.choice(sorted(state.offered))
            await self._do(c.PickChoice, state, message_id=state.offered_by, choice_id=choice)
        else:
            words = self.questions if chance.random() < 0.65 else TALK[chance.choice(sorted(TALK))]
            client_id = f"m{state.last_seq}"
            await self._do(c.PostCustomerMessage, state, client_id=client_id, text=chance.choice(words))
        await self._help(conversation_id, chance)

    async def _help(self, conversation_id: str, chance: random.Random) -> None:
        """Let an agent take what waits, write a line, and give it back or settle it."""
        state = await self.store.load(conversation_id)
        if state.status is not Status.QUEUED or chance.random() < 0.2:
            return
        await self._do(c.Claim, state, agent=JONAS)
        await self._do(c.PostAgentMessage, state, agent=JONAS, client_id=f"a{state.last_seq}", text="Done.")
        ending = c.ReturnToBot if chance.random() < 0.5 else c.Resolve
        await self._do(ending, state, agent=JONAS)

    async def _do(self, kind: Any, state: Conversation, **fields: Any) -> None:
        await self.service.handle(kind(conversation_id=state.id, **fields))
        await all_done(f"turns:{state.id}")
        await asyncio.sleep(0)


async def _forget(_conversation_id: str) -> None:
    """The dialogue of the past keeps nothing."""
