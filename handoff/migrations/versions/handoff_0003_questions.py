"""What customers asked and what became of it, read from the events, from which it can be made anew."""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0003"
down_revision = "handoff_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; the first start afterwards fills them."""
    op.create_table(
        "asked_questions",
        sa.Column("id", sa.String(60), primary_key=True),
        sa.Column(
            "conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False, index=True
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("article_id", sa.String(80), index=True),
        sa.Column("nearest_id", sa.String(80), index=True),
        sa.Column("probability", sa.Float),
        sa.Column("sure", sa.Boolean, nullable=False),
        sa.Column("agent_minutes", sa.Float, nullable=False),
        sa.Column("reply_text", sa.Text),
        sa.Column("reply_agent", sa.String(200)),
        sa.Column("reply_liked", sa.Boolean),
        sa.Column("helpful", sa.Boolean, index=True),
        sa.Column("rated_at", sa.DateTime(timezone=True)),
        sa.Column("unanswered", sa.Boolean, nullable=False),
        sa.Column("vector", sa.LargeBinary),
    )
    op.create_table(
        "question_progress",
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables; nothing is lost that the events do not hold."""
    op.drop_table("question_progress")
    op.drop_table("asked_questions")
