"""Conversations and their events in the database: the log, and the state folded from it, in one write."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import Connections, conversations, customers, events
from handoff.domain.conversation import Conversation, Status
from handoff.domain.events import MessagePosted, NotePosted, Recorded, read_event
from handoff.domain.refusals import ConversationNotFound
from handoff.domain.summary import state_from_data, state_to_data, summarise
from handoff.service import SendKey

PAGE = 500


@dataclass(frozen=True, slots=True)
class ConversationTransaction:
    """One open write transaction."""

    connection: AsyncConnection

    async def load(self, conversation_id: str) -> Conversation:
        """Give the current state under the write lock."""
        query = sa.select(conversations).where(conversations.c.id == conversation_id).with_for_update()
        return _conversation((await self.connection.execute(query)).one_or_none(), conversation_id)

    async def find_sent(self, conversation_id: str, key: SendKey) -> Recorded | None:
        """Give the event an earlier send with this key made."""
        query = sa.select(events).where(
            events.c.conversation_id == conversation_id,
            events.c.sender == key.sender,
            events.c.client_id == key.client_id,
        )
        row = (await self.connection.execute(query)).one_or_none()
        return _recorded(row) if row else None

    async def append(
        self, conversation: Conversation, recorded: Sequence[Recorded], key: SendKey | None
    ) -> None:
        """Store the events and the state after them."""
        await self.connection.execute(sa.insert(events), _rows(recorded, key))
        update = (
            sa.update(conversations)
            .where(conversations.c.id == conversation.id)
            .values(**_columns(conversation), updated_at=recorded[-1].at)
        )
        await self.connection.execute(update)


class SqlConversationStore:
    """Reads and writes conversations."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[ConversationTransaction]:
        """Open a write transaction: all of it is stored, or nothing."""
        async with self._database.writing() as connection:
            yield ConversationTransaction(connection)

    async def find_or_create(
        self, conversation: Conversation, page_url: str | None, at: datetime
    ) -> Conversation:
        """Give the customer's newest conversation; store this one if there is none, in the same step."""
        owner = sa.select(customers.c.id).where(customers.c.id == conversation.customer_id).with_for_update()
        async with self._database.writing() as connection:
            await connection.execute(owner)
            row = (await connection.execute(_newest_of(conversation.customer_id))).one_or_none()
            if row is not None:
                return _conversation(row, row.id)
            await connection.execute(sa.insert(conversations).values(_first_row(conversation, page_url, at)))
        return conversation

    async def load(self, conversation_id: str) -> Conversation:
        """Give the current state, or raise ConversationNotFound."""
        query = sa.select(conversations).where(conversations.c.id == conversation_id)
        async with self._database.reading() as connection:
            return _conversation((await connection.execute(query)).one_or_none(), conversation_id)

    async def events_after(
        self, conversation_id: str, after: int, limit: int | None = PAGE
    ) -> tuple[Recorded, ...]:
        """Give the events behind the cursor `after`, in order; at most `limit` of them."""
        query = (
            sa.select(events)
            .where(events.c.conversation_id == conversation_id, events.c.seq > after)
            .order_by(events.c.seq)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(_recorded(row) for row in await connection.execute(query))

    async def events_between(self, start: datetime, end: datetime) -> tuple[Recorded, ...]:
        """Give all events with start <= at < end, ordered by conversation and seq."""
        query = (
            sa.select(events)
            .where(events.c.at >= start, events.c.at < end)
            .order_by(events.c.conversation_id, events.c.seq)
        )
        async with self._database.reading() as connection:
            return tuple(_recorded(row) for row in await connection.execute(query))

    async def summaries(
        self, statuses: Sequence[Status] | None = None, limit: int | None = 200
    ) -> list[dict[str, Any]]:
        """Give the lines of the agents' lists, most recently changed first."""
        query = _summary_query().order_by(conversations.c.updated_at.desc()).limit(limit)
        if statuses is not None:
            query = query.where(conversations.c.status.in_([status.value for status in statuses]))
        async with self._database.reading() as connection:
            return [_summary(row) for row in await connection.execute(query)]

    async def summary(self, conversation_id: str) -> dict[str, Any]:
        """Give one conversation's line, or raise ConversationNotFound."""
        query = _summary_query().where(conversations.c.id == conversation_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            raise ConversationNotFound(f"There is no conversation {conversation_id}.")
        return _summary(row)

    async def waiting(self) -> tuple[Conversation, ...]:
        """Give all conversations in the queue, in no particular order."""
        return await self._select(conversations.c.status == Status.QUEUED.value)

    async def owing_reply(self) -> tuple[Conversation, ...]:
        """Give all conversations in which the bot still owes an answer."""
        return await self._select(conversations.c.owes_reply.is_(True))

    async def latest_of(self, customer_id: str) -> Conversation | None:
        """Give the customer's newest conversation."""
        async with self._database.reading() as connection:
            row = (await connection.execute(_newest_of(customer_id))).one_or_none()
        return _conversation(row, row.id) if row else None

    async def _select(self, condition: sa.ColumnElement[bool]) -> tuple[Conversation, ...]:
        query = sa.select(conversations).where(condition)
        async with self._database.reading() as connection:
            return tuple(_conversation(row, row.id) for row in await connection.execute(query))


def _newest_of(customer_id: str) -> sa.Select[Any]:
    owned = sa.select(conversations).where(conversations.c.customer_id == customer_id)
    return owned.order_by(conversations.c.created_at.desc()).limit(1)


def _first_row(conversation: Conversation, page_url: str | None, at: datetime) -> dict[str, Any]:
    return {
        **_columns(conversation),
        "id": conversation.id,
        "customer_id": conversation.customer_id,
        "page_url": page_url,
        "created_at": at,
        "updated_at": at,
    }


def _summary_query() -> sa.Select[Any]:
    return sa.select(conversations, customers.c.name.label("customer_name")).join(customers)


def _summary(row: sa.Row[Any]) -> dict[str, Any]:
    return summarise(_conversation(row, row.id), row.customer_name, row.updated_at)


def _columns(conversation: Conversation) -> dict[str, Any]:
    return {
        "status": conversation.status.value,
        "owes_reply": bool(conversation.owed),
        "agent_id": conversation.agent.id if conversation.agent else None,
        "last_seq": conversation.last_seq,
        "state": state_to_data(conversation),
    }


def _conversation(row: sa.Row[Any] | None, conversation_id: str) -> Conversation:
    if row is None:
        raise ConversationNotFound(f"There is no conversation {conversation_id}.")
    return state_from_data(row.id, row.customer_id, row.state)


def _rows(recorded: Sequence[Recorded], key: SendKey | None) -> list[dict[str, Any]]:
    return [
        {
            "conversation_id": r.conversation_id,
            "seq": r.seq,
            "type": r.event.type,
            "at": r.at,
            "sender": key.sender if key and _carries(r, key) else None,
            "client_id": key.client_id if key and _carries(r, key) else None,
            "data": r.event.to_data(),
        }
        for r in recorded
    ]


def _carries(recorded: Recorded, key: SendKey) -> bool:
    event = recorded.event
    if isinstance(event, MessagePosted):
        return key.client_id in {event.client_id, event.in_reply_to}
    return isinstance(event, NotePosted) and event.client_id == key.client_id


def _recorded(row: sa.Row[Any]) -> Recorded:
    return Recorded(row.conversation_id, row.seq, row.at, read_event(row.type, row.data))
