"""Alembic's entry point. The connection is handed over by ``courier.storage.migrate``."""

from typing import Any

from alembic import context

from courier.storage.migrate import VERSION_TABLE
from courier.storage.tables import metadata


def is_ours(name: str | None, kind: str, _parent_names: Any) -> bool:
    """Leave the desk's tables alone when both live in one database."""
    return kind != "table" or name in metadata.tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    include_name=is_ours,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
