"""The tables of teams, offers, waits, service levels and mail as their stores use them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import UtcDateTime, metadata


def _conversation_id(*, primary_key: bool = False) -> sa.Column[str]:
    owner = sa.ForeignKey("conversations.id")
    return sa.Column("conversation_id", sa.String(40), owner, primary_key=primary_key)


teams = sa.Table(
    "teams",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String),
    sa.Column("is_default", sa.Boolean),
    sa.Column("settings", sa.JSON),
    sa.Column("created_at", UtcDateTime),
)

offers = sa.Table(
    "offers",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    _conversation_id(),
    sa.Column("agent_id", sa.String),
    sa.Column("offered_at", UtcDateTime),
    sa.Column("expires_at", UtcDateTime),
    sa.Column("outcome", sa.String),
    sa.Column("ended_at", UtcDateTime),
)

waits = sa.Table(
    "waits",
    metadata,
    _conversation_id(primary_key=True),
    sa.Column("asked_at", UtcDateTime, primary_key=True),
    sa.Column("team_id", sa.String),
    sa.Column("position", sa.Integer),
    sa.Column("hour", sa.Integer),
    sa.Column("open_at_start", sa.Boolean),
    sa.Column("told_p50_s", sa.Float),
    sa.Column("told_p90_s", sa.Float),
    sa.Column("ended_at", UtcDateTime),
    sa.Column("outcome", sa.String),
)

service_levels = sa.Table(
    "service_levels",
    metadata,
    _conversation_id(primary_key=True),
    sa.Column("team_id", sa.String),
    sa.Column("target", sa.String),
    sa.Column("due_at", UtcDateTime),
    sa.Column("state", sa.String),
)

mail_threads = sa.Table(
    "mail_threads",
    metadata,
    _conversation_id(primary_key=True),
    sa.Column("mailed_seq", sa.Integer),
)

mail_outbox = sa.Table(
    "mail_outbox",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    _conversation_id(),
    sa.Column("kind", sa.String),
    sa.Column("recipient", sa.String),
    sa.Column("message", sa.Text),
    sa.Column("created_at", UtcDateTime),
    sa.Column("next_at", UtcDateTime),
    sa.Column("attempts", sa.Integer),
    sa.Column("sent_at", UtcDateTime),
    sa.Column("failure", sa.Text),
)


async def forget_desk(connection: AsyncConnection, conversation_ids: Sequence[str]) -> None:
    """Forget offers, waits, promises and mails of some conversations."""
    for table in (offers, waits, service_levels, mail_threads, mail_outbox):
        own = table.c.conversation_id.in_(conversation_ids)
        await connection.execute(sa.delete(table).where(own))
