"""Staff sessions in the database, by the digests of their tokens."""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa

from handoff.adapters.audit_tables import write_entry
from handoff.adapters.staff_rows import read_staff
from handoff.adapters.tables import Connections, staff, staff_sessions
from handoff.domain.audit import Entry
from handoff.domain.rights import Staff
from handoff.people.sessions import BROWSER, Origin, Session


class SqlSessionStore:
    """Keeps sessions of browsers and programs, socket tokens and half-done sign-ins."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def open(self, session: Session, entry: Entry | None) -> None:
        """Store a session, and its line in the audit log."""
        async with self._database.writing() as connection:
            await connection.execute(sa.insert(staff_sessions).values(_row(session)))
            await write_entry(connection, entry)

    async def find(self, digest: str, kind: str, at: datetime) -> tuple[Session, Staff] | None:
        """Give a session that has not run out at `at`, and its person while they are active."""
        ours = staff_sessions.c
        query = sa.select(staff_sessions).where(
            ours.digest == digest, ours.kind == kind, ours.expires_at > at
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
            if row is None:
                return None
            owner = sa.select(staff).where(staff.c.id == row.staff_id, staff.c.active)
            person = (await connection.execute(owner)).one_or_none()
        return (_session(row), read_staff(person)) if person else None

    async def of(self, staff_id: str) -> tuple[Session, ...]:
        """Give a person's browser sessions, the last seen first."""
        ours = staff_sessions.c
        query = sa.select(staff_sessions).where(ours.staff_id == staff_id, ours.kind == BROWSER)
        async with self._database.reading() as connection:
            return tuple(
                _session(row) for row in await connection.execute(query.order_by(ours.seen_at.desc()))
            )

    async def end(self, staff_id: str, digests: Collection[str], entry: Entry | None) -> None:
        """Forget these sessions of a person, and every socket token of theirs."""
        ours = staff_sessions.c
        gone = sa.or_(ours.digest.in_(digests), ours.kind == "socket")
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(staff_sessions).where(ours.staff_id == staff_id, gone))
            await write_entry(connection, entry)

    async def forget(self, digest: str) -> None:
        """Forget one token and nothing else."""
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(staff_sessions).where(staff_sessions.c.digest == digest))

    async def see(self, seen: Mapping[str, datetime]) -> None:
        """Store when these sessions, by digest, were last seen."""
        if not seen:
            return
        async with self._database.writing() as connection:
            for digest, at in seen.items():
                update = sa.update(staff_sessions).where(staff_sessions.c.digest == digest)
                await connection.execute(update.values(seen_at=at))

    async def overdue(self, at: datetime, idle_since: datetime) -> tuple[Session, ...]:
        """Give the browser sessions that ran out or were not seen since `idle_since`; forget spent tokens."""
        ours = staff_sessions.c
        over = sa.or_(ours.expires_at <= at, ours.seen_at <= idle_since)
        spent = sa.and_(ours.kind != BROWSER, ours.expires_at <= at)
        async with self._database.reading() as connection:
            rows = (await connection.execute(sa.select(staff_sessions).where(over | spent))).all()
        if any(row.kind != BROWSER for row in rows):
            async with self._database.writing() as connection:
                await connection.execute(sa.delete(staff_sessions).where(spent))
        return tuple(_session(row) for row in rows if row.kind == BROWSER)


def _row(session: Session) -> dict[str, object]:
    return {
        "digest": session.digest,
        "id": session.id,
        "staff_id": session.staff_id,
        "kind": session.kind,
        "created_at": session.created_at,
        "seen_at": session.seen_at,
        "expires_at": session.expires_at,
        "address": session.origin.address,
        "program": session.origin.program,
        "method": session.method,
    }


def _session(row: sa.Row[tuple[object, ...]]) -> Session:
    return Session(
        row.digest,
        row.id,
        row.staff_id,
        row.kind,
        row.created_at,
        row.seen_at,
        row.expires_at,
        Origin(row.address, row.program),
        row.method,
    )
