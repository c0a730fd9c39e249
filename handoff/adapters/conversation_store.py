"""Conversations and their events in the database: the log, and the state folded from it, in one write."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.attachment_store import find_unsent, mark_sent
from handoff.adapters.conversation_rows import (
    conversation_columns,
    event_rows,
    read_conversation,
    read_recorded,
)
from handoff.adapters.sqlite_transaction import SqliteTransaction, at_once
from handoff.adapters.tables import Connections, conversations, customers, events
from handoff.adapters.team_tables import service_levels
from handoff.conversation.service import Result, SendKey, Transaction
from handoff.conversation.surroundings import Trace
from handoff.domain.attachment import Attachment
from handoff.domain.conversation import Conversation, Status
from handoff.domain.events import Recorded
from handoff.domain.refusals import ConversationNotFound
from handoff.domain.summary import summarise

PAGE = 500

_ID: sa.BindParameter[str] = sa.bindparam("id")
_EVENT, _LEVEL = events.c, service_levels.c
_STATE = sa.select(conversations).where(conversations.c.id == _ID)
_SEEN = sa.select(conversations.c.customer_seen, conversations.c.agent_seen).where(conversations.c.id == _ID)
_NEWEST = (
    sa.select(conversations)
    .where(conversations.c.customer_id == _ID)
    .order_by(conversations.c.created_at.desc())
    .limit(1)
)
_TRACES = (
    sa.select(
        _EVENT.seq,
        _EVENT.at,
        _EVENT.type,
        _EVENT.data["author"].as_string(),
        _EVENT.data["message_id"].as_string(),
        _EVENT.data["helpful"].as_boolean(),
    )
    .where(_EVENT.conversation_id == _ID, _EVENT.seq > sa.bindparam("after"))
    .order_by(_EVENT.seq)
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_LINES = sa.select(
    *(conversations, customers.c.name.label("customer_name"), customers.c.locale),
    *(_LEVEL.team_id, _LEVEL.target, _LEVEL.due_at, _LEVEL.state.label("standing")),
).select_from(conversations.join(customers).outerjoin(service_levels))
_LINE = _LINES.where(conversations.c.id == _ID)


@dataclass(frozen=True, slots=True)
class ConversationTransaction:
    """One open write transaction."""

    connection: AsyncConnection

    async def load(self, conversation_id: str) -> Conversation:
        """Give the current state under the write lock."""
        query = sa.select(conversations).where(conversations.c.id == conversation_id).with_for_update()
        return read_conversation((await self.connection.execute(query)).one_or_none(), conversation_id)

    async def find_sent(self, conversation_id: str, key: SendKey) -> Recorded | None:
        """Give the event an earlier send with this key made."""
        query = sa.select(events).where(
            events.c.conversation_id == conversation_id,
            events.c.sender == key.sender,
            events.c.client_id == key.client_id,
        )
        row = (await self.connection.execute(query)).one_or_none()
        return read_recorded(row) if row else None

    async def find_files(
        self, conversation_id: str, sender: str, ids: Sequence[str]
    ) -> tuple[Attachment, ...]:
        """Give files that the sender uploaded and has not sent, in this order."""
        return await find_unsent(self.connection, conversation_id, sender, ids)

    async def append(
        self, conversation: Conversation, recorded: Sequence[Recorded], key: SendKey | None
    ) -> None:
        """Store the events and the state after them."""
        await self.connection.execute(sa.insert(events), event_rows(recorded, key))
        update = (
            sa.update(conversations)
            .where(conversations.c.id == conversation.id)
            .values(**conversation_columns(conversation), updated_at=recorded[-1].at)
        )
        await self.connection.execute(update)
        await mark_sent(self.connection, recorded)


class SqlConversationStore:
    """Reads and writes conversations."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def transact(self, work: Callable[[Transaction], Awaitable[Result]]) -> Result:
        """Give the result of work in one write transaction: all of it is stored, or nothing."""
        if self._database.group is not None:
            return await self._database.group.run(lambda driver: at_once(work(SqliteTransaction(driver))))
        async with self._database.writing_beside() as connection:
            return await work(ConversationTransaction(connection))

    async def find_or_create(
        self, conversation: Conversation, page_url: str | None, at: datetime
    ) -> Conversation:
        """Give the customer's newest conversation; store this one if there is none, in the same step."""
        owner = sa.select(customers.c.id).where(customers.c.id == conversation.customer_id).with_for_update()
        async with self._database.writing_beside() as connection:
            await connection.execute(owner)
            row = (await connection.execute(_NEWEST, {"id": conversation.customer_id})).one_or_none()
            if row is not None:
                return read_conversation(row, row.id)
            await connection.execute(sa.insert(conversations).values(_first_row(conversation, page_url, at)))
        return conversation

    async def load(self, conversation_id: str) -> Conversation:
        """Give the current state, or raise ConversationNotFound."""
        return read_conversation(await self._one(_STATE, conversation_id), conversation_id)

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
            return tuple(read_recorded(row) for row in await connection.execute(query))

    async def traces(self, conversation_id: str, after: int, limit: int) -> tuple[Trace, ...]:
        """Give traces of the events behind the cursor `after`, in order, without their evidence."""
        asked = {"id": conversation_id, "after": after, "most": limit}
        return tuple(Trace(*row) for row in await self._database.few(_TRACES, asked))

    async def events_between(self, start: datetime, end: datetime) -> tuple[Recorded, ...]:
        """Give all events with start <= at < end, ordered by conversation and seq."""
        query = (
            sa.select(events)
            .where(events.c.at >= start, events.c.at < end)
            .order_by(events.c.conversation_id, events.c.seq)
        )
        async with self._database.reading() as connection:
            return tuple(read_recorded(row) for row in await connection.execute(query))

    async def summaries(
        self,
        statuses: Sequence[Status] | None = None,
        limit: int | None = 200,
        before: datetime | None = None,
    ) -> list[dict[str, Any]]:
        """Give the lines of the agents' lists, most recently changed first, or what changed `before`."""
        query = _LINES.order_by(conversations.c.updated_at.desc()).limit(limit)
        if before is not None:
            query = query.where(conversations.c.updated_at < before)
        if statuses is not None:
            query = query.where(conversations.c.status.in_([status.value for status in statuses]))
        async with self._database.reading() as connection:
            return [_summary(row) for row in await connection.execute(query)]

    async def summary(self, conversation_id: str) -> dict[str, Any]:
        """Give one conversation's line, or raise ConversationNotFound."""
        row = await self._one(_LINE, conversation_id)
        if row is None:
            raise ConversationNotFound(f"There is no conversation {conversation_id}.")
        return _summary(row)

    async def lines(self, conversation_ids: Iterable[str]) -> list[dict[str, Any]]:
        """Give the lines of these conversations, of those that there are."""
        query = _LINES.where(conversations.c.id.in_(sorted(conversation_ids)))
        async with self._database.reading() as connection:
            return [_summary(row) for row in await connection.execute(query)]

    async def seen(self, conversation_id: str) -> dict[str, int]:
        """Give the last seq that each side has seen."""
        row = await self._one(_SEEN, conversation_id)
        return {"customer": row.customer_seen, "agent": row.agent_seen} if row else {}

    async def see(self, conversation_id: str, side: Literal["customer", "agent"], seq: int) -> bool:
        """Store that one side has seen up to `seq`; False when that was known, or is not stored yet."""
        column = conversations.c[f"{side}_seen"]
        update = (
            sa.update(conversations)
            .where(conversations.c.id == conversation_id, column < seq, conversations.c.last_seq >= seq)
            .values({column.name: seq})
        )
        async with self._database.writing_beside() as connection:
            return bool((await connection.execute(update)).rowcount)

    async def waiting(self) -> tuple[Conversation, ...]:
        """Give all conversations in the queue, in no particular order."""
        return await self._select(conversations.c.status == Status.QUEUED.value)

    async def owing_reply(self) -> tuple[Conversation, ...]:
        """Give all conversations in which the bot still owes an answer."""
        return await self._select(conversations.c.owes_reply.is_(True))

    async def latest_of(self, customer_id: str) -> Conversation | None:
        """Give the customer's newest conversation."""
        row = await self._one(_NEWEST, customer_id)
        return read_conversation(row, row.id) if row else None

    async def _one(self, query: sa.Select[Any], key: str) -> sa.Row[Any] | None:
        return next(iter(await self._database.few(query, {"id": key})), None)

    async def _select(self, condition: sa.ColumnElement[bool]) -> tuple[Conversation, ...]:
        query = sa.select(conversations).where(condition)
        async with self._database.reading() as connection:
            return tuple(read_conversation(row, row.id) for row in await connection.execute(query))


def _first_row(conversation: Conversation, page_url: str | None, at: datetime) -> dict[str, Any]:
    return {
        **conversation_columns(conversation),
        "id": conversation.id,
        "customer_id": conversation.customer_id,
        "page_url": page_url,
        "created_at": at,
        "updated_at": at,
    }


def _summary(row: sa.Row[Any]) -> dict[str, Any]:
    promise = {"target": row.target, "due_at": row.due_at, "state": row.standing}
    sla = {**promise, "due_at": row.due_at.isoformat()} if row.target else None
    line = summarise(read_conversation(row, row.id), row.customer_name, row.updated_at, row.team_id, sla)
    return {**line, "language": row.locale.split("-")[0].lower() if row.locale else None}
