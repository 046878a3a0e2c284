"""ZTO's open platform over real HTTP: signatures byte for byte, every refusal, every kind of trouble. No mocks here."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from courier.facts import Facts
from courier.tracking import PhoneTailNeeded, Reason, SourceUnavailable
from courier.tracking.remote import ATTEMPTS, CarrierClient
from courier.tracking.zto import ZtoSource
from courier.tracking.zto_digest import Algorithm, make_digest
from tests.waiting import eventually

from .conftest import NOW, open_zto
from .servers import base
from .servers.base import Reply
from .servers.zto import APP_KEY, ZtoServer, event
from .tracked_parcels import FOREIGN, KNOWN, TAIL, UNKNOWN, ZTO


@pytest.fixture
def server() -> Iterator[ZtoServer]:
    with ZtoServer() as running:
        running.parcels[KNOWN] = ZTO
        yield running


@pytest.fixture
async def source(server: ZtoServer, facts: Facts) -> AsyncIterator[ZtoSource]:
    opened = open_zto(server, facts)
    yield opened
    await opened.close()


@pytest.mark.parametrize("algorithm", ["md5", "sha256", "hmac_sha256"])
@pytest.mark.parametrize("timed", [False, True])
async def test_every_way_of_signing_is_accepted(algorithm: Algorithm, timed: bool, facts: Facts) -> None:
    with ZtoServer(algorithm, timed=timed) as server:
        server.parcels[KNOWN] = ZTO
        source = open_zto(server, facts)
        assert (await source.track(KNOWN, phone_tail=TAIL)).found
        await source.close()


async def test_the_tail_is_sent_only_if_it_is_wanted(server: ZtoServer, source: ZtoSource) -> None:
    told = await source.track(KNOWN, phone_tail=TAIL)
    server.asks_for_tail = False
    told_anybody = await source.track(KNOWN, phone_tail=TAIL)
    assert (told.needed_tail, told_anybody.needed_tail) == (True, False)
    without, with_tail = b'{"billCode":"73100000000011"}', b'{"billCode":"73100000000011","mobilePhone":"1234"}'
    assert [query.body for query in server.queries] == [without, with_tail, without]


@pytest.mark.parametrize(("tail", "mismatch"), [(None, False), ("9999", True)])
async def test_a_tail_that_is_missing_or_wrong_is_told(source: ZtoSource, tail: str | None, mismatch: bool) -> None:
    with pytest.raises(PhoneTailNeeded) as needed:
        await source.track(KNOWN, phone_tail=tail)
    assert needed.value.mismatch is mismatch


async def test_a_tail_that_nobody_compares_proves_nothing(server: ZtoServer, source: ZtoSource) -> None:
    server.asks_for_tail = False
    assert await source.knows_tail(KNOWN, TAIL) is False


@pytest.mark.parametrize("waybill", [FOREIGN, "", "\0", "12", "9" * 5000])
async def test_what_is_no_number_of_theirs_is_not_sent(server: ZtoServer, source: ZtoSource, waybill: str) -> None:
    assert (await source.track(waybill)).found is False
    assert server.queries == []


@pytest.mark.parametrize("code", ["E416", None])
async def test_unknown_waybill_is_an_answer(server: ZtoServer, source: ZtoSource, code: str | None) -> None:
    server.refusal = code
    assert (await source.track(UNKNOWN)).found is False
    assert len(server.queries) == 1


@pytest.mark.parametrize(
    ("code", "reason", "hint"),
    [
        ("S200", Reason.BUSY, "timed out"),
        ("S203", Reason.QUOTA, "raise the limit"),
        ("S206", Reason.QUOTA, "quota"),
        ("S221", Reason.QUOTA, "quota"),
        ("S207", Reason.REFUSED, "ZTO_API_URL"),
        ("S208", Reason.REFUSED, "parameter"),
        ("S210", Reason.REFUSED, "bind the service"),
        ("S211", Reason.REFUSED, "ZTO_APP_SECRET"),
        ("S212", Reason.REFUSED, "allowed"),
        ("S214", Reason.REFUSED, "clock"),
        ("E404", Reason.REFUSED, "account"),
        ("E418", Reason.REFUSED, "authorised"),
        ("X999", Reason.BAD_ANSWER, "X999"),
    ],
)
async def test_a_refusal_tells_operators_what_to_do(
    server: ZtoServer, source: ZtoSource, code: str, reason: Reason, hint: str
) -> None:
    server.refusal = code
    with pytest.raises(SourceUnavailable) as failed:
        await source.track(UNKNOWN)
    assert failed.value.reason is reason
    assert len(server.queries) == (ATTEMPTS if reason is Reason.BUSY else 1)
    assert hint in failed.value.hint
    assert failed.value.is_retryable is (reason not in (Reason.REFUSED, Reason.BAD_ANSWER))


async def test_a_wrong_secret_is_found_out(server: ZtoServer, facts: Facts) -> None:
    digest = make_digest("md5", "another secret")
    source = ZtoSource(CarrierClient(server.url, 5), APP_KEY, digest, facts.tracking, lambda: NOW, timed=False)
    with pytest.raises(SourceUnavailable, match="S211"):
        await source.track(KNOWN)
    await source.close()


@pytest.mark.parametrize(
    ("reply", "reason", "queries"),
    [
        pytest.param(base.HTML, Reason.BAD_ANSWER, 1, id="html"),
        pytest.param(base.WRONG_JSON, Reason.BAD_ANSWER, 1, id="wrong json"),
        pytest.param(base.NO_OBJECT, Reason.BAD_ANSWER, 1, id="no object"),
        pytest.param(base.HUGE, Reason.BAD_ANSWER, 1, id="huge"),
        pytest.param(base.SERVER_ERROR, Reason.BROKEN, 1, id="500"),
        pytest.param(base.FORBIDDEN, Reason.REFUSED, 1, id="403"),
        pytest.param(base.UNAVAILABLE, Reason.BUSY, ATTEMPTS, id="503"),
    ],
)
async def test_trouble_is_an_error_and_no_unknown_parcel(
    server: ZtoServer, source: ZtoSource, reply: Reply, reason: Reason, queries: int
) -> None:
    server.fails(reply, times=ATTEMPTS)
    with pytest.raises(SourceUnavailable) as failed:
        await source.track(KNOWN, phone_tail=TAIL)
    assert (failed.value.reason, len(server.queries)) == (reason, queries)


async def test_trouble_that_passes_is_not_noticed(server: ZtoServer, source: ZtoSource) -> None:
    server.fails(base.UNAVAILABLE)
    assert (await source.track(KNOWN, phone_tail=TAIL)).found


async def test_a_slow_carrier_is_left_after_the_time_that_a_customer_waits(server: ZtoServer, facts: Facts) -> None:
    source = open_zto(server, facts, timeout_s=0.2)
    server.fails(base.SLOW)
    with pytest.raises(SourceUnavailable) as failed:
        await source.track(KNOWN, phone_tail=TAIL)
    assert failed.value.reason is Reason.TIMEOUT
    server.released.set()
    assert await eventually(lambda: len(server.queries) == 1)
    await source.close()


async def test_nobody_listening(facts: Facts) -> None:
    with ZtoServer() as gone:
        source = open_zto(gone, facts)
    with pytest.raises(SourceUnavailable) as failed:
        await source.track(KNOWN)
    assert failed.value.reason is Reason.UNREACHABLE
    await source.close()


async def test_the_reason_of_a_problem_is_told_without_people(source: ZtoSource) -> None:
    answer = await source.track(KNOWN, phone_tail=TAIL)
    assert answer.latest is not None
    assert answer.latest.note == "【南通崇川网点】 收件人李*电话无人接听，请打138****1234确认"
    assert [one.note for one in answer.scans[1:]] == ["", "", ""]
    assert (answer.origin, answer.destination, answer.sent_at) == ("上海市", "", answer.scans[-1].at)


async def test_an_unknown_scan_is_on_the_way_and_silence_is_stuck(server: ZtoServer, facts: Facts) -> None:
    server.parcels[KNOWN] = [event("2026-11-21 18:30", "中转集包")]
    statuses = []
    for late in (timedelta(), timedelta(days=3)):
        source = open_zto(server, facts, clock=lambda late=late: NOW + late)  # type: ignore[misc]
        statuses.append((await source.track(KNOWN, phone_tail=TAIL)).status)
        await source.close()
    assert statuses == ["in_transit", "stuck"]
