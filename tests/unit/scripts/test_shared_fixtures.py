"""The fixtures of tests/conftest.py, which every suite relies on."""

import pytest
import redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine


async def test_database_is_empty_and_can_be_written(database_url: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE parcel (waybill TEXT)"))
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM parcel"))).scalar_one() == 0
    await engine.dispose()


@pytest.mark.redis
def test_redis_is_empty_and_can_be_written(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        assert client.set("key", "value")


def test_left_out_tests_are_named_and_fail_where_everything_is_required(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("from tests.conftest import *")
    pytester.makepyfile("import pytest\n\n@pytest.mark.redis\ndef test_it(): pass")
    pytester.makeini(
        "[pytest]\naddopts = -ra\nmarkers = redis\n    postgres\n    browser\nasyncio_default_fixture_loop_scope = function"
    )
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("TEST_REDIS_URL", raising=False)
        environment.delenv("REQUIRE_ALL", raising=False)
        result = pytester.runpytest_inprocess()
        result.assert_outcomes(skipped=1)
        result.stdout.fnmatch_lines(["SKIPPED*there is no Redis*"])
        environment.setenv("REQUIRE_ALL", "1")
        # A failure in the set-up of a test counts as an error.
        pytester.runpytest_inprocess().assert_outcomes(errors=1)
