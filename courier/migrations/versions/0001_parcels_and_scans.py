"""Parcels and scans.

The columns are written out, not taken from ``courier.storage.tables``: a migration describes the past.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "parcels",
        sa.Column("waybill", sa.String(32), nullable=False),
        sa.Column("carrier", sa.String(32), nullable=False),
        sa.Column("sender_name", sa.String(80), nullable=False),
        sa.Column("sender_phone", sa.String(40), nullable=False),
        sa.Column("receiver_name", sa.String(80), nullable=False),
        sa.Column("receiver_phone", sa.String(40), nullable=False),
        sa.Column("origin", sa.String(120), nullable=False),
        sa.Column("destination", sa.String(120), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("content", sa.String(200), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.Column("insured", sa.Boolean(), nullable=False),
        sa.Column("declared_value_fen", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("waybill", name="pk_parcels"),
    )
    op.create_table(
        "scans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("waybill", sa.String(32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("type", sa.String(8), nullable=False),
        sa.Column("outlet", sa.String(120), nullable=False),
        sa.Column("city", sa.String(60), nullable=False),
        sa.Column("courier", sa.String(80), nullable=False),
        sa.Column("courier_phone", sa.String(40), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scans"),
        sa.ForeignKeyConstraint(["waybill"], ["parcels.waybill"], name="fk_scans_waybill", ondelete="CASCADE"),
        sa.UniqueConstraint("waybill", "at", "type", "outlet", name="uq_scans_waybill"),
    )
    op.create_index("ix_scans_waybill_at", "scans", ["waybill", "at"])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_index("ix_scans_waybill_at", "scans")
    op.drop_table("scans")
    op.drop_table("parcels")
