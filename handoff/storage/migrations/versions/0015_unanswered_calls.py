"""who found an outlet's telephone unanswered"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unanswered_calls",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("outlet", sa.String(length=120), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idempotency_key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_unanswered_calls_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_calls")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_unanswered_calls_idempotency_key")),
    )
    op.create_index(op.f("ix_unanswered_calls_at"), "unanswered_calls", ["at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_unanswered_calls_at"), table_name="unanswered_calls")
    op.drop_table("unanswered_calls")
