"""What all suites share: databases of their own, and an honest account of what this machine cannot test."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis

from scripts.stages import NO_CHROMIUM, chromium
from tests.databases import KINDS, Databases

NOT_GIVEN = "there is no {} (TEST_{}_URL is not set; `make test` starts one if it is installed)"
pytest_plugins = ["pytester"]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what needs a missing service; where everything is required (CI), fail instead."""
    for reason in _missing_for(item):
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(f"{reason}, but everything has to be tested here.", pytrace=False)
        pytest.skip(reason)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with tests that may take long come first: beside each other, the last of them would keep everybody waiting."""
    longest: defaultdict[Path, int] = defaultdict(int)
    for item in items:
        limit = item.get_closest_marker("timeout")
        longest[item.path] = max(longest[item.path], limit.args[0] if limit else 0)
    items.sort(key=lambda item: -longest[item.path])


def _missing_for(item: pytest.Item) -> list[str]:
    needs = {
        "postgres": None if os.environ.get("TEST_POSTGRES_URL") else NOT_GIVEN.format("PostgreSQL", "POSTGRES"),
        "redis": None if os.environ.get("TEST_REDIS_URL") else NOT_GIVEN.format("Redis", "REDIS"),
        "browser": None if chromium() else NO_CHROMIUM,
    }
    return [reason for marker, reason in needs.items() if reason and item.get_closest_marker(marker)]


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes databases, which are gone after the run."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.drop_all()


@pytest.fixture(scope="module", params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` and `postgres`: each test of a module runs with both."""
    return str(request.param)


@pytest.fixture(scope="module")
def database_url(database_kind: str, databases: Databases) -> str:
    """The SQLAlchemy URL of an empty database, once per module and per kind of database."""
    return databases.empty(database_kind)


@pytest.fixture
def redis_url() -> str:
    """An empty Redis, of this process alone; tests that ask for it carry the marker `redis`."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    url = urlsplit(os.environ["TEST_REDIS_URL"])._replace(path=f"/{number}").geturl()
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    return url
