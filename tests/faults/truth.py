"""What is really stored: read past the service, straight from its database."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.domain.conversation import Conversation, fold
from tests.faults.history import Line, line_of


def read_logs(path: Path) -> dict[str, list[Line]]:
    """Give the lines of all conversations, in the order of their numbers."""
    logs: dict[str, list[Line]] = {}
    query = "SELECT conversation_id, seq, type, data FROM events ORDER BY conversation_id, seq"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as connection:
        for conversation_id, seq, kind, data in connection.execute(query):
            line = line_of({"seq": seq, "type": kind, "data": json.loads(data)})
            logs.setdefault(conversation_id, []).append(line)
    return logs


async def read_states(path: Path, conversation_ids: list[str]) -> dict[str, tuple[object, object]]:
    """Give the stored state of each conversation beside the fold of its stored events."""
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    store = SqlConversationStore(database)
    try:
        states: dict[str, tuple[object, object]] = {}
        for name in conversation_ids:
            stored = await store.load(name)
            events = await store.events_after(name, 0, None)
            states[name] = stored, fold(Conversation(name, stored.customer_id), events)
        return states
    finally:
        await database.close()
