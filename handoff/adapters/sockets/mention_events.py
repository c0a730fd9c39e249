"""What an agent's page may emit about the notes that name the agent: ask which are unread, read them."""

from collections.abc import Mapping

from handoff.accounts import Staff
from handoff.adapters.sockets.gateway import Ack, SocketEvent
from handoff.mentions import Mentions
from handoff.wire import Nothing, ReadMentions


class MentionEvents:
    """The `mention:*` events of the `/agent` namespace."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions
        self.events: Mapping[str, SocketEvent] = {
            "mention:list": SocketEvent(Nothing, self._list),
            "mention:read": SocketEvent(ReadMentions, self._read),
        }

    async def _list(self, _sid: str, staff: Staff, _nothing: Nothing) -> Ack:
        return {"mentions": [one.to_wire() for one in await self._mentions.unread(staff.id)]}

    async def _read(self, _sid: str, staff: Staff, read: ReadMentions) -> Ack:
        left = await self._mentions.read(staff.id, read.conversation_id, read.seq)
        return {"mentions": [one.to_wire() for one in left]}
