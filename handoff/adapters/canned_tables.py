"""The tables of canned replies and of mentions; the migrations make them."""

import sqlalchemy as sa

from handoff.adapters.tables import UtcDateTime, metadata

canned_replies = sa.Table(
    "canned_replies",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("shortcut", sa.String),
    sa.Column("text", sa.Text),
    sa.Column("owner", sa.String),
    sa.Column("changed_by", sa.String),
    sa.Column("changed_at", UtcDateTime),
)

mentions = sa.Table(
    "mentions",
    metadata,
    sa.Column("staff_id", sa.String, primary_key=True),
    sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", UtcDateTime),
    sa.Column("read_at", UtcDateTime),
)
