"""Scheduled publications, translations, golden questions, and the log of what went live."""

import sqlalchemy as sa
from alembic import op

revision = "knowledge_base_0002"
down_revision = "knowledge_base_0001"
branch_labels = None
depends_on = None

SCHEDULE = ("scheduled_at", "scheduled_by", "scheduled_revision", "schedule_problem")


def upgrade() -> None:
    """Add the columns, then create the tables."""
    op.add_column("articles", sa.Column("scheduled_at", sa.DateTime(timezone=True)))
    op.add_column("articles", sa.Column("scheduled_by", sa.String(200)))
    op.add_column("articles", sa.Column("scheduled_revision", sa.Integer))
    op.add_column("articles", sa.Column("schedule_problem", sa.Text))
    op.create_index("ix_articles_scheduled_at", "articles", ["scheduled_at"])
    op.add_column("article_revisions", sa.Column("translation_of", sa.String(80)))
    op.create_index("ix_article_revisions_translation_of", "article_revisions", ["translation_of"])
    op.create_table(
        "golden_questions",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("question", sa.String(400), nullable=False),
        sa.Column("article_id", sa.String(80)),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.String(80), sa.ForeignKey("articles.id"), nullable=False, index=True),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("override_reason", sa.Text),
        sa.Column("diff", sa.JSON),
    )


def downgrade() -> None:
    """Drop the tables, then the columns, with everything in them."""
    op.drop_table("publications")
    op.drop_table("golden_questions")
    op.drop_index("ix_article_revisions_translation_of", "article_revisions")
    op.drop_column("article_revisions", "translation_of")
    op.drop_index("ix_articles_scheduled_at", "articles")
    for name in SCHEDULE:
        op.drop_column("articles", name)
