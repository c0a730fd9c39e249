"""The write transaction of a conversation on SQLite: its few statements, without a thread between them."""

import json
import sqlite3
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from handoff.adapters.attachment_store import carried, in_order
from handoff.adapters.conversation_rows import conversation_columns, event_rows
from handoff.conversation.service import Result, SendKey
from handoff.domain.attachment import Attachment
from handoff.domain.conversation import Conversation
from handoff.domain.events import Recorded, read_event
from handoff.domain.refusals import ConversationNotFound
from handoff.domain.summary import state_from_data

_TIME = "%Y-%m-%d %H:%M:%S.%f"
_LOAD = "SELECT customer_id, state FROM conversations WHERE id = ?"
_SENT = """
SELECT seq, at, type, data FROM events WHERE conversation_id = ? AND sender = ? AND client_id = ?
"""
_ADD = """
INSERT INTO events (conversation_id, seq, type, at, sender, client_id, data)
VALUES (:conversation_id, :seq, :type, :at, :sender, :client_id, :data)
"""
_UNSENT = """
SELECT id, conversation_id, sender, client_id, name, size, type, digest, created_at FROM attachments
WHERE id = ? AND conversation_id = ? AND sender = ? AND seq IS NULL
"""
_MARK = "UPDATE attachments SET seq = ? WHERE id = ?"
_CHANGE = """
UPDATE conversations SET status = :status, owes_reply = :owes_reply, agent_id = :agent_id,
last_seq = :last_seq, state = :state, updated_at = :updated_at WHERE id = :id
"""


@dataclass(frozen=True, slots=True)
class SqliteTransaction:
    """One savepoint of a group; its statements never wait, as the group holds the write lock already."""

    connection: sqlite3.Connection

    async def load(self, conversation_id: str) -> Conversation:
        """Give the current state."""
        row = self.connection.execute(_LOAD, (conversation_id,)).fetchone()
        if row is None:
            raise ConversationNotFound(f"There is no conversation {conversation_id}.")
        return state_from_data(conversation_id, row[0], json.loads(row[1]))

    async def find_sent(self, conversation_id: str, key: SendKey) -> Recorded | None:
        """Give the event an earlier send with this key made."""
        row = self.connection.execute(_SENT, (conversation_id, key.sender, key.client_id)).fetchone()
        if row is None:
            return None
        seq, at, kind, data = row
        return Recorded(conversation_id, seq, _read_time(at), read_event(kind, json.loads(data)))

    async def find_files(
        self, conversation_id: str, sender: str, ids: Sequence[str]
    ) -> tuple[Attachment, ...]:
        """Give files that the sender uploaded and has not sent, in this order."""
        keys = ((one, conversation_id, sender) for one in ids)
        rows = (self.connection.execute(_UNSENT, key).fetchone() for key in keys)
        return in_order(ids, [Attachment(*_with_time(row)) for row in rows if row])

    async def append(
        self, conversation: Conversation, recorded: Sequence[Recorded], key: SendKey | None
    ) -> None:
        """Store the events and the state after them."""
        self.connection.executemany(_ADD, [_stored(row) for row in event_rows(recorded, key)])
        columns = {**conversation_columns(conversation), "id": conversation.id, "updated_at": recorded[-1].at}
        self.connection.execute(_CHANGE, _stored(columns))
        for seq, ids in carried(recorded):
            self.connection.executemany(_MARK, [(seq, one) for one in ids])


def at_once(work: Awaitable[Result]) -> Result:
    """Give the result of work that waits for nothing but such a transaction; raises what it raises."""
    running = work.__await__()
    try:
        next(running)
    except StopIteration as end:
        result: Result = end.value
        return result
    raise RuntimeError("work in a transaction may not wait for anything else")


def _with_time(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row[:-1], _read_time(row[-1]))


def _read_time(text: str) -> datetime:
    return datetime.strptime(text, _TIME).replace(tzinfo=UTC)


def _stored(row: dict[str, Any]) -> dict[str, Any]:
    """Give the values as the tables' types keep them in SQLite: times in UTC and JSON, both as text."""
    return {name: _stored_value(value) for name, value in row.items()}


def _stored_value(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime(_TIME)
    if isinstance(value, dict):
        return json.dumps(value)
    return value
