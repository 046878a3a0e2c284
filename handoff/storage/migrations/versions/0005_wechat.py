"""access tokens, sending windows, and replies given in a request"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "access_tokens",
        sa.Column("app_id", sa.String(length=64), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetching_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("app_id", name=op.f("pk_access_tokens")),
    )
    op.create_table(
        "sending_windows",
        sa.Column("customer_id", sa.String(length=32), nullable=False),
        sa.Column("opened_by", sa.String(length=100), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("message_left", sa.Integer(), nullable=False),
        sa.Column("message_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action_left", sa.Integer(), nullable=False),
        sa.Column("action_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_sending_windows")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reply_key", sa.String(length=100), nullable=True))
        batch_op.create_index(batch_op.f("ix_deliveries_reply_key"), ["reply_key"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliveries_reply_key"))
        batch_op.drop_column("reply_key")

    op.drop_table("sending_windows")
    op.drop_table("access_tokens")
