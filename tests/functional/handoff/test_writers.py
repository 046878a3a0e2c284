"""Transactions that write wait in line, and not for anybody who only looks for work."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.pool import QueuePool

from handoff.storage.engine import Database
from handoff.storage.leasing import lease
from handoff.storage.tables import Dispatch
from tests.databases import Databases

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
WRITERS = 8


async def test_writers_of_one_process_write_in_the_order_in_which_they_came(databases: Databases) -> None:
    database, wrote = Database(databases.empty("sqlite")), list[int]()

    async def write(number: int) -> None:
        async with database.transaction() as session:
            await session.connection()
            wrote.append(number)

    async with database.transaction() as session:
        await session.connection()
        waiting = [asyncio.create_task(write(number)) for number in range(WRITERS)]
        await asyncio.sleep(0)
        pool = database.engine.pool
        assert isinstance(pool, QueuePool)
        # None of the others asks SQLite in vain meanwhile, which would put it to sleep.
        assert pool.checkedout() == 1
    await asyncio.gather(*waiting)
    await database.close()

    assert wrote == list(range(WRITERS))


async def test_one_that_fails_lets_the_next_one_write(databases: Databases) -> None:
    database = Database(databases.empty("sqlite"))

    async def fail() -> None:
        async with database.transaction() as session:
            await session.connection()
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        await fail()
    async with asyncio.timeout(5), database.transaction() as session:
        await session.connection()
    await database.close()


async def test_who_finds_no_work_waits_for_no_writer(migrated_url: str) -> None:
    database = Database(migrated_url)
    due = select(Dispatch).where(Dispatch.next_at <= NOW)
    async with database.transaction() as session:
        await session.connection()
        async with asyncio.timeout(5):
            assert await lease(database, due, NOW) is None
    await database.close()
