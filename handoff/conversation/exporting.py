"""Front door of the export: whole conversations as JSON, with every event and who the customer is."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Protocol

from handoff.domain.events import Recorded
from handoff.domain.visibility import for_agent


class Wholes(Protocol):
    """Where is found what is to be exported."""

    async def ids_between(self, start: datetime, end: datetime, after: str) -> tuple[str, ...]:
        """Give the next ids behind `after`, in order, where something happened in start <= at < end."""

    async def head(self, conversation_id: str) -> dict[str, Any]:
        """Give a conversation and its customer without the events, or raise ConversationNotFound."""


class Conversations(Protocol):
    """Where events are read."""

    async def events_after(
        self, conversation_id: str, after: int, limit: int | None = 500
    ) -> tuple[Recorded, ...]:
        """Give the events behind the cursor `after`, in order."""


class Exporting:
    """Writes conversations out, one at a time, however many there are."""

    def __init__(self, wholes: Wholes, conversations: Conversations) -> None:
        self._wholes = wholes
        self._conversations = conversations

    async def one(self, conversation_id: str) -> dict[str, Any]:
        """Give one conversation whole; raises ConversationNotFound."""
        head = await self._wholes.head(conversation_id)
        events = await self._conversations.events_after(conversation_id, 0, None)
        return {**head, "events": [for_agent(recorded) for recorded in events]}

    async def between(self, start: datetime, end: datetime) -> AsyncIterator[dict[str, Any]]:
        """Give every conversation in which something happened in start <= at < end, whole."""
        last = ""
        while found := await self._wholes.ids_between(start, end, last):
            for conversation_id in found:
                yield await self.one(conversation_id)
            last = found[-1]
