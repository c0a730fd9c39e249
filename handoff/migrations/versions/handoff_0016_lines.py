"""The word index of SQLite learns new lines in bulk, behind the commits, which it made twice as slow."""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0016"
down_revision = "handoff_0015"
branch_labels = None
depends_on = None

FORGET = "INSERT INTO conversation_words(conversation_words, rowid, text) VALUES ('delete', OLD.id, OLD.text)"
LEARN = "INSERT INTO conversation_words(rowid, text) VALUES (NEW.id, NEW.text)"
CATCH_UP = (
    "INSERT INTO conversation_words(rowid, text) SELECT id, text FROM conversation_lines WHERE learnt = 0"
)


def upgrade() -> None:
    """Mark which lines the index knows; so far, all."""
    if not _is_sqlite():
        return
    op.add_column(
        "conversation_lines", sa.Column("learnt", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.execute("UPDATE conversation_lines SET learnt = 1")
    op.execute("CREATE INDEX conversation_lines_new ON conversation_lines (id) WHERE learnt = 0")
    op.execute("DROP TRIGGER conversation_lines_added")
    _forget("WHEN OLD.learnt = 1 ")


def downgrade() -> None:
    """Learn what is new, and from now on with each line."""
    if not _is_sqlite():
        return
    op.execute(CATCH_UP)
    _forget("")
    op.execute(
        f"CREATE TRIGGER conversation_lines_added AFTER INSERT ON conversation_lines BEGIN {LEARN}; END"
    )
    op.execute("DROP INDEX conversation_lines_new")
    op.drop_column("conversation_lines", "learnt")


def _forget(when: str) -> None:
    op.execute("DROP TRIGGER conversation_lines_removed")
    op.execute(
        f"CREATE TRIGGER conversation_lines_removed AFTER DELETE ON conversation_lines {when}"
        f"BEGIN {FORGET}; END"
    )


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
