"""Kuaidi100 over real HTTP: signature, return codes, and the lock rule that the cache keeps. No mocks here."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs

import pytest

from courier.facts import Facts
from courier.tracking import PhoneTailNeeded, Reason, SourceUnavailable
from courier.tracking.breaker import Breaker
from courier.tracking.cache import CachedSource
from courier.tracking.kuaidi100 import Kuaidi100Source
from courier.tracking.opening import KUAIDI100_LIMITS
from courier.tracking.remote import ATTEMPTS

from .conftest import NOW, open_kuaidi100
from .servers import base
from .servers.kuaidi100 import Kuaidi100Server, event
from .tracked_parcels import FOREIGN, KNOWN, KUAIDI100, TAIL, UNKNOWN


@dataclass
class Time:
    """A clock that the test turns."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server(time: Time) -> Iterator[Kuaidi100Server]:
    with Kuaidi100Server(time) as running:
        running.parcels[KNOWN] = KUAIDI100
        yield running


@pytest.fixture
async def source(server: Kuaidi100Server, facts: Facts, time: Time) -> AsyncIterator[Kuaidi100Source]:
    opened = open_kuaidi100(server, facts, time)
    yield opened
    await opened.close()


@pytest.fixture
def cached(source: Kuaidi100Source, time: Time) -> CachedSource:
    return CachedSource(source, KUAIDI100_LIMITS, Breaker("kuaidi100", time), time)


async def test_what_is_sent_is_what_is_signed(server: Kuaidi100Server, source: Kuaidi100Source) -> None:
    assert (await source.track(KNOWN, phone_tail=TAIL)).found
    form = parse_qs(server.queries[0].body.decode())
    assert form["param"] == ['{"com":"zhongtong","num":"73100000000011","phone":"1234","resultv2":"4"}']


async def test_without_a_tail_nothing_is_sent_for_carriers_that_ask_for_it(
    server: Kuaidi100Server, source: Kuaidi100Source
) -> None:
    with pytest.raises(PhoneTailNeeded) as needed:
        await source.track(KNOWN)
    assert (needed.value.mismatch, server.queries) == (False, [])


async def test_a_wrong_tail_is_told(source: Kuaidi100Source) -> None:
    with pytest.raises(PhoneTailNeeded) as needed:
        await source.track(KNOWN, phone_tail="9999")
    assert needed.value.mismatch


@pytest.mark.parametrize(
    ("code", "reason", "hint"),
    [
        ("400", Reason.REFUSED, "account"),
        ("501", Reason.BROKEN, "own error"),
        ("502", Reason.BUSY, "busy"),
        ("503", Reason.REFUSED, "KUAIDI100_KEY"),
        ("504", Reason.TOO_SOON, "locked"),
        ("601", Reason.QUOTA, "expired"),
        ("999", Reason.BAD_ANSWER, "999"),
    ],
)
async def test_a_refusal_tells_operators_what_to_do(
    server: Kuaidi100Server, source: Kuaidi100Source, code: str, reason: Reason, hint: str
) -> None:
    server.refusal = code
    with pytest.raises(SourceUnavailable) as failed:
        await source.track(UNKNOWN, phone_tail=TAIL)
    assert failed.value.reason is reason
    assert len(server.queries) == (ATTEMPTS if reason is Reason.BUSY else 1)
    assert hint in failed.value.hint


async def test_the_reason_of_a_problem_is_in_our_words(source: Kuaidi100Source) -> None:
    answer = await source.track(KNOWN, phone_tail=TAIL)
    assert answer.latest is not None
    assert answer.latest.note == "暂时联系不上收件人"
    assert (answer.origin, answer.destination) == ("上海市浦东新区", "江苏省南通市崇川区")


async def test_another_carrier_is_looked_up_where_the_setting_names_it(server: Kuaidi100Server, facts: Facts) -> None:
    server.parcels[FOREIGN] = [
        event("2026-11-21 18:30:00", "1002", "【深圳市】快件离开【深圳宝安集散中心】", "广东,深圳市")
    ]
    source = open_kuaidi100(server, facts, carriers=("zto", "sf"))
    answer = await source.track(FOREIGN, phone_tail=TAIL)
    await source.close()
    assert (answer.carrier, answer.status) == ("sf", "in_transit")
    assert [(one.type, one.outlet, one.city) for one in answer.scans] == [("发件", "深圳宝安集散中心", "深圳市")]


async def test_an_ordered_parcel_that_nobody_took_in_has_no_record_yet(
    server: Kuaidi100Server, source: Kuaidi100Source
) -> None:
    server.parcels[KNOWN] = [event("2026-11-21 09:00:00", "101", "您的订单已生成")]
    answer = await source.track(KNOWN, phone_tail=TAIL)
    assert (answer.found, answer.status) == (True, "no_record")


@pytest.mark.parametrize("moment", ["", "昨天", "0001-01-01 00:00:00", "9999-12-31 23:59:59", "1763720000"])
async def test_a_time_that_is_none_is_a_bad_answer(
    server: Kuaidi100Server, source: Kuaidi100Source, moment: str
) -> None:
    server.parcels[KNOWN] = [event(moment, "5", "")]
    with pytest.raises(SourceUnavailable) as failed:
        await source.track(KNOWN, phone_tail=TAIL)
    assert failed.value.reason is Reason.BAD_ANSWER


async def test_asked_all_day_the_waybill_is_never_locked(
    server: Kuaidi100Server, cached: CachedSource, time: Time
) -> None:
    asked_at = set()
    for _ in range(2 * 24 * 20):
        answer = await cached.track(KNOWN, phone_tail=TAIL)
        assert (answer.found, answer.is_stale) == (True, False)
        asked_at.add(answer.as_of)
        time.passes(minutes=3)
    assert len(server.queries) == 2 * 48
    assert len(asked_at) == 2 * 48 + 1


async def test_somebody_else_who_asks_too_costs_half_an_hour(
    server: Kuaidi100Server, cached: CachedSource, source: Kuaidi100Source, time: Time
) -> None:
    await source.track(KNOWN, phone_tail=TAIL)
    for _ in range(2):
        with pytest.raises(SourceUnavailable) as failed:
            await cached.track(KNOWN, phone_tail=TAIL)
        assert failed.value.reason is Reason.TOO_SOON
    assert len(server.queries) == 2
    time.passes(minutes=30)
    assert (await cached.track(KNOWN, phone_tail=TAIL)).found


async def test_simultaneous_questions_are_one_query(server: Kuaidi100Server, cached: CachedSource) -> None:
    answers = await asyncio.gather(*(cached.track(KNOWN, phone_tail=TAIL) for _ in range(20)))
    assert all(answer.found for answer in answers)
    assert len(server.queries) == 1


async def test_a_silent_source_leaves_the_old_answer_marked(
    server: Kuaidi100Server, cached: CachedSource, time: Time
) -> None:
    await cached.track(KNOWN, phone_tail=TAIL)
    time.passes(hours=1)
    server.fails(base.SERVER_ERROR)
    answer = await cached.track(KNOWN, phone_tail=TAIL)
    assert (answer.found, answer.is_stale, answer.as_of) == (True, True, NOW)
