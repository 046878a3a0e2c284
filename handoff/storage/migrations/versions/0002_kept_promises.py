"""promises that are kept by the desk, cases with a history"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_BY_LAW = timedelta(days=7)
# Nobody kept the promises that are older; customers would wonder if they were told of them now.
_STILL_OWED = timedelta(days=1)


def upgrade() -> None:
    _add_case_columns()
    _add_history()
    _add_promise_columns()


def downgrade() -> None:
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.drop_index("ix_promises_state_next_at")
        batch_op.drop_index(batch_op.f("ix_promises_case_number"))
        batch_op.drop_constraint(batch_op.f("uq_promises_follows_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_promises_follows_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_promises_told_conversation_id"), type_="foreignkey")
        for column in (
            "news",
            "next_at",
            "warned_at",
            "renewals",
            "follows_id",
            "settled_at",
            "told_conversation_id",
            "told_seq",
        ):
            batch_op.drop_column(column)
        batch_op.create_index(batch_op.f("ix_promises_due_at"), ["due_at"], unique=False)
    op.drop_table("case_events")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_owner_id"))
        batch_op.drop_constraint(batch_op.f("fk_cases_owner_id"), type_="foreignkey")
        for column in ("version", "owner_id", "result", "legal_due_at"):
            batch_op.drop_column(column)


def _add_case_columns() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("owner_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("result", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("legal_due_at", _AT, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_cases_owner_id"), "agents", ["owner_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_cases_owner_id"), ["owner_id"], unique=False)
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.alter_column("version", existing_type=sa.Integer(), server_default=None)
    cases = sa.table(
        "cases", sa.column("number"), sa.column("kind"), sa.column("opened_at", _AT), sa.column("legal_due_at", _AT)
    )
    connection = op.get_bind()
    complaints = sa.select(cases.c.number, cases.c.opened_at).where(cases.c.kind == "complaint")
    for number, opened_at in connection.execute(complaints).all():
        due = cases.update().where(cases.c.number == number).values(legal_due_at=opened_at + _BY_LAW)
        connection.execute(due)


def _add_history() -> None:
    op.create_table(
        "case_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_number", sa.String(length=20), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("agent_id", sa.String(length=32), nullable=True),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_case_events_agent_id")),
        sa.ForeignKeyConstraint(["case_number"], ["cases.number"], name=op.f("fk_case_events_case_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_events")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_case_events_idempotency_key")),
    )
    with op.batch_alter_table("case_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_events_case_number"), ["case_number"], unique=False)


def _add_promise_columns() -> None:
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.add_column(sa.Column("news", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("next_at", _AT, nullable=True))
        batch_op.add_column(sa.Column("warned_at", _AT, nullable=True))
        batch_op.add_column(sa.Column("renewals", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("follows_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("settled_at", _AT, nullable=True))
        batch_op.add_column(sa.Column("told_conversation_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("told_seq", sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_promises_due_at"))
        batch_op.create_index(batch_op.f("ix_promises_case_number"), ["case_number"], unique=False)
        batch_op.create_index("ix_promises_state_next_at", ["state", "next_at"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_promises_follows_id"), ["follows_id"])
        batch_op.create_foreign_key(batch_op.f("fk_promises_follows_id"), "promises", ["follows_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_promises_told_conversation_id"), "conversations", ["told_conversation_id"], ["id"]
        )
    promises = sa.table("promises", sa.column("state"), sa.column("due_at", _AT), sa.column("next_at", _AT))
    op.execute(promises.update().values(next_at=promises.c.due_at))
    forgotten = (promises.c.state == "open") & (promises.c.due_at < datetime.now(UTC) - _STILL_OWED)
    op.execute(promises.update().where(forgotten).values(state="broken"))
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.alter_column("next_at", existing_type=_AT, nullable=False)
        batch_op.alter_column("renewals", existing_type=sa.Integer(), server_default=None)
