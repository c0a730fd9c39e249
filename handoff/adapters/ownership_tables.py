"""The tables of agents' leases, as `lease_store` uses them; the migrations make them."""

import sqlalchemy as sa

from handoff.adapters.tables import UtcDateTime, metadata

agent_leases = sa.Table(
    "agent_leases",
    metadata,
    sa.Column("staff_id", sa.String, primary_key=True),
    sa.Column("renewed_at", UtcDateTime),
    sa.Column("expires_at", UtcDateTime),
)

lease_losses = sa.Table(
    "lease_losses",
    metadata,
    sa.Column("staff_id", sa.String, primary_key=True),
    sa.Column("conversation_id", sa.String, sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("at", UtcDateTime),
)
