"""One conformance class for every log of wrong tails, and what only the stored one has to keep to."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete

from courier.facts import Facts
from courier.storage.engine import make_engine
from courier.storage.tables import tail_attempts
from courier.tails import MemoryTailLog, StoredTailLog, TailLog

from .conftest import NOW

MOST = 5


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def stored(migrated_url: str, facts: Facts, clock: Clock) -> AsyncIterator[StoredTailLog]:
    engine = make_engine(migrated_url)
    async with engine.begin() as connection:
        await connection.execute(delete(tail_attempts))
    log = StoredTailLog(engine, facts.privacy, clock)
    yield log
    await log.close()


@pytest.fixture(params=["memory", "stored"])
def log(request: pytest.FixtureRequest, stored: StoredTailLog) -> TailLog:
    return MemoryTailLog(MOST) if request.param == "memory" else stored


class TestTailLog:
    """What every log keeps to."""

    async def test_after_five_wrong_tails_the_subject_is_locked(self, log: TailLog) -> None:
        taken = [await log.reserve("parcel:1", f"m{n}") for n in range(MOST + 2)]
        assert taken == [True] * MOST + [False] * 2
        assert (await log.left("parcel:1"), await log.left("parcel:2")) == (0, MOST)

    async def test_the_same_message_counts_once(self, log: TailLog) -> None:
        assert [await log.reserve("parcel:1", "m1") for _ in range(9)] == [True] * 9
        assert await log.left("parcel:1") == MOST - 1

    async def test_messages_without_a_name_count_each(self, log: TailLog) -> None:
        assert [await log.reserve("parcel:1", "") for _ in range(MOST + 1)] == [True] * MOST + [False]

    async def test_what_is_released_is_free_again(self, log: TailLog) -> None:
        for number in range(20):
            assert await log.reserve("parcel:1", f"m{number}")
            await log.release("parcel:1")
        assert await log.left("parcel:1") == MOST

    async def test_releasing_what_was_never_reserved_gives_nothing(self, log: TailLog) -> None:
        await log.release("parcel:1")
        assert await log.left("parcel:1") == MOST

    async def test_log_can_be_closed_twice(self, log: TailLog) -> None:
        await log.close()
        await log.close()


async def test_a_lock_lasts_a_day_from_the_last_wrong_tail(stored: StoredTailLog, clock: Clock) -> None:
    for number in range(MOST):
        await stored.reserve("parcel:1", f"m{number}")
        clock.now += timedelta(hours=1)
    clock.now += timedelta(hours=22, minutes=59)
    assert (await stored.left("parcel:1"), await stored.reserve("parcel:1", "m9")) == (0, False)

    clock.now += timedelta(minutes=2)
    assert (await stored.left("parcel:1"), await stored.reserve("parcel:1", "m9")) == (MOST, True)


async def test_processes_that_try_at_once_cannot_try_more_together(
    stored: StoredTailLog, migrated_url: str, facts: Facts, clock: Clock
) -> None:
    logs = [StoredTailLog(make_engine(migrated_url), facts.privacy, clock) for _ in range(4)]
    taken = await asyncio.gather(*(log.reserve("parcel:1", f"{n}-{m}") for n, log in enumerate(logs) for m in range(4)))
    for log in logs:
        await log.close()

    assert sum(taken) == MOST
