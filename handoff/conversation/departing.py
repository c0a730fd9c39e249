"""What somebody was talking about when they may not talk to customers any more: it waits for a colleague."""

from collections.abc import Sequence
from typing import Any, Protocol

from handoff.conversation.service import Outcome
from handoff.domain.commands import AgentRef, Command, Release
from handoff.domain.conversation import Status
from handoff.domain.refusals import Refusal
from handoff.domain.rights import Staff


class Conversations(Protocol):
    """Where conversations are listed."""

    async def summaries(
        self, statuses: Sequence[Status] | None = None, limit: int | None = 200
    ) -> list[dict[str, Any]]:
        """Give the lines of conversations in these states."""


class Handler(Protocol):
    """What handles commands."""

    async def handle(self, command: Command) -> Outcome:
        """Decide, store and tell."""


class Departing:
    """Gives conversations back to the queue."""

    def __init__(self, conversations: Conversations, service: Handler) -> None:
        self._conversations = conversations
        self._service = service

    async def give_back(self, person: Staff) -> int:
        """Put every conversation of this person back into the queue and say how many there were."""
        agent = AgentRef(person.id, person.name)
        assigned = await self._conversations.summaries((Status.ASSIGNED,), None)
        theirs = [line["conversation_id"] for line in assigned if line["agent"]["id"] == person.id]
        return sum([await self._release(conversation_id, agent) for conversation_id in theirs])

    async def _release(self, conversation_id: str, agent: AgentRef) -> bool:
        try:
            await self._service.handle(Release(conversation_id=conversation_id, agent=agent))
        except Refusal:
            # Somebody took it over or settled it in the meantime, so there is nothing left to give back.
            return False
        return True
