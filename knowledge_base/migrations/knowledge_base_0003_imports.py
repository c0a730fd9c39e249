"""Imports, and what each did to every article, so that it can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "knowledge_base_0003"
down_revision = "knowledge_base_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "imports",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("filename", sa.String(400), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("wishes", sa.JSON, nullable=False),
        sa.Column("status", sa.String(20), nullable=False, index=True),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("report", sa.JSON),
        sa.Column("problem", sa.JSON),
        sa.Column("undone", sa.JSON),
    )
    op.create_table(
        "import_traces",
        sa.Column("import_id", sa.String(40), sa.ForeignKey("imports.id"), primary_key=True),
        sa.Column("article_id", sa.String(80), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables with everything in them."""
    op.drop_table("import_traces")
    op.drop_table("imports")
