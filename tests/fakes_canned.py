"""A hand-written stand-in for where canned replies are kept."""

from collections.abc import Sequence
from datetime import datetime

from handoff.conversation.canned import Canned


class MemoryCanned:
    """Replies in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, Canned] = {}

    async def of(self, owners: Sequence[str]) -> tuple[Canned, ...]:
        ours = [reply for reply in self.kept.values() if reply.owner in owners]
        return tuple(sorted(ours, key=lambda reply: (reply.shortcut, reply.owner)))

    async def get(self, reply_id: str) -> Canned | None:
        return self.kept.get(reply_id)

    async def add(self, reply: Canned, by: str, at: datetime) -> bool:
        return await self.change(reply, by, at)

    async def change(self, reply: Canned, by: str, at: datetime) -> bool:
        same = (reply.owner, reply.shortcut)
        if any((o.owner, o.shortcut) == same for o in self.kept.values() if o.id != reply.id):
            return False
        self.kept[reply.id] = reply
        return True

    async def remove(self, reply_id: str) -> None:
        del self.kept[reply_id]
