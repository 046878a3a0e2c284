"""Brings a database to the newest schema, and writes new migrations from the tables."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

from handoff.storage.engine import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


async def migrate(database: Database, to: str = "head") -> None:
    """Apply every migration that is not applied yet, up to a revision."""
    await _run(database, lambda config: command.upgrade(config, to))


async def revert(database: Database, to: str) -> None:
    """Undo the migrations after a revision."""
    await _run(database, lambda config: command.downgrade(config, to))


async def new_revision(database: Database, message: str) -> None:
    """Write a migration file with the difference between the tables and the database."""
    await _run(database, lambda config: command.revision(config, message, autogenerate=True))


async def pending_changes(database: Database) -> None:
    """Raise alembic's CommandError when the tables and the migrations differ."""
    await _run(database, command.check)


async def _run(database: Database, action: Callable[[Config], object]) -> None:
    async with database.engine.connect() as connection:
        await connection.run_sync(_call, action)
        await connection.commit()


def _call(connection: Connection, action: Callable[[Config], object]) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    action(config)
