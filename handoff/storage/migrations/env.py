"""Alembic's environment: runs on the desk's async engine, called by `handoff.storage.migrate`."""

from typing import Literal

from alembic import context
from sqlalchemy.engine import Connection

from handoff.storage.tables import Base
from handoff.storage.tables.base import UtcDateTime


def run(connection: Connection) -> None:
    """Apply the migrations on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table="desk_alembic_version",
        render_item=_render_item,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


def _render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    # A migration must keep working when our own type moves, so it names the plain one.
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


run(context.config.attributes["connection"])
