"""Teams, what was offered to whom, the waits and what was told of them, service levels, and mail."""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0007"
down_revision = "handoff_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; the default team is made by the first start afterwards."""
    _create_routing()
    _create_waiting()
    _create_mail()


def _create_routing() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("is_default", sa.Boolean, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column(
            "conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False, index=True
        ),
        sa.Column("agent_id", sa.String(40), nullable=False, index=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False, index=True),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )


def _create_waiting() -> None:
    op.create_table(
        "waits",
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), primary_key=True, index=True),
        sa.Column("team_id", sa.String(40), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("open_at_start", sa.Boolean, nullable=False),
        sa.Column("told_p50_s", sa.Float),
        sa.Column("told_p90_s", sa.Float),
        sa.Column("ended_at", sa.DateTime(timezone=True), index=True),
        sa.Column("outcome", sa.String(10)),
    )
    op.create_table(
        "service_levels",
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("team_id", sa.String(40), nullable=False),
        sa.Column("target", sa.String(20)),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("state", sa.String(10)),
    )


def _create_mail() -> None:
    op.create_table(
        "mail_threads",
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("mailed_seq", sa.Integer, nullable=False),
    )
    op.create_table(
        "mail_outbox",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column(
            "conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("recipient", sa.String(320), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("failure", sa.Text),
    )


def downgrade() -> None:
    """Drop the tables, last made first."""
    for table in ("mail_outbox", "mail_threads", "service_levels", "waits", "offers", "teams"):
        op.drop_table(table)
