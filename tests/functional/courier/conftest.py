"""A migrated database of each kind, emptied before each test."""

import asyncio
import os
from collections.abc import AsyncIterator, Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.clock import Clock
from courier.facts import Facts, load_facts
from courier.storage.engine import make_engine
from courier.storage.migrate import migrate
from courier.storage.tables import parcels, scans, tracking_records
from courier.tracking.kuaidi100 import Kuaidi100Source
from courier.tracking.remote import CarrierClient
from courier.tracking.zto import ZtoSource
from courier.tracking.zto_digest import make_digest
from tests.databases import Databases

from .servers import kuaidi100, zto
from .servers.kuaidi100 import Kuaidi100Server
from .servers.zto import ZtoServer

OF_SOURCES = ("TRACKING_", "ZTO_", "KUAIDI100_")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts()


def _migrate(url: str) -> None:
    asyncio.run(migrate(url))


@pytest.fixture(scope="module")
def migrated_url(database_kind: str, databases: Databases) -> str:
    return databases.prepared(database_kind, _migrate)


@pytest.fixture
async def engine(migrated_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(migrated_url)
    async with engine.begin() as connection:
        await connection.execute(delete(tracking_records))
        await connection.execute(delete(scans))
        await connection.execute(delete(parcels))
    yield engine
    await engine.dispose()


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder, so that neither a .env nor the real var/ is touched."""
    monkeypatch.chdir(tmp_path)
    for name in ("FACTS_DIR", *filter(lambda name: name.startswith(OF_SOURCES), os.environ)):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


async def at_once(_seconds: float) -> None:
    """Let a retry come without waiting."""


def open_zto(server: ZtoServer, facts: Facts, clock: Clock = lambda: NOW, timeout_s: float = 5) -> ZtoSource:
    """The bare source, which asks this server."""
    digest = make_digest(server.algorithm, zto.APP_SECRET, zto.HMAC_KEY)
    client = CarrierClient(server.url, timeout_s, sleep=at_once)
    return ZtoSource(client, zto.APP_KEY, digest, facts.tracking, clock, timed=server.timed)


def open_kuaidi100(
    server: Kuaidi100Server, facts: Facts, clock: Clock = lambda: NOW, carriers: Collection[str] = ("zto",)
) -> Kuaidi100Source:
    """The bare source, which asks this server."""
    client = CarrierClient(server.url, 5, sleep=at_once)
    return Kuaidi100Source(client, kuaidi100.CUSTOMER, kuaidi100.KEY, facts.tracking, clock, carriers=carriers)
