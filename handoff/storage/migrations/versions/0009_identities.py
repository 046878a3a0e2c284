"""customers of several channels that are one person"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NEW = (("person_id", 32), ("given_name", 50), ("given_phone", 30))


def upgrade() -> None:
    for name, length in _NEW:
        op.add_column("customers", sa.Column(name, sa.String(length=length), nullable=True))
    op.create_index(op.f("ix_customers_person_id"), "customers", ["person_id"], unique=False)
    op.create_table(
        "identity_facts",
        sa.Column("customer_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_identity_facts_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "kind", "value", name=op.f("pk_identity_facts")),
    )
    op.create_index("ix_identity_facts_kind_value", "identity_facts", ["kind", "value"], unique=False)
    op.create_table(
        "identity_changes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("customers", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_identity_changes_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_changes")),
    )
    op.create_index(op.f("ix_identity_changes_person_id"), "identity_changes", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("identity_changes")
    op.drop_table("identity_facts")
    op.drop_index(op.f("ix_customers_person_id"), table_name="customers")
    for name, _ in reversed(_NEW):
        op.drop_column("customers", name)
