"""The table of attachments; the migrations make it."""

import sqlalchemy as sa

from handoff.adapters.tables import UtcDateTime, metadata

attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id")),
    sa.Column("sender", sa.String),
    sa.Column("client_id", sa.String),
    sa.Column("name", sa.String),
    sa.Column("size", sa.Integer),
    sa.Column("type", sa.String),
    sa.Column("digest", sa.String),
    sa.Column("created_at", UtcDateTime),
    sa.Column("seq", sa.Integer),
)
