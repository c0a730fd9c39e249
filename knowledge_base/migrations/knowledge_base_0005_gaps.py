"""What was decided about gaps, and what staff said about answers."""

import sqlalchemy as sa
from alembic import op

revision = "knowledge_base_0005"
down_revision = "knowledge_base_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "settled_gaps",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("article_id", sa.String(80)),
        # Ids only: the words stay with the conversations, so that what is erased there is nowhere else.
        sa.Column("question_ids", sa.JSON, nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "staff_feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("article_id", sa.String(80), nullable=False),
        sa.Column("right", sa.Boolean, nullable=False),
        sa.Column("probability", sa.Float),
        sa.Column("author_id", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables with everything in them."""
    op.drop_table("staff_feedback")
    op.drop_table("settled_gaps")
