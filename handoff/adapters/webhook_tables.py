"""The tables of webhooks as their store uses them; a trigger on the events writes the deliveries."""

import sqlalchemy as sa

from handoff.adapters.tables import UtcDateTime, metadata

webhooks = sa.Table(
    "webhooks",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("url", sa.String),
    sa.Column("types", sa.Text),
    sa.Column("internal", sa.Boolean),
    sa.Column("secret", sa.String),
    sa.Column("active", sa.Boolean),
    sa.Column("note", sa.Text),
    sa.Column("created_at", UtcDateTime),
    sa.Column("failing_since", UtcDateTime),
    sa.Column("failures", sa.Integer, default=0),
    sa.Column("paused_until", UtcDateTime),
)

webhook_deliveries = sa.Table(
    "webhook_deliveries",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("webhook_id", sa.String(40), sa.ForeignKey("webhooks.id")),
    sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id")),
    sa.Column("seq", sa.Integer),
    sa.Column("type", sa.String),
    sa.Column("created_at", UtcDateTime),
    sa.Column("next_at", UtcDateTime),
    sa.Column("attempts", sa.Integer),
    sa.Column("sent_at", UtcDateTime),
    sa.Column("failure", sa.Text),
)
