"""Room for sealed secrets, which are longer; SQLite never minded lengths, so nothing changes there."""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0014"
down_revision = "handoff_0013"
branch_labels = None
depends_on = None

SEALED = (("staff", "totp_secret"), ("staff", "totp_pending"), ("webhooks", "secret"))


def upgrade() -> None:
    """Widen the columns; what is in them is sealed at the next start, where the key is."""
    if op.get_bind().dialect.name != "sqlite":
        for table, column in SEALED:
            op.alter_column(table, column, type_=sa.Text)


def downgrade() -> None:
    """Leave the columns as wide as they are: what is sealed would not fit in any more."""
