"""The migrations make exactly the tables that the code expects."""

from handoff.storage.engine import Database
from handoff.storage.migrate import pending_changes


async def test_tables_and_migrations_agree(migrated_url: str) -> None:
    database = Database(migrated_url)
    await pending_changes(database)
    await database.close()
