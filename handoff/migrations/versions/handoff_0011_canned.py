"""Replies that are written once and used often, and the notes in which a colleague is named."""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0011"
down_revision = "handoff_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; an `owner` without letters is everybody, so that names stay unique there too."""
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("shortcut", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("owner", sa.String(40), nullable=False),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("owner", "shortcut"),
    )
    op.create_table(
        "mentions",
        sa.Column("staff_id", sa.String(40), primary_key=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True)),
    )


def downgrade() -> None:
    """Drop them; the notes themselves stand in the events."""
    op.drop_table("mentions")
    op.drop_table("canned_replies")
