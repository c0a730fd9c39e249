"""What the website says of a customer beyond name and e-mail, vouched for by its signature."""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0005"
down_revision = "handoff_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the attributes; nobody has any until their website signs some."""
    op.add_column("customers", sa.Column("attributes", sa.JSON))


def downgrade() -> None:
    """Forget the attributes."""
    op.drop_column("customers", "attributes")
