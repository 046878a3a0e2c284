"""Several processes ask one strict carrier, and together keep its rules. No mocks here."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.facts import Facts
from courier.storage.engine import make_engine
from courier.tracking.breaker import Breaker
from courier.tracking.cache import ASKING_AT_MOST, CachedSource
from courier.tracking.errors import Reason, SourceUnavailable
from courier.tracking.opening import KUAIDI100_LIMITS
from courier.tracking.stored_records import StoredRecords

from .conftest import open_kuaidi100
from .servers.kuaidi100 import CUSTOMER, KEY, TAIL, Kuaidi100Server, event
from .test_tails import Clock

PARCEL = "73100000000011"
ASKERS = 3
# Asks ten times at once, and prints the places it was told of.
PROGRAM = f"""
import asyncio
from courier.settings import CourierSettings
from courier.tracking import open_source
async def main():
    source = open_source(CourierSettings())
    answers = await asyncio.gather(*(source.track("{PARCEL}", phone_tail="{TAIL}") for _ in range(10)))
    await source.close()
    print({{answer.scans[0].city for answer in answers}})
asyncio.run(main())
"""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Iterator[Kuaidi100Server]:
    with Kuaidi100Server(clock) as running:
        running.parcels = {PARCEL: [event("2026-11-21 09:00:00", "1002", "【南京市】到达", "江苏,南京市")]}
        yield running


@pytest.fixture
def url(migrated_url: str, engine: AsyncEngine) -> str:
    """An empty database."""
    return migrated_url


def process(server: Kuaidi100Server, facts: Facts, url: str, clock: Clock) -> CachedSource:
    """What one process has: a front and a breaker of its own, over the database of all."""
    store = StoredRecords(make_engine(url), clock)
    source = open_kuaidi100(server, facts, clock)
    return CachedSource(source, KUAIDI100_LIMITS, Breaker("kuaidi100", clock), clock, store=store)


def test_processes_that_ask_at_once_send_one_query(server: Kuaidi100Server, url: str) -> None:
    environment = {"TRACKING_SOURCE": "kuaidi100", "KUAIDI100_API_URL": server.url, "COURIER_DATABASE_URL": url}
    environment |= {"KUAIDI100_CUSTOMER": CUSTOMER, "KUAIDI100_KEY": KEY, "TRACKING_TIMEOUT_S": "5"}
    command = [sys.executable, "-c", PROGRAM]
    asking = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(ASKERS)
    ]
    told = [one.communicate(timeout=60) for one in asking]
    assert [out.splitlines()[-1] for out, _ in told] == ["{'南京市'}"] * ASKERS, told
    assert len(server.queries) == 1


async def test_half_an_hour_is_counted_together_for_a_whole_day(
    server: Kuaidi100Server, facts: Facts, url: str, clock: Clock
) -> None:
    sources = [process(server, facts, url, clock) for _ in range(2)]
    for number in range(48):
        assert (await sources[number % 2].track(PARCEL, phone_tail=TAIL)).found
        assert (await sources[1 - number % 2].track(PARCEL, phone_tail=TAIL)).as_of == clock.now
        clock.now += timedelta(minutes=30)
    clock.now -= timedelta(minutes=1)
    for source in sources:
        assert (await source.track(PARCEL, phone_tail=TAIL)).found
        await source.close()
    assert len(server.queries) == 48


async def test_what_a_dead_process_asked_counts(server: Kuaidi100Server, facts: Facts, url: str, clock: Clock) -> None:
    dead = StoredRecords(make_engine(url), clock)
    async with dead.held(PARCEL) as record:
        record.begin(clock.now, KUAIDI100_LIMITS)
    await dead.close()
    source = process(server, facts, url, clock)
    clock.now += ASKING_AT_MOST
    with pytest.raises(SourceUnavailable) as refused:
        await source.track(PARCEL, phone_tail=TAIL)
    assert (refused.value.reason, len(server.queries)) == (Reason.TOO_SOON, 0)
    clock.now += timedelta(minutes=30)
    assert (await source.track(PARCEL, phone_tail=TAIL)).found
    await source.close()


async def test_who_waits_for_another_process_gets_its_answer(
    server: Kuaidi100Server, facts: Facts, url: str, clock: Clock
) -> None:
    sources = [process(server, facts, url, clock) for _ in range(4)]
    answers = await asyncio.gather(*(source.track(PARCEL, phone_tail=TAIL) for source in sources))
    assert [answer.found for answer in answers] == [True] * 4
    assert len(server.queries) == 1
    for source in sources:
        await source.close()
