"""what a customer's connector can show"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: other tables point at this one, so it cannot be made anew as SQLite's batches do.
    op.add_column("conversations", sa.Column("connector", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("conversations", "connector")
