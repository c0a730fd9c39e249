"""The right to publish although golden questions break."""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0002"
down_revision = "handoff_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the right; nobody has it who had no way to be given it."""
    op.add_column("staff", sa.Column("may_override", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take the right from everybody."""
    op.drop_column("staff", "may_override")
