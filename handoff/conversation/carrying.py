"""Carries out, within a bot's turn, what the customer has just confirmed, and lets agents know of it.

Must never do a thing for a conversation that a person has taken over meanwhile, nor twice for one message.
"""

from typing import Protocol

from structlog.stdlib import BoundLogger

from bot.domain.directives import Perform
from bot.domain.performed import Performed, told
from bot.domain.turn import BotReply
from handoff.conversation.service import Service
from handoff.domain.commands import AgentRef, PostNote
from handoff.domain.conversation import Conversation, Status
from handoff.domain.refusals import StaleReply

BOT = AgentRef("bot", "Assistant")


class Performing(Protocol):
    """Who does what was confirmed."""

    async def perform(self, conversation_id: str, key: str, wanted: Perform) -> Performed:
        """Do it once for each key, and say what came of it."""


class Log(Protocol):
    """Where conversations are read."""

    async def load(self, conversation_id: str) -> Conversation:
        """Give the current state."""


class Carrying:
    """The step between the bot's decision and its reply."""

    def __init__(self, performing: Performing, log: Log, service: Service, logger: BoundLogger) -> None:
        self._performing = performing
        self._log = log
        self._service = service
        self._logger = logger

    async def carry_out(self, conversation: Conversation, message_id: str, reply: BotReply) -> BotReply:
        """Give the reply with what came of the confirmed job; a reply without a job stays as it is.

        Raises: StaleReply, if the right to speak has changed hands before anything was done.
        """
        if reply.perform is None:
            return reply
        now = await self._log.load(conversation.id)
        if now.status is not Status.BOT or now.fence != conversation.fence or message_id not in now.owed:
            raise StaleReply(f"{reply.perform.job} was not carried out: the conversation is {now.status}.")
        performed = await self._performing.perform(conversation.id, job_key(message_id), reply.perform)
        self._logger.info("job_performed", conversation_id=conversation.id, **_short(performed))
        return told(reply, performed)

    async def tell_agents(self, conversation_id: str, message_id: str, reply: BotReply | None) -> None:
        """Note for the agents what was done, because the reply that says so was refused."""
        if reply is None or reply.performed is None:
            return
        note = PostNote(
            conversation_id=conversation_id,
            agent=BOT,
            client_id=job_key(message_id),
            text=str(reply.performed["note"]),
        )
        await self._service.handle(note)


def job_key(message_id: str) -> str:
    """Name the job of one message; message ids begin with their conversation's."""
    return f"job:{message_id}"


def _short(performed: Performed) -> dict[str, str]:
    return {"job": performed.job, "outcome": performed.outcome}
