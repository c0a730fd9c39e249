"""The table of the audit log, and how any store writes its line in the transaction of the change itself."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import UtcDateTime, metadata
from handoff.domain.audit import Entry

audit_log = sa.Table(
    "audit_log",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", UtcDateTime),
    sa.Column("actor_id", sa.String),
    sa.Column("actor", sa.String),
    sa.Column("action", sa.String),
    sa.Column("target", sa.String),
    sa.Column("details", sa.JSON),
)


async def write_entry(connection: AsyncConnection, entry: Entry | None) -> None:
    """Append a line, if there is one, within the transaction of `connection`."""
    if entry is None:
        return
    values = {
        "at": entry.at,
        "actor_id": entry.actor.id,
        "actor": entry.actor.name,
        "action": entry.action,
        "target": entry.target,
        "details": dict(entry.details),
    }
    await connection.execute(sa.insert(audit_log).values(values))
