"""Bringing the database to the newest schema with Alembic, and saying whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from courier.storage.engine import make_engine

MIGRATIONS = Path(__file__).parents[1] / "migrations"
# Its own table: the desk may keep its tables and its own version table in the same database.
VERSION_TABLE = "courier_alembic_version"


def config_for(connection: Connection) -> Config:
    """An Alembic configuration that works on an open connection instead of a file alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def migrate(url: str) -> None:
    """Upgrade the database at ``url`` to the newest schema; nothing happens if it is there already."""
    engine = make_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


def has_tables(connection: Connection) -> bool:
    """Say whether the parcels' tables exist; to be called through ``run_sync``."""
    return inspect(connection).has_table("scans")


def _upgrade(connection: Connection) -> None:
    command.upgrade(config_for(connection), "head")
