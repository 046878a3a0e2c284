"""whom customers belonged to before they were joined or parted"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("identity_changes", sa.Column("from_person_id", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_identity_changes_from_person_id"), "identity_changes", ["from_person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_identity_changes_from_person_id"), table_name="identity_changes")
    op.drop_column("identity_changes", "from_person_id")
