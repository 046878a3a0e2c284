"""What outlets took in is counted by day."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_scans_type_at", "scans", ["type", "at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_scans_type_at", table_name="scans")
