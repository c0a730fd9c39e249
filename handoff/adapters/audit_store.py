"""The audit log in the database, which itself refuses to change or delete a line."""

import sqlalchemy as sa

from handoff.adapters.audit_tables import audit_log, write_entry
from handoff.adapters.tables import Connections
from handoff.domain.audit import Actor, AuditQuery, Entry


class SqlAuditStore:
    """Appends lines and finds them again."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def add(self, entry: Entry) -> None:
        """Append one line."""
        async with self._database.writing() as connection:
            await write_entry(connection, entry)

    async def find(self, query: AuditQuery) -> tuple[Entry, ...]:
        """Give the lines that fit, newest first."""
        select = sa.select(audit_log).where(*_conditions(query))
        async with self._database.reading() as connection:
            rows = await connection.execute(select.order_by(audit_log.c.id.desc()).limit(query.limit))
            return tuple(_entry(row) for row in rows)

    async def actions(self) -> tuple[str, ...]:
        """Give every action that was ever noted, in alphabetical order."""
        select = sa.select(audit_log.c.action).distinct().order_by(audit_log.c.action)
        async with self._database.reading() as connection:
            return tuple((await connection.scalars(select)).all())


def _conditions(query: AuditQuery) -> list[sa.ColumnElement[bool]]:
    wanted = []
    if query.actor is not None:
        wanted.append(audit_log.c.actor_id == query.actor)
    if query.action is not None:
        wanted.append(audit_log.c.action == query.action)
    if query.after is not None:
        wanted.append(audit_log.c.at > query.after)
    if query.before is not None:
        wanted.append(audit_log.c.id < query.before)
    return wanted


def _entry(row: sa.Row[tuple[object, ...]]) -> Entry:
    return Entry(row.at, Actor(row.actor_id, row.actor), row.action, row.target, row.details, row.id)
