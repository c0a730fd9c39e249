"""Articles, their revisions, and the counter of what is published."""

import sqlalchemy as sa
from alembic import op

revision = "knowledge_base_0001"
down_revision = None
branch_labels = ("knowledge_base",)
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "articles",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("latest", sa.Integer, nullable=False),
        sa.Column("live", sa.Integer),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("published_by", sa.String(200)),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.Column("searchable", sa.Text, nullable=False),
    )
    op.create_table(
        "article_revisions",
        sa.Column("article_id", sa.String(80), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("questions", sa.JSON, nullable=False),
        sa.Column("category", sa.String(80), nullable=False),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    state = op.create_table(
        "knowledge_base_state",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.bulk_insert(state, [{"id": 1, "version": 0}])


def downgrade() -> None:
    """Drop the tables with everything in them."""
    op.drop_table("knowledge_base_state")
    op.drop_table("article_revisions")
    op.drop_table("articles")
