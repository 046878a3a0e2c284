"""One conformance class for every tracking source, and what the local source keeps to itself."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.facts import Facts
from courier.importing.load import Subject, import_file
from courier.importing.progress import QuietReporter
from courier.settings import CourierSettings
from courier.tracking import NullSource, TrackingSource, open_source
from courier.tracking.local import LocalSource

from .conftest import NOW
from .files import PARCEL_HEADER, SCAN_HEADER, parcel, scan, write_csv

PARCELS = [parcel(), parcel("73100000000018"), parcel("73100000000020", origin="火星基地", destination="朝阳区")]
SCANS = [
    scan(time="2026-11-21 18:30:00"),
    scan(time="2026-11-20 10:05", type="收件", outlet="上海浦东张江网点", city="上海市", note="寄件人张三"),
    scan(time="2026-11-21 18:40", type="入柜", note="取件码123456"),
    scan(time="2026-11-21 19:10", type="问题件", note="请打13800001234确认"),
]


async def fill(engine: AsyncEngine, folder: Path) -> None:
    contents: dict[Subject, Path] = {
        "parcels": write_csv(folder / "p.csv", PARCEL_HEADER, PARCELS),
        "scans": write_csv(folder / "s.csv", SCAN_HEADER, SCANS),
    }
    async with engine.begin() as connection:
        for subject, path in contents.items():
            await import_file(connection, subject, path, QuietReporter())


@pytest.fixture
async def local(engine: AsyncEngine, tmp_path: Path, facts: Facts) -> AsyncIterator[LocalSource]:
    await fill(engine, tmp_path)
    source = LocalSource(engine, facts.tracking, lambda: NOW)
    yield source
    await source.close()


@pytest.fixture(params=["null", "local"])
def source(request: pytest.FixtureRequest, local: LocalSource) -> TrackingSource:
    return NullSource() if request.param == "null" else local


class TestTrackingSource:
    """What every source keeps to. A new source is added to the fixture ``source``."""

    async def test_unknown_waybill_has_no_record(self, source: TrackingSource) -> None:
        answer = await source.track("7310 0000 0000 99")
        assert (answer.waybill, answer.carrier) == ("73100000000099", "zto")
        assert (answer.found, answer.status, answer.scans, answer.latest) == (False, "no_record", (), None)
        assert await source.people("73100000000099") is None

    @pytest.mark.parametrize("waybill", ["", "   ", "'; drop table scans", "\0", "x" * 10_000, "🙂", "\ud800"])
    async def test_nonsense_is_no_error(self, source: TrackingSource, waybill: str) -> None:
        assert (await source.track(waybill)).found is False
        assert await source.people(waybill) is None

    async def test_scans_come_newest_first_with_aware_times(self, source: TrackingSource) -> None:
        moments = [one.at for one in (await source.track("73100000000011")).scans]
        assert moments == sorted(moments, reverse=True)
        assert all(one.utcoffset() == timedelta(0) for one in moments)

    async def test_no_answer_identifies_a_person(self, source: TrackingSource) -> None:
        shown = repr(await source.track("73100000000011"))
        secrets = ("张三", "李四", "小王", "13900005678", "13800001234", "13700000001", "工农路", "茶叶", "123456")
        assert not any(secret in shown for secret in secrets)

    async def test_source_can_be_closed_twice(self, source: TrackingSource) -> None:
        await source.close()
        await source.close()


async def test_tracking_tells_the_parcel(local: LocalSource) -> None:
    answer = await local.track("7310-0000-0000-11")
    assert (answer.found, answer.carrier, answer.kind, answer.insured) == (True, "zto", "goods", True)
    assert (answer.origin, answer.destination) == ("上海市浦东新区", "江苏省南通市崇川区")
    assert answer.declared_value == Decimal("99.90")
    assert answer.sent_at == datetime(2026, 11, 20, 2, tzinfo=UTC)


async def test_tracking_tells_the_newest_scan_and_the_reason_of_a_problem(local: LocalSource) -> None:
    answer = await local.track("73100000000011")
    assert answer.status == "problem"
    assert answer.latest is not None
    assert (answer.latest.outlet, answer.latest.note) == ("南通崇川网点", "请打138****1234确认")
    assert [one.note for one in answer.scans[1:]] == ["", "", ""]


async def test_registered_parcel_without_scans_is_found_without_record(local: LocalSource) -> None:
    answer = await local.track("73100000000018")
    assert (answer.found, answer.status) == (True, "no_record")


async def test_place_that_is_not_known_or_ambiguous_is_not_made_up(local: LocalSource) -> None:
    answer = await local.track("73100000000020")
    assert (answer.origin, answer.destination) == ("", "朝阳区")


async def test_people_are_there_for_who_knows_the_tail(local: LocalSource) -> None:
    people = await local.people("73100000000011")
    assert people is not None
    assert people.knows_tail("1234")
    assert people.courier is not None
    assert (people.receiver.name, people.courier.phone) == ("李四", "13700000001")
    assert "取件码123456" in people.notes


async def test_parcel_gets_stuck_by_the_clock_alone(engine: AsyncEngine, tmp_path: Path, facts: Facts) -> None:
    path = write_csv(tmp_path / "p.csv", PARCEL_HEADER, [parcel()])
    moves = write_csv(tmp_path / "s.csv", SCAN_HEADER, [scan(type="发件")])
    async with engine.begin() as connection:
        await import_file(connection, "parcels", path, QuietReporter())
        await import_file(connection, "scans", moves, QuietReporter())
    statuses = [
        (await LocalSource(engine, facts.tracking, lambda late=late: NOW + late).track("73100000000011")).status
        for late in (timedelta(), timedelta(days=3))
    ]
    assert statuses == ["in_transit", "stuck"]


async def test_setting_chooses_the_source(in_folder: Path) -> None:
    url = f"sqlite+aiosqlite:///{in_folder}/x.db"
    local = open_source(CourierSettings(database_url=url))
    assert isinstance(local, LocalSource)
    assert isinstance(open_source(CourierSettings(tracking_source="null")), NullSource)
    await local.close()
