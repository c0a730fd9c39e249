"""Several roles a person: the strongest stays in `role`, the others stand beside it, parted by commas."""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0015"
down_revision = "handoff_0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; everybody keeps the one role they have."""
    op.add_column("staff", sa.Column("further_roles", sa.String(80), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the column, and with it every further role."""
    op.drop_column("staff", "further_roles")
