"""Forget one customer: every word of theirs and about them becomes a tombstone, files and tokens go.

The places of their events stay, so that no conversation has a hole; a new epoch tells every open page that
what it remembers is no longer true. The audit line says that it was done, never what was erased.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.attachment_store import forget_files
from handoff.adapters.audit_tables import write_entry
from handoff.adapters.database import Database, empty_journal, overwrite_what_is_freed
from handoff.adapters.line_store import forget_words
from handoff.adapters.question_tables import forget_questions
from handoff.adapters.tables import conversations, customers, events, installation, visitor_tokens
from handoff.adapters.team_tables import forget_desk
from handoff.domain.audit import COMMAND_LINE, Entry
from handoff.domain.conversation import Conversation, Status, fold
from handoff.domain.erasure import TOMBSTONE, erase
from handoff.domain.events import ConversationResolved, Recorded, read_event
from handoff.domain.summary import state_to_data
from handoff.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased."""

    conversations: int
    events: int


async def erase_customer(
    database: Database,
    customer_id: str,
    at: datetime,
    new_epoch: str,
    remove_file: Callable[[str], None],
) -> Erased:
    """Erase in one transaction, or raise InvalidInput when there is no such customer.

    `remove_file` deletes the content with a digest; it is asked when nothing but the commit is left to do.
    """
    async with database.writing() as connection:
        await overwrite_what_is_freed(connection)
        known = sa.select(customers.c.id).where(customers.c.id == customer_id)
        if (await connection.execute(known)).scalar_one_or_none() is None:
            raise InvalidInput(f"There is no customer {customer_id}.")
        mine = sa.select(conversations.c.id).where(conversations.c.customer_id == customer_id)
        conversation_ids = (await connection.execute(mine)).scalars().all()
        await forget_questions(connection, conversation_ids)
        await forget_desk(connection, conversation_ids)
        count = 0
        for conversation_id in conversation_ids:
            count += await _erase_conversation(connection, conversation_id, customer_id, at)
        await forget_words(connection)
        await connection.execute(sa.delete(visitor_tokens).where(visitor_tokens.c.customer_id == customer_id))
        nobody = {"name": TOMBSTONE, "email": None, "external_id": None, "locale": None, "attributes": None}
        await connection.execute(sa.update(customers).where(customers.c.id == customer_id).values(nobody))
        await set_epoch(connection, new_epoch)
        counts = {"conversations": len(conversation_ids), "events": count}
        await write_entry(connection, Entry(at, COMMAND_LINE, "customer_erased", customer_id, counts))
        await forget_files(connection, conversation_ids, remove_file)
    await empty_journal(database)
    return Erased(len(conversation_ids), count)


async def set_epoch(connection: AsyncConnection, epoch: str) -> None:
    """Say that the history is no longer the one that clients have seen."""
    await connection.execute(sa.delete(installation).where(installation.c.name == "epoch"))
    await connection.execute(sa.insert(installation).values(name="epoch", value=epoch))


def write_audit_line(data_dir: Path, customer_id: str, erased: Erased, at: datetime) -> None:
    """Add one line to the audit log: when, whom, how much."""
    path = data_dir / "log" / "audit.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {
        "at": at.isoformat(),
        "action": "erase",
        "customer_id": customer_id,
        "conversations": erased.conversations,
        "events": erased.events,
    }
    with path.open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")


async def _erase_conversation(
    connection: AsyncConnection, conversation_id: str, customer_id: str, at: datetime
) -> int:
    query = sa.select(events).where(events.c.conversation_id == conversation_id).order_by(events.c.seq)
    rows = (await connection.execute(query)).all()
    recorded = [
        Recorded(conversation_id, row.seq, row.at, erase(read_event(row.type, row.data))) for row in rows
    ]
    for one in recorded:
        place = sa.and_(events.c.conversation_id == conversation_id, events.c.seq == one.seq)
        await connection.execute(sa.update(events).where(place).values(data=one.event.to_data()))
    state = fold(Conversation(conversation_id, customer_id), recorded)
    if state.status is not Status.RESOLVED:
        # Nobody is left to talk to, so nobody may wait in the queue nor be owed an answer.
        closing = Recorded(conversation_id, state.last_seq + 1, at, ConversationResolved())
        await connection.execute(sa.insert(events).values(_row(closing)))
        state = fold(state, [closing])
    await _save_state(connection, state, at)
    return len(recorded)


def _row(recorded: Recorded) -> dict[str, object]:
    return {
        "conversation_id": recorded.conversation_id,
        "seq": recorded.seq,
        "type": recorded.event.type,
        "at": recorded.at,
        "data": recorded.event.to_data(),
    }


async def _save_state(connection: AsyncConnection, state: Conversation, at: datetime) -> None:
    values = {
        "status": state.status.value,
        "owes_reply": bool(state.owed),
        "agent_id": state.agent.id if state.agent else None,
        "last_seq": state.last_seq,
        "state": state_to_data(state),
        "page_url": None,
        "updated_at": at,
    }
    await connection.execute(sa.update(conversations).where(conversations.c.id == state.id).values(values))
