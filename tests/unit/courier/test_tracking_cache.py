"""Answers that are kept: for how long, for whom, and what happens when the source is silent."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from courier.storage.engine import make_engine
from courier.storage.tables import tracking_records
from courier.tracking import NullSource, People, PhoneTailNeeded, Reason, SourceUnavailable, Tracking, unknown
from courier.tracking.breaker import Breaker
from courier.tracking.cache import CachedSource
from courier.tracking.observed import ObservedSource
from courier.tracking.records import Limits, Records, RecordStore
from courier.tracking.stored_records import StoredRecords

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PARCEL, OTHER = "73100000000011", "73100000000029"
MINUTE = timedelta(minutes=1)
EASY, STRICT = Limits(30 * MINUTE, is_strict=False), Limits(30 * MINUTE, is_strict=True, per_day=3)


class Carrier:
    """A source that answers, waits or fails as it is told to, and knows whose telephone is on the parcel."""

    name = "test"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self.error: Exception | None = None
        self.tails: set[str] = set()
        self.knows = True
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    def serves(self, carrier: str | None) -> bool:
        return carrier == "zto"

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        self.asked.append((waybill, phone_tail))
        await self.may_answer.wait()
        if self.error:
            raise self.error
        if self.tails and phone_tail not in self.tails:
            raise PhoneTailNeeded(mismatch=phone_tail is not None)
        if not self.knows:
            return unknown(waybill)
        return Tracking(waybill, "zto", found=True, status="in_transit", needed_tail=bool(self.tails))

    async def people(self, waybill: str) -> People | None:
        return None

    async def knows_tail(self, waybill: str, tail: str) -> bool:
        return tail in self.tails

    async def close(self) -> None:
        return None


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def carrier() -> Carrier:
    return Carrier()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "stored"])
async def store(request: pytest.FixtureRequest, clock: Clock, tmp_path: Path) -> AsyncIterator[RecordStore | None]:
    """Where records are kept: in the process, or in a database."""
    if request.param == "memory":
        yield None
        return
    engine = make_engine(f"sqlite+aiosqlite:///{tmp_path}/courier.db")
    async with engine.begin() as connection:
        await connection.run_sync(tracking_records.create)
    stored = StoredRecords(engine, clock)
    yield stored
    await stored.close()


@pytest.fixture
def source(carrier: Carrier, clock: Clock, store: RecordStore | None) -> CachedSource:
    return cached(carrier, clock, EASY, store)


def cached(carrier: Carrier, clock: Clock, limits: Limits, store: RecordStore | None) -> CachedSource:
    return CachedSource(carrier, limits, Breaker("test", clock), clock, store=store, most_records=100)


async def test_a_fresh_answer_is_kept_and_says_of_when(source: CachedSource, carrier: Carrier, clock: Clock) -> None:
    first = await source.track(PARCEL)
    clock.now += 29 * MINUTE
    second = await source.track("7310-0000-0000-11")
    assert (first.as_of, second.as_of, second.is_stale, len(carrier.asked)) == (None, NOW, False, 1)


async def test_an_old_answer_is_asked_for_again(source: CachedSource, carrier: Carrier, clock: Clock) -> None:
    await source.track(PARCEL)
    clock.now += 30 * MINUTE
    assert (await source.track(PARCEL)).as_of is None
    assert len(carrier.asked) == 2


async def test_each_waybill_is_for_itself(source: CachedSource, carrier: Carrier) -> None:
    assert {(await source.track(number)).waybill for number in (PARCEL, OTHER)} == {PARCEL, OTHER}
    assert len(carrier.asked) == 2


async def test_simultaneous_questions_wait_for_one_query(source: CachedSource, carrier: Carrier) -> None:
    carrier.may_answer.clear()
    waiting = [asyncio.create_task(source.track(PARCEL)) for _ in range(5)]
    await asyncio.sleep(0)
    carrier.may_answer.set()
    assert all(answer.found for answer in await asyncio.gather(*waiting))
    assert len(carrier.asked) == 1


async def test_an_asker_who_leaves_does_not_end_the_query_for_others(source: CachedSource, carrier: Carrier) -> None:
    carrier.may_answer.clear()
    leaving, staying = (asyncio.create_task(source.track(PARCEL)) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    carrier.may_answer.set()
    assert (await staying).found
    assert len(carrier.asked) == 1


@pytest.mark.parametrize("reason", list(Reason))
async def test_a_silent_source_leaves_the_old_answer_for_a_day(
    source: CachedSource, carrier: Carrier, clock: Clock, reason: Reason
) -> None:
    await source.track(PARCEL)
    carrier.error = SourceUnavailable(reason, "hint")
    clock.now += timedelta(hours=24)
    stale = await source.track(PARCEL)
    assert (stale.is_stale, stale.as_of) == (True, NOW)
    clock.now += MINUTE
    with pytest.raises(SourceUnavailable):
        await source.track(PARCEL)


async def test_a_silent_source_without_an_old_answer_is_told(source: CachedSource, carrier: Carrier) -> None:
    carrier.error = SourceUnavailable(Reason.BROKEN, "hint")
    with pytest.raises(SourceUnavailable, match="broken"):
        await source.track(PARCEL)


async def test_nobody_gets_an_answer_that_was_given_for_anothers_tail(
    source: CachedSource, carrier: Carrier, clock: Clock
) -> None:
    carrier.tails = {"1234"}
    assert (await source.track(PARCEL, phone_tail="1234")).found
    for tail in (None, "9999"):
        with pytest.raises(PhoneTailNeeded) as needed:
            await source.track(PARCEL, phone_tail=tail)
        assert needed.value.mismatch is (tail is not None)
    carrier.error = SourceUnavailable(Reason.BROKEN, "hint")
    clock.now += 31 * MINUTE
    with pytest.raises(SourceUnavailable):
        await source.track(PARCEL)


@pytest.mark.parametrize("tail", [None, "1234"])
async def test_an_answer_that_needed_no_tail_is_for_everybody_and_proves_nothing(
    source: CachedSource, carrier: Carrier, tail: str | None
) -> None:
    await source.track(PARCEL, phone_tail=tail)
    assert [(await source.track(PARCEL, phone_tail=one)).found for one in (None, "9999")] == [True, True]
    assert await source.knows_tail(PARCEL, "1234") is False
    assert len(carrier.asked) == 1


async def test_a_tail_that_was_compared_is_known_without_asking_again(source: CachedSource, carrier: Carrier) -> None:
    carrier.tails = {"1234"}
    assert [await source.knows_tail(PARCEL, "1234") for _ in range(2)] == [True, True]
    assert len(carrier.asked) == 1
    assert await source.knows_tail(PARCEL, "9999") is False


async def test_a_query_that_timed_out_counts_for_a_strict_carrier(
    carrier: Carrier, clock: Clock, store: RecordStore | None
) -> None:
    source = cached(carrier, clock, STRICT, store)
    carrier.error = SourceUnavailable(Reason.TIMEOUT, "hint")
    for reason in (Reason.TIMEOUT, Reason.TOO_SOON):
        with pytest.raises(SourceUnavailable) as failed:
            await source.track(PARCEL)
        assert failed.value.reason is reason
    carrier.error = None
    clock.now += 30 * MINUTE
    assert (await source.track(PARCEL)).found


async def test_a_strict_carrier_is_not_asked_earlier_for_another_tail(
    carrier: Carrier, clock: Clock, store: RecordStore | None
) -> None:
    source = cached(carrier, clock, STRICT, store)
    carrier.tails = {"1234", "5678"}
    await source.track(PARCEL, phone_tail="1234")
    with pytest.raises(SourceUnavailable, match="too_soon"):
        await source.track(PARCEL, phone_tail="5678")
    clock.now += 30 * MINUTE
    assert (await source.track(PARCEL, phone_tail="5678")).found


async def test_a_mistyped_tail_may_be_put_right_at_once_but_not_for_ever(
    carrier: Carrier, clock: Clock, store: RecordStore | None
) -> None:
    source = cached(carrier, clock, STRICT, store)
    carrier.tails = {"1234"}
    for tail in ("0001", "0002", "0003"):
        with pytest.raises(PhoneTailNeeded):
            await source.track(PARCEL, phone_tail=tail)
    with pytest.raises(SourceUnavailable, match="3 times in 24 hours"):
        await source.track(PARCEL, phone_tail="1234")
    clock.now += timedelta(hours=24)
    assert (await source.track(PARCEL, phone_tail="1234")).found


async def test_a_missing_tail_uses_nothing_up(carrier: Carrier, clock: Clock, store: RecordStore | None) -> None:
    source = cached(carrier, clock, STRICT, store)
    carrier.tails = {"1234"}
    for _ in range(10):
        with pytest.raises(PhoneTailNeeded):
            await source.track(PARCEL)
    assert (await source.track(PARCEL, phone_tail="1234")).found


async def test_other_carriers_parcels_are_not_asked_for(source: CachedSource, carrier: Carrier) -> None:
    assert (await source.track("SF1409928837715")).carrier == "sf"
    assert carrier.asked == []


def test_the_records_are_bounded_and_keep_what_is_used() -> None:
    records = Records(2)
    kept = records.of("1")
    records.of("2")
    assert records.of("1") is kept
    records.of("3")
    assert (len(records), records.of("1") is kept) == (2, True)


async def test_an_unknown_waybill_of_before_is_no_answer_while_the_source_is_silent(
    source: CachedSource, carrier: Carrier, clock: Clock
) -> None:
    carrier.knows = False
    assert (await source.track(PARCEL)).found is False
    carrier.error = SourceUnavailable(Reason.BROKEN, "hint")
    clock.now += 31 * MINUTE
    with pytest.raises(SourceUnavailable):
        await source.track(PARCEL)


async def test_the_log_names_source_outcome_and_no_waybill(
    source: CachedSource, carrier: Carrier, clock: Clock
) -> None:
    observed = ObservedSource(source)
    with capture_logs() as logs:
        await observed.track(PARCEL)
        await observed.track(PARCEL)
        carrier.error = SourceUnavailable(Reason.REFUSED, "check the key")
        with pytest.raises(SourceUnavailable):
            await observed.track(OTHER)
        clock.now += 31 * MINUTE
        await observed.track(PARCEL)
        carrier.error, carrier.tails = None, {"1234"}
        for tail in (None, "9999"):
            with pytest.raises(PhoneTailNeeded):
                await observed.track(OTHER, phone_tail=tail)
    lookups = [one for one in logs if one["event"] == "tracking.lookup"]
    assert [one["outcome"] for one in lookups] == ["found", "kept", "refused", "stale", "tail_needed", "tail_mismatch"]
    assert all(one["source"] == "test" and one["duration_ms"] >= 0 for one in lookups)
    failures = [one for one in logs if one["event"] == "tracking.source.failed"]
    assert [(one["log_level"], one["hint"]) for one in failures] == [("error", "check the key")] * 2
    assert not [number for number in (PARCEL, OTHER) if number in repr(logs)]


async def test_what_is_no_number_is_not_logged() -> None:
    with capture_logs() as logs:
        await ObservedSource(NullSource()).track("x" * 10_000)
    assert [one["waybill"] for one in logs] == ["****"]


async def test_closing_ends_what_is_under_way(source: CachedSource, carrier: Carrier) -> None:
    carrier.may_answer.clear()
    waiting = asyncio.create_task(source.track(PARCEL))
    await asyncio.sleep(0)
    await source.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_nothing_is_looked_up_for_a_source_that_serves_nobody(clock: Clock) -> None:
    source = CachedSource(NullSource(), EASY, Breaker("null", clock), clock)
    assert (await source.track(PARCEL)).found is False
