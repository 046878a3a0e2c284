"""How often the tail of a telephone was given wrongly, and the parcels of the latest weeks at hand."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the index."""
    op.create_table(
        "tail_attempts",
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("latest_key", sa.String(120), nullable=False),
        sa.Column("latest_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_tail_attempts"),
    )
    op.create_index("ix_parcels_sent_at", "parcels", ["sent_at"])


def downgrade() -> None:
    """Drop the table and the index."""
    op.drop_index("ix_parcels_sent_at", "parcels")
    op.drop_table("tail_attempts")
