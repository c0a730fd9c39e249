"""Webhooks, and what is to be delivered to them: written by the database itself, together with the event.

The log has no order over all conversations that a cursor could follow safely, because transactions need not
end in the order in which they began. A row that is stored with its event cannot be missed.
"""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0012"
down_revision = "handoff_0011"
branch_labels = None
depends_on = None

FRESH = (
    "INSERT INTO webhook_deliveries(id, webhook_id, conversation_id, seq, type, created_at, next_at, "
    "attempts) SELECT w.id || '.' || NEW.conversation_id || '.' || NEW.seq, w.id, "
    "NEW.conversation_id, NEW.seq, NEW.type, NEW.at, NEW.at, 0 FROM webhooks w WHERE w.active "
    "AND (w.internal OR NEW.type != 'note_posted') "
    "AND (w.types = ',*,' OR w.types LIKE '%,' || NEW.type || ',%')"
)


def upgrade() -> None:
    """Create the tables and let the database fill one of them."""
    op.create_table(
        "webhooks",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("types", sa.Text, nullable=False),
        sa.Column("internal", sa.Boolean, nullable=False),
        sa.Column("secret", sa.String(100), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True)),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("webhook_id", sa.String(40), sa.ForeignKey("webhooks.id"), nullable=False),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("failure", sa.Text),
        sa.UniqueConstraint("webhook_id", "conversation_id", "seq"),
    )
    op.create_index("webhook_deliveries_due", "webhook_deliveries", ["webhook_id", "next_at"])
    op.create_index("webhook_deliveries_newest", "webhook_deliveries", ["webhook_id", "created_at"])
    (_upgrade_sqlite if op.get_bind().dialect.name == "sqlite" else _upgrade_postgresql)()


def _upgrade_sqlite() -> None:
    op.execute(f"CREATE TRIGGER events_hooked AFTER INSERT ON events BEGIN {FRESH}; END")


def _upgrade_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION keep_webhook_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{FRESH}; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER events_hooked AFTER INSERT ON events "
        "FOR EACH ROW EXECUTE FUNCTION keep_webhook_deliveries()"
    )


def downgrade() -> None:
    """Drop everything; what was not delivered yet is in the events still."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER events_hooked")
    else:
        op.execute("DROP TRIGGER events_hooked ON events")
        op.execute("DROP FUNCTION keep_webhook_deliveries()")
    op.drop_table("webhook_deliveries")
    op.drop_table("webhooks")
