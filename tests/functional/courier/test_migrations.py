"""The migrations make what the tables say, beside other people's tables."""

import sqlite3
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.storage.engine import make_engine
from courier.storage.migrate import VERSION_TABLE, config_for, has_tables, migrate
from courier.storage.tables import metadata


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_migrated_database_is_what_the_tables_say(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_version_is_kept_in_a_table_of_our_own(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert set(names) == {"parcels", "scans", "tail_attempts", "tracking_records", "courier_alembic_version"}


async def test_migrating_again_changes_nothing(migrated_url: str, engine: AsyncEngine) -> None:
    await migrate(migrated_url)
    async with engine.connect() as connection:
        versions = (await connection.execute(text("select version_num from courier_alembic_version"))).scalars().all()
    assert versions == ["0004"]


async def test_downgrade_leaves_other_tables_alone(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/shared.db"
    with sqlite3.connect(tmp_path / "shared.db") as other:
        other.execute("create table conversations (id integer)")
    other.close()
    await migrate(url)
    engine = make_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.downgrade(config_for(sync), "base"))
        assert not await connection.run_sync(has_tables)
        assert await connection.run_sync(lambda sync: inspect(sync).has_table("conversations"))
    await engine.dispose()


async def test_sqlite_lets_readers_read_while_an_import_writes(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite+aiosqlite:///{tmp_path}/deep/folder/x.db")
    async with engine.connect() as connection:
        settings = [
            (await connection.execute(text(f"pragma {name}"))).scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    await engine.dispose()
    assert settings == ["wal", 1, 10_000]
