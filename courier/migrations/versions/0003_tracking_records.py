"""What was asked at carriers, for all processes together."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "tracking_records",
        sa.Column("waybill", sa.String(40), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("waybill", name="pk_tracking_records"),
    )
    op.create_index("ix_tracking_records_changed_at", "tracking_records", ["changed_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("tracking_records")
