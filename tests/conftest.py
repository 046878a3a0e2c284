"""What all suites share: databases of their own, and an honest account of what this machine cannot test."""

import asyncio
import os
from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest
import redis

from scripts.stages import NO_CHROMIUM, chromium

NOT_GIVEN = "there is no {} (TEST_{}_URL is not set; `make test` starts one if it is installed)"
pytest_plugins = ["pytester"]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what needs a missing service; where everything is required (CI), fail instead."""
    for reason in _missing_for(item):
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(f"{reason}, but everything has to be tested here.", pytrace=False)
        pytest.skip(reason)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run beside each other, those of one file stay together, and so do all whole conversations.

    The former share a database, the latter a running product.
    """
    for item in items:
        file = item.path.relative_to(item.config.rootpath)
        together = file.parent if file.parent.name == "conversation" else file
        item.add_marker(pytest.mark.xdist_group(together.as_posix()))


def _missing_for(item: pytest.Item) -> list[str]:
    needs = {
        "postgres": None if os.environ.get("TEST_POSTGRES_URL") else NOT_GIVEN.format("PostgreSQL", "POSTGRES"),
        "redis": None if os.environ.get("TEST_REDIS_URL") else NOT_GIVEN.format("Redis", "REDIS"),
        "browser": None if chromium() else NO_CHROMIUM,
    }
    return [reason for marker, reason in needs.items() if reason and item.get_closest_marker(marker)]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database, once per module and per kind of database."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('sqlite')}/test.db"
        return
    yield from fresh_postgres()


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database; tests that ask for it carry the marker `postgres`."""
    yield from fresh_postgres()


@pytest.fixture
def redis_url() -> str:
    """An empty Redis; tests that ask for it carry the marker `redis`."""
    url = os.environ["TEST_REDIS_URL"]
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    return url


def fresh_postgres() -> Iterator[str]:
    server = os.environ["TEST_POSTGRES_URL"]
    name = f"test_{uuid4().hex}"
    asyncio.run(_on_server(server, f"CREATE DATABASE {name}"))
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    asyncio.run(_on_server(server, f"DROP DATABASE {name} WITH (FORCE)"))


async def _on_server(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server.replace("+asyncpg", ""))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
