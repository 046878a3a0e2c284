"""how each account of each channel is doing"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_statuses",
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_code", sa.String(length=32), nullable=True),
        sa.Column("refused_count", sa.Integer(), nullable=False),
        sa.Column("worked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_call", sa.String(length=64), nullable=True),
        sa.Column("failed_code", sa.String(length=16), nullable=True),
        sa.Column("failed_advice", sa.String(length=300), nullable=True),
        sa.Column("limited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("limited_code", sa.String(length=16), nullable=True),
        sa.Column("limited_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "account", name=op.f("pk_channel_statuses")),
    )


def downgrade() -> None:
    op.drop_table("channel_statuses")
