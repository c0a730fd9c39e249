"""Leases of agents, what they lost when one ran out, and how far each side has read."""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0006"
down_revision = "handoff_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and the columns; nobody has read anything yet."""
    op.create_table(
        "agent_leases",
        sa.Column("staff_id", sa.String(40), primary_key=True),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "lease_losses",
        sa.Column("staff_id", sa.String(40), primary_key=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.add_column("conversations", sa.Column("customer_seen", sa.Integer, nullable=False, server_default="0"))
    op.add_column("conversations", sa.Column("agent_seen", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Drop them; who has a conversation stands in its events."""
    with op.batch_alter_table("conversations") as conversations:
        conversations.drop_column("agent_seen")
        conversations.drop_column("customer_seen")
    op.drop_table("lease_losses")
    op.drop_table("agent_leases")
