"""letters that go to outlets by rule"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dispatches", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rule_key", sa.String(length=220), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_dispatches_rule_key"), ["rule_key"])


def downgrade() -> None:
    with op.batch_alter_table("dispatches", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_dispatches_rule_key"), type_="unique")
        batch_op.drop_column("rule_key")
