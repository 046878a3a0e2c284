"""A migrated database of each kind, emptied before each test."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.facts import Facts, load_facts
from courier.storage.engine import make_engine
from courier.storage.migrate import migrate
from courier.storage.tables import parcels, scans

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts()


@pytest.fixture(scope="module")
def migrated_url(database_url: str) -> str:
    asyncio.run(migrate(database_url))
    return database_url


@pytest.fixture
async def engine(migrated_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(migrated_url)
    async with engine.begin() as connection:
        await connection.execute(delete(scans))
        await connection.execute(delete(parcels))
    yield engine
    await engine.dispose()


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder, so that neither a .env nor the real var/ is touched."""
    monkeypatch.chdir(tmp_path)
    for name in ("FACTS_DIR", "TRACKING_SOURCE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path
