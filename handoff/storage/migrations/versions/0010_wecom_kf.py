"""inboxes of WeCom's customer service, and what was sent there"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "kf_inboxes",
        sa.Column("open_kfid", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("cursor", sa.String(length=128), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("token_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("open_kfid", name=op.f("pk_kf_inboxes")),
    )
    op.create_table(
        "kf_sendings",
        sa.Column("msgid", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("part", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_kf_sendings_conversation_id")),
        sa.PrimaryKeyConstraint("msgid", name=op.f("pk_kf_sendings")),
    )
    op.create_index(op.f("ix_kf_sendings_at"), "kf_sendings", ["at"], unique=False)


def downgrade() -> None:

    op.drop_index(op.f("ix_kf_sendings_at"), table_name="kf_sendings")
    op.drop_table("kf_sendings")
    op.drop_table("kf_inboxes")
