"""Bot turns: every customer message the bot owes an answer gets one, in order, one at a time.

What is owed stands in the conversation's state, so a turn lost with the process is taken up again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from structlog.stdlib import BoundLogger

from bot.answering import Completing
from bot.domain.turn import BotReply, Turn, TurnSignals
from handoff.conversation.carrying import Carrying, Performing
from handoff.conversation.service import Outcome, Service
from handoff.conversation.surroundings import Surroundings
from handoff.domain.commands import PostBotReply, RequestHandoff
from handoff.domain.conversation import Conversation, message_seq
from handoff.domain.events import MessagePosted, Recorded, ReturnedToBot
from handoff.domain.flows import opening_of
from handoff.domain.refusals import Refusal, StaleReply

FORGOTTEN_AFTER = frozenset({"returned_to_bot", "conversation_resolved"})


class Bot(Protocol):
    """Who answers."""

    def begin(self, turn: Turn) -> None:
        """Begin to read a message whose answer may be asked for in a moment."""

    async def answer(self, turn: Turn, complete: Completing) -> BotReply:
        """Reply to one customer message, finding out with `complete` what the turn does not say yet."""

    async def pick(self, turn: Turn, choice_id: str) -> BotReply:
        """Reply to a pressed button."""


class Log(Protocol):
    """Where conversations are read."""

    async def load(self, conversation_id: str) -> Conversation:
        """Give the current state."""

    async def owing_reply(self) -> tuple[Conversation, ...]:
        """Give all conversations in which the bot still owes an answer."""

    async def events_after(self, conversation_id: str, after: int, limit: int | None) -> tuple[Recorded, ...]:
        """Give the events behind the cursor `after`, in order."""


class BotTurns:
    """Runs the bot's turns; subscribe `on_outcome` to the service, and let it announce to `look_ahead`."""

    def __init__(
        self,
        service: Service,
        log: Log,
        bot: Bot,
        forget: Callable[[str], Awaitable[None]],
        render: Callable[[str], str],
        locale: str,
        logger: BoundLogger,
        performing: Performing | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self._service = service
        self._log = log
        self._bot = bot
        self._forget = forget
        self._render = render
        self._locale = locale
        self._logger = logger
        self._carrying = Carrying(performing, log, service, logger) if performing else None
        self._surroundings = surroundings
        self._running: dict[str, asyncio.Task[None]] = {}
        self._rung: set[str] = set()
        self._heard: dict[str, Outcome] = {}

    async def recover(self) -> None:
        """Take up every turn that an earlier process left open."""
        for conversation in await self._log.owing_reply():
            self._ring(conversation.id)

    async def on_outcome(self, outcome: Outcome) -> None:
        """Start a turn when one is owed; let the dialogue forget what has been handed over."""
        conversation = outcome.conversation
        # In this order: a flow the bot begins with on its return must not be forgotten again.
        if any(recorded.event.type in FORGOTTEN_AFTER for recorded in outcome.events):
            await self._forget(conversation.id)
        if conversation.owed:
            self._heard[conversation.id] = outcome
            self._ring(conversation.id)

    def look_ahead(self, outcome: Outcome) -> None:
        """Let the bot read a message while it is being stored, unless others are answered before it."""
        conversation, message = outcome.conversation, outcome.events[-1].event
        if conversation.id in self._running or not isinstance(message, MessagePosted):
            return
        if conversation.owed == (message.message_id,) and message.choice_id is None:
            self._bot.begin(self._turn(conversation, message))

    async def close(self) -> None:
        """Stop all turns; what is still owed stays owed in the database."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ring(self, conversation_id: str) -> None:
        self._rung.add(conversation_id)
        if conversation_id in self._running:
            return
        task = asyncio.create_task(self._run(conversation_id), name=f"turns:{conversation_id}")
        self._running[conversation_id] = task

    async def _run(self, conversation_id: str) -> None:
        try:
            while conversation_id in self._rung:
                self._rung.discard(conversation_id)
                await self._take_all(conversation_id)
        except Exception:
            self._logger.exception("turn_abandoned", conversation_id=conversation_id)
        finally:
            del self._running[conversation_id]
            self._heard.pop(conversation_id, None)

    async def _take_all(self, conversation_id: str) -> None:
        taken: set[str] = set()
        while True:
            # What was just told spares reading it again; if it is out of date, the reply is refused.
            heard = self._heard.pop(conversation_id, None)
            conversation = heard.conversation if heard else await self._log.load(conversation_id)
            message_id = conversation.owed[0] if conversation.owed else None
            if message_id is None or message_id in taken:
                return
            taken.add(message_id)
            await self._take(conversation, message_id, heard.events if heard else ())

    async def _take(self, conversation: Conversation, message_id: str, told: tuple[Recorded, ...]) -> None:
        reply: BotReply | None = None
        try:
            message = await self._message(conversation.id, message_id, told)
            reply = await self._reply(conversation, message)
            if self._carrying:
                reply = await self._carrying.carry_out(conversation, message_id, reply)
            await self._service.handle(_post(conversation, message_id, reply, self._render))
        except StaleReply as refusal:
            self._logger.info("late_reply_dropped", conversation_id=conversation.id, why=refusal.message)
            if self._carrying:
                await self._carrying.tell_agents(conversation.id, message_id, reply)
        except Exception as error:
            self._logger.exception("turn_failed", conversation_id=conversation.id)
            await self._call_person(conversation.id, message_id, error)
            if self._carrying:
                await self._carrying.tell_agents(conversation.id, message_id, reply)

    async def _message(
        self, conversation_id: str, message_id: str, told: tuple[Recorded, ...]
    ) -> MessagePosted:
        seq = message_seq(message_id)
        known = [recorded for recorded in told if recorded.seq == seq]
        (recorded,) = known or await self._log.events_after(conversation_id, seq - 1, 1)
        if isinstance(recorded.event, ReturnedToBot) and recorded.event.flow:
            words = opening_of(recorded.event.flow) or recorded.event.flow
            return MessagePosted(message_id=message_id, author="customer", text=words)
        if not isinstance(recorded.event, MessagePosted):
            raise TypeError(f"{message_id} is owed an answer but is a {recorded.event.type}")
        return recorded.event

    async def _reply(self, conversation: Conversation, message: MessagePosted) -> BotReply:
        async def look_around(turn: Turn) -> Turn:
            if self._surroundings is None:
                return turn
            return await self._surroundings.complete(conversation, turn)

        turn = self._turn(conversation, message)
        if message.choice_id is not None:
            return await self._bot.pick(await look_around(turn), message.choice_id)
        return await self._bot.answer(turn, look_around)

    def _turn(self, conversation: Conversation, message: MessagePosted) -> Turn:
        return Turn(
            conversation_id=conversation.id,
            message_id=message.message_id,
            text=message.text,
            locale=self._locale,
            memory=tuple(TurnSignals.from_dict(turn) for turn in conversation.memory),
            files=len(message.attachments),
        )

    async def _call_person(self, conversation_id: str, message_id: str, error: Exception) -> None:
        if message_id not in (await self._log.load(conversation_id)).owed:
            return
        lines = [f"The bot could not finish its turn ({type(error).__name__})."]
        evidence: dict[str, Any] = {"reason": "dialogue_unavailable", "lines": lines}
        command = RequestHandoff(
            conversation_id=conversation_id, reason="dialogue_unavailable", evidence=evidence
        )
        try:
            await self._service.handle(command)
        except Refusal as refusal:
            self._logger.warning("handoff_refused", conversation_id=conversation_id, why=refusal.message)


def _post(
    conversation: Conversation, message_id: str, reply: BotReply, render: Callable[[str], str]
) -> PostBotReply:
    return PostBotReply(
        conversation_id=conversation.id,
        fence=conversation.fence,
        in_reply_to=message_id,
        text=reply.text,
        html=render(reply.text),
        sources=tuple(
            {"article_id": s.article_id, "title": s.title, "url": f"/help/{s.article_id}"}
            for s in reply.sources
        ),
        choices=tuple({"id": choice.id, "label": choice.label} for choice in reply.choices),
        evidence={**reply.evidence.to_dict(), **({"performed": reply.performed} if reply.performed else {})},
        escalation_reason=reply.reason if reply.decision == "escalate" else None,
        team=reply.team,
        priority=reply.priority,
    )
