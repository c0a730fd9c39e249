"""What readers of the help centre say: whether a text helped, one vote a browser and revision."""

import sqlalchemy as sa
from alembic import op

revision = "knowledge_base_0004"
down_revision = "knowledge_base_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "help_votes",
        sa.Column("article_id", sa.String(80), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("voter", sa.String(64), primary_key=True),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table("help_votes")
