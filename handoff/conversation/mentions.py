"""Front door of mentions: in which notes somebody is named, and which of these they have not looked at yet.

What is kept only serves the badge and the list: the notes stand in the events, so a mention that was lost is
still there.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from handoff.conversation.service import Outcome
from handoff.domain.events import NotePosted

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Mention:
    """One note that names somebody: its place in a conversation."""

    conversation_id: str
    seq: int
    at: datetime

    def to_wire(self) -> dict[str, object]:
        """Give the mention as its reader's page receives it."""
        return {"conversation_id": self.conversation_id, "seq": self.seq, "at": self.at.isoformat()}


class MentionStore(Protocol):
    """Where mentions are kept."""

    async def add(self, mention: Mention, staff_ids: Collection[str]) -> None:
        """Keep that a note names these people."""

    async def unread(self, staff_id: str, most: int) -> tuple[Mention, ...]:
        """Give the newest mentions that somebody has not read, newest first."""

    async def newest(self, staff_id: str, most: int) -> tuple[Mention, ...]:
        """Give the newest mention of each conversation: those with unread ones first, then newest first."""

    async def read(self, staff_id: str, conversation_id: str, seq: int, at: datetime) -> None:
        """Keep that somebody has read a conversation up to `seq`."""


class Mentions:
    """Keeps who still has to look where; subscribe `on_outcome` to the service."""

    def __init__(self, store: MentionStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def on_outcome(self, outcome: Outcome) -> None:
        """Keep the mentions of notes that were just posted; nobody is called by their own note."""
        for recorded in outcome.events:
            match recorded.event:
                case NotePosted(mentions=named, agent=author) if named:
                    mention = Mention(recorded.conversation_id, recorded.seq, recorded.at)
                    await self._store.add(mention, set(named) - {author["id"]})

    async def unread(self, staff_id: str) -> tuple[Mention, ...]:
        """Give the mentions that somebody has not read, newest first."""
        return await self._store.unread(staff_id, MOST_SHOWN)

    async def newest(self, staff_id: str) -> tuple[Mention, ...]:
        """Give where somebody was named last, once a conversation: unread ones first, then newest first."""
        return await self._store.newest(staff_id, MOST_SHOWN)

    async def read(self, staff_id: str, conversation_id: str, seq: int) -> tuple[Mention, ...]:
        """Take note that somebody has read a conversation up to `seq`, and give what is left."""
        await self._store.read(staff_id, conversation_id, seq, self._clock())
        return await self.unread(staff_id)
