"""People: second factors, invitations, sessions one can see and end, sign-on elsewhere, and the audit log."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "handoff_0008"
down_revision = "handoff_0007"
branch_labels = None
depends_on = None

APPEND_ONLY = "the audit log is append-only"


def upgrade() -> None:
    """Create the tables and columns; everybody stays active and signs in once more."""
    op.execute("DELETE FROM staff_sessions")
    for table, columns in _columns().items():
        for column in columns:
            op.add_column(table, column)
    op.create_index("staff_subject", "staff", ["subject"], unique=True)
    _create_keys()
    _create_audit_log()
    _forbid_changes()


def _columns() -> dict[str, list[sa.Column[Any]]]:
    """Give the new columns, in fresh objects, because a table takes its columns over."""
    return {
        "staff": [
            sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
            sa.Column("subject", sa.String(500)),
            sa.Column("totp_secret", sa.String(64)),
            sa.Column("totp_pending", sa.String(64)),
            sa.Column("totp_step", sa.Integer),
        ],
        "staff_sessions": [
            sa.Column("id", sa.String(40)),
            sa.Column("created_at", sa.DateTime(timezone=True)),
            sa.Column("seen_at", sa.DateTime(timezone=True)),
            sa.Column("address", sa.String(64)),
            sa.Column("program", sa.String(200)),
            sa.Column("method", sa.String(20)),
        ],
    }


def _create_keys() -> None:
    op.create_table(
        "recovery_codes",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("staff_id", sa.String(40), sa.ForeignKey("staff.id"), nullable=False, index=True),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("invited_by", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "sign_on_attempts",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(100), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("goal", sa.String(20), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )


def _create_audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("actor_id", sa.String(40), nullable=False, index=True),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("action", sa.String(60), nullable=False, index=True),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
    )


def _forbid_changes() -> None:
    """Let the database itself refuse to change or delete what was noted."""
    if op.get_bind().dialect.name == "sqlite":
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_log_no_{action.lower()} BEFORE {action} ON audit_log "
                f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{APPEND_ONLY}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only()"
    )


def downgrade() -> None:
    """Drop the tables and columns, last made first."""
    for table in ("audit_log", "sign_on_attempts", "invitations", "recovery_codes"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_log_is_append_only()")
    op.drop_index("staff_subject", "staff")
    for table, columns in _columns().items():
        with op.batch_alter_table(table) as changed:
            for column in reversed(columns):
                changed.drop_column(column.name)
