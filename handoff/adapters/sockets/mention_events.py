"""What an agent's page may emit about the notes that name the agent: ask which and where, read them."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from handoff.adapters.sockets.gateway import Ack, SocketEvent
from handoff.contract.wire import Nothing, ReadMentions
from handoff.conversation.mentions import Mentions
from handoff.people.accounts import Staff


class Lines(Protocol):
    """Where the lines of the agents' lists are read."""

    async def lines(self, conversation_ids: Iterable[str]) -> list[dict[str, Any]]:
        """Give the lines of these conversations, of those that there are."""


class MentionEvents:
    """The `mention:*` events of the `/agent` namespace."""

    def __init__(self, mentions: Mentions, conversations: Lines) -> None:
        self._mentions = mentions
        self._conversations = conversations
        self.events: Mapping[str, SocketEvent] = {
            "mention:list": SocketEvent(Nothing, self._list),
            "mention:conversations": SocketEvent(Nothing, self._list_conversations),
            "mention:read": SocketEvent(ReadMentions, self._read),
        }

    async def _list(self, _sid: str, staff: Staff, _nothing: Nothing) -> Ack:
        return {"mentions": [one.to_wire() for one in await self._mentions.unread(staff.id)]}

    async def _list_conversations(self, _sid: str, staff: Staff, _nothing: Nothing) -> Ack:
        newest = await self._mentions.newest(staff.id)
        lines = await self._conversations.lines(one.conversation_id for one in newest)
        return {"mentions": [one.to_wire() for one in newest], "conversations": lines}

    async def _read(self, _sid: str, staff: Staff, read: ReadMentions) -> Ack:
        left = await self._mentions.read(staff.id, read.conversation_id, read.seq)
        return {"mentions": [one.to_wire() for one in left]}
