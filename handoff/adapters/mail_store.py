"""Outgoing mail in the database, and what customers have not seen yet."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import Connections, conversations, customers, events
from handoff.adapters.team_tables import mail_outbox, mail_threads
from handoff.domain.mail import Letter
from handoff.post.mailing import Unseen
from handoff.post.posting import Outgoing

MOST_UNSEEN = 1_000


class SqlMailStore:
    """Keeps mail until a mail server has taken it."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def unseen(self, since: datetime) -> tuple[Unseen, ...]:
        """Give what agents said or settled that customers have not seen and no mail has told."""
        mailed = sa.func.coalesce(mail_threads.c.mailed_seq, 0)
        said = sa.and_(events.c.type == "message_posted", events.c.sender.like("agent:%"))
        settled = events.c.type == "conversation_resolved"
        columns = events, conversations.c.state, customers.c.email
        source = (
            events.join(conversations)
            .join(customers)
            .outerjoin(mail_threads, mail_threads.c.conversation_id == conversations.c.id)
        )
        query = (
            sa.select(*columns)
            .select_from(source)
            .where(
                sa.or_(said, settled),
                events.c.at > since,
                events.c.seq > mailed,
                events.c.seq > conversations.c.customer_seen,
            )
            .order_by(events.c.conversation_id, events.c.seq)
            .limit(MOST_UNSEEN)
        )
        async with self._database.reading() as connection:
            return tuple(_unseen(row) for row in await connection.execute(query))

    async def add(self, letter: Letter, message: str, at: datetime, mailed_seq: int | None = None) -> bool:
        """Store a mail to be sent, and in the same step up to where the customer has been told."""
        known = sa.select(mail_outbox.c.id).where(mail_outbox.c.id == letter.id)
        async with self._database.writing() as connection:
            if mailed_seq is not None:
                await self._set_mailed(connection, letter.conversation_id, mailed_seq)
            if (await connection.execute(known)).first() is not None:
                return False
            await connection.execute(sa.insert(mail_outbox).values(_row(letter, message, at)))
        return True

    async def count(self, conversation_id: str, kind: str, since: datetime) -> int:
        """Count the mails of one kind since a moment."""
        query = sa.select(sa.func.count()).where(
            mail_outbox.c.conversation_id == conversation_id,
            mail_outbox.c.kind == kind,
            mail_outbox.c.created_at > since,
        )
        async with self._database.reading() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def email_of(self, customer_id: str) -> str | None:
        """Give the e-mail address the website vouched for."""
        query = sa.select(customers.c.email).where(customers.c.id == customer_id)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def was_taken(self, conversation_id: str, client_id: str) -> bool:
        """Say whether this incoming mail stands in the conversation already."""
        query = sa.select(events.c.seq).where(
            events.c.conversation_id == conversation_id,
            events.c.sender == "customer",
            events.c.client_id == client_id,
        )
        async with self._database.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def due(self, at: datetime, limit: int) -> tuple[Outgoing, ...]:
        """Give mails whose time has come, oldest first."""
        query = (
            sa.select(mail_outbox)
            .where(mail_outbox.c.next_at <= at)
            .order_by(mail_outbox.c.created_at, mail_outbox.c.id)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            return tuple(Outgoing(row.id, row.recipient, row.message, row.attempts) for row in rows)

    async def lease(self, mail_id: str, attempts: int, next_at: datetime) -> bool:
        """Count an attempt and put the next one off; False if somebody else did so first."""
        own = mail_outbox.c.id == mail_id, mail_outbox.c.attempts == attempts, mail_outbox.c.sent_at.is_(None)
        update = sa.update(mail_outbox).where(*own).values(attempts=attempts + 1, next_at=next_at)
        async with self._database.writing() as connection:
            return bool((await connection.execute(update)).rowcount)

    async def sent(self, mail_id: str, at: datetime) -> None:
        """Store that a mail server has taken the mail; its words are not kept twice."""
        await self._update(mail_id, sent_at=at, next_at=None, message="", failure=None)

    async def delayed(self, mail_id: str, next_at: datetime, why: str) -> None:
        """Store when the mail will be tried again, and why."""
        await self._update(mail_id, next_at=next_at, failure=why[:1000])

    async def given_up(self, mail_id: str, why: str) -> None:
        """Store that the mail will not be tried again."""
        await self._update(mail_id, next_at=None, failure=why[:1000], message="")

    async def _update(self, mail_id: str, **values: object) -> None:
        async with self._database.writing() as connection:
            await connection.execute(
                sa.update(mail_outbox).where(mail_outbox.c.id == mail_id).values(**values)
            )

    async def _set_mailed(self, connection: AsyncConnection, conversation_id: str, seq: int) -> None:
        own = mail_threads.c.conversation_id == conversation_id
        known = await connection.execute(sa.update(mail_threads).where(own).values(mailed_seq=seq))
        if not known.rowcount:
            row = {"conversation_id": conversation_id, "mailed_seq": seq}
            await connection.execute(sa.insert(mail_threads).values(row))


def _row(letter: Letter, message: str, at: datetime) -> dict[str, Any]:
    return {
        "id": letter.id,
        "conversation_id": letter.conversation_id,
        "kind": letter.kind,
        "recipient": letter.recipient,
        "message": message,
        "created_at": at,
        "next_at": at,
        "attempts": 0,
    }


def _unseen(row: sa.Row[Any]) -> Unseen:
    said = row.type == "message_posted"
    return Unseen(
        row.conversation_id,
        row.seq,
        row.at,
        row.data.get("name") if said else None,
        row.data["text"] if said else None,
        row.state.get("contact") or row.email,
        row.state.get("contact") is not None,
        tuple(row.data.get("attachments", ())) if said else (),
    )
