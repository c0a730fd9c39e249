"""Files in conversations: what they are called, whose they are, and the message that carries them.

The content lies beside the database under its SHA-256; `seq` is that of the message, unset until one is sent.
"""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0013"
down_revision = "handoff_0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("sender", sa.String(60), nullable=False),
        sa.Column("client_id", sa.String(120), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("type", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.Integer),
        sa.UniqueConstraint("conversation_id", "sender", "client_id"),
    )
    op.create_index("attachments_digest", "attachments", ["digest"])
    op.create_index("attachments_unsent", "attachments", ["seq", "created_at"])


def downgrade() -> None:
    """Drop the table; the files stay where they are."""
    op.drop_table("attachments")
