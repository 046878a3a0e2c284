"""One conformance class for every tracking source, and what the local source keeps to itself."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.facts import Facts
from courier.importing.load import import_file
from courier.importing.progress import QuietReporter
from courier.settings import CourierSettings
from courier.storage.engine import make_engine
from courier.tracking import NullSource, SourceUnavailable, TrackingSource, open_source
from courier.tracking.finding import find_in
from courier.tracking.local import LocalSource

from .conftest import NOW, open_kuaidi100, open_zto
from .files import PARCEL_HEADER, SCAN_HEADER, parcel, scan, write_csv
from .servers.kuaidi100 import CUSTOMER, KEY, Kuaidi100Server
from .servers.zto import APP_KEY, APP_SECRET, ZtoServer
from .tracked_parcels import FOREIGN, KNOWN, KUAIDI100, SECRETS, TAIL, TYPES, UNKNOWN, ZTO, fill


@pytest.fixture
async def local(engine: AsyncEngine, tmp_path: Path, facts: Facts) -> AsyncIterator[LocalSource]:
    await fill(engine, tmp_path)
    source = LocalSource(engine, facts.tracking, lambda: NOW)
    yield source
    await source.close()


class Opening:
    """Opens the sources: bare, and by settings as the product does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, facts: Facts, zto: ZtoServer, kuaidi: Kuaidi100Server) -> None:
        self._monkeypatch, self._facts, self._zto, self._kuaidi100 = monkeypatch, facts, zto, kuaidi

    def __call__(self, **settings: str) -> TrackingSource:
        for name, value in settings.items():
            self._monkeypatch.setenv(name, value)
        return open_source(CourierSettings(), clock=lambda: NOW, rules=self._facts.tracking)

    def zto(self) -> TrackingSource:
        return self(TRACKING_SOURCE="zto", ZTO_APP_KEY=APP_KEY, ZTO_APP_SECRET=APP_SECRET, ZTO_API_URL=self._zto.url)

    def kuaidi100(self) -> TrackingSource:
        keys = {"KUAIDI100_CUSTOMER": CUSTOMER, "KUAIDI100_KEY": KEY}
        return self(TRACKING_SOURCE="kuaidi100", KUAIDI100_API_URL=self._kuaidi100.url, **keys)

    def bare_zto(self) -> TrackingSource:
        return open_zto(self._zto, self._facts)

    def bare_kuaidi100(self) -> TrackingSource:
        return open_kuaidi100(self._kuaidi100, self._facts)


@pytest.fixture
def opening(
    in_folder: Path, monkeypatch: pytest.MonkeyPatch, facts: Facts, migrated_url: str, engine: AsyncEngine
) -> Iterator[Opening]:
    monkeypatch.setenv("COURIER_DATABASE_URL", migrated_url)
    with ZtoServer() as zto, Kuaidi100Server(lambda: NOW) as kuaidi:
        zto.parcels[KNOWN], kuaidi.parcels[KNOWN] = ZTO, KUAIDI100
        yield Opening(monkeypatch, facts, zto, kuaidi)


@pytest.fixture(params=["null", "local", "bare zto", "bare kuaidi100", "zto", "kuaidi100"])
async def source(request: pytest.FixtureRequest, local: LocalSource, opening: Opening) -> AsyncIterator[TrackingSource]:
    opened: TrackingSource = {
        "null": NullSource,
        "local": lambda: local,
        "bare zto": opening.bare_zto,
        "bare kuaidi100": opening.bare_kuaidi100,
        "zto": opening.zto,
        "kuaidi100": opening.kuaidi100,
    }[request.param]()
    yield opened
    await opened.close()


class TestTrackingSource:
    """What every source keeps to. A new source is added to the fixture ``source``."""

    async def test_unknown_waybill_has_no_record(self, source: TrackingSource) -> None:
        answer = await source.track("7310 0000 0000 99", phone_tail=TAIL)
        assert (answer.waybill, answer.carrier) == (UNKNOWN, "zto")
        assert (answer.found, answer.status, answer.scans, answer.latest) == (False, "no_record", (), None)
        assert await source.people(UNKNOWN) is None

    async def test_foreign_waybill_is_unknown_and_names_its_carrier(self, source: TrackingSource) -> None:
        answer = await source.track(FOREIGN, phone_tail=TAIL)
        assert (answer.found, answer.carrier) == (False, "sf")

    @pytest.mark.parametrize("waybill", ["", "   ", "'; drop table scans", "\0", "x" * 10_000, "🙂", "\ud800"])
    async def test_nonsense_is_no_error(self, source: TrackingSource, waybill: str) -> None:
        assert (await source.track(waybill)).found is False
        assert await source.people(waybill) is None

    async def test_scans_come_once_newest_first_with_aware_times(self, source: TrackingSource) -> None:
        answer = await source.track("7310-0000-0000-11", phone_tail=TAIL)
        assert [one.type for one in answer.scans] == _known(source, TYPES, [])
        moments = [one.at for one in answer.scans]
        assert moments == sorted(moments, reverse=True)
        assert all(one.utcoffset() == timedelta(0) for one in moments)

    async def test_status_and_places_follow_from_the_scans(self, source: TrackingSource) -> None:
        answer = await source.track(KNOWN, phone_tail=TAIL)
        assert (answer.found, answer.status) == _known(source, (True, "problem"), (False, "no_record"))
        places = [(one.outlet, one.city) for one in answer.scans]
        assert places == _known(source, [("南通崇川网点", "南通市")] * 3 + [("上海浦东张江网点", "上海市")], [])

    async def test_no_answer_identifies_a_person(self, source: TrackingSource) -> None:
        shown = repr(await source.track(KNOWN, phone_tail=TAIL))
        assert not [secret for secret in SECRETS if secret in shown]

    async def test_only_the_tail_of_a_telephone_on_the_parcel_is_one(self, source: TrackingSource) -> None:
        assert await source.knows_tail(KNOWN, "9999") is False
        assert await source.knows_tail(KNOWN, TAIL) is _known(source, True, False)
        assert await source.knows_tail(UNKNOWN, TAIL) is False

    async def test_first_answer_is_of_now(self, source: TrackingSource) -> None:
        answer = await source.track(KNOWN, phone_tail=TAIL)
        assert (answer.as_of, answer.is_stale) == (None, False)

    async def test_source_says_whom_it_serves(self, source: TrackingSource) -> None:
        assert source.serves("zto") is (source.name != "null")

    async def test_source_can_be_closed_twice(self, source: TrackingSource) -> None:
        await source.close()
        await source.close()


Expected = TypeVar("Expected")


def _known(source: TrackingSource, knowing: Expected, knowing_nothing: Expected) -> Expected:
    return knowing_nothing if source.name == "null" else knowing


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


@pytest.mark.parametrize(
    ("origin", "destination", "tail"),
    [("上海", "南通", "1234"), ("浦东", "江苏", "5678"), ("上海市浦东新区", "南通崇川", "1234")],
)
async def test_parcels_are_found_by_route_and_tail_with_masked_numbers(
    local: LocalSource, origin: str, destination: str, tail: str
) -> None:
    found = await local.find(origin, destination, tail)
    assert [one.waybill for one in found] == ["7310******0011", "7310******0018"]
    assert found[0].latest is not None
    assert "73100000000011" not in repr(found)


@pytest.mark.parametrize(
    ("origin", "destination", "tail"),
    [
        ("上海", "南通", "0000"),
        ("北京", "南通", "1234"),
        ("上海", "苏州", "1234"),
        ("", "", "1234"),
        ("上海", "南通", "%"),
        ("上海", "南通", "12"),
        ("上海", "南通", "____"),
        ("火星", "南通", "1234"),
    ],
)
async def test_what_does_not_fit_is_not_found(local: LocalSource, origin: str, destination: str, tail: str) -> None:
    assert await local.find(origin, destination, tail) == ()


async def test_only_sources_that_can_look_are_asked(local: LocalSource) -> None:
    assert len(await find_in(local, "上海", "南通", "1234")) == 2
    assert await find_in(NullSource(), "上海", "南通", "1234") == ()


async def test_old_parcels_are_not_found(engine: AsyncEngine, local: LocalSource, facts: Facts) -> None:
    later = LocalSource(engine, facts.tracking, lambda: NOW + timedelta(days=61))
    assert await later.find("上海", "南通", "1234") == ()


async def test_the_notes_at_signature_and_locker_are_behind_the_tail(local: LocalSource) -> None:
    people = await local.people("73100000000011")
    assert people is not None
    assert (people.signed_by, people.in_locker) == ("", "取件码123456")
    assert "123456" not in repr(people)


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


async def test_setting_chooses_the_source(in_folder: Path, opening: Opening) -> None:
    url = f"sqlite+aiosqlite:///{in_folder}/x.db"
    settings = (CourierSettings(database_url=url), CourierSettings(tracking_source="null"))
    sources = [*map(open_source, settings), opening.zto(), opening.kuaidi100()]
    assert [source.name for source in sources] == ["local", "null", "zto", "kuaidi100"]
    for source in sources:
        await source.close()


async def test_a_carrier_that_is_opened_is_asked_seldom(opening: Opening) -> None:
    source = opening.zto()
    answers = [await source.track(KNOWN, phone_tail=TAIL) for _ in range(2)]
    await source.close()
    assert [answer.as_of for answer in answers] == [None, NOW]


@pytest.mark.parametrize("url", ["sqlite+aiosqlite:///{}/empty.db", "sqlite+aiosqlite:///{}/no/such/folder.db"])
async def test_a_database_that_cannot_be_used_is_no_unknown_parcel(in_folder: Path, facts: Facts, url: str) -> None:
    source = LocalSource(make_engine(url.format(in_folder)), facts.tracking, lambda: NOW)
    with pytest.raises(SourceUnavailable, match="COURIER_DATABASE_URL") as failed:
        await source.track(KNOWN)
    await source.close()
    assert KNOWN not in str(failed.value)


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ({"TRACKING_SOURCE": "zto", "ZTO_APP_KEY": "k"}, "ZTO_APP_SECRET"),
        ({"TRACKING_SOURCE": "zto", "ZTO_APP_KEY": "k", "ZTO_APP_SECRET": ""}, "ZTO_APP_SECRET"),
        (
            {"TRACKING_SOURCE": "zto", "ZTO_APP_KEY": "k", "ZTO_APP_SECRET": "s3cret", "ZTO_DIGEST": "hmac_sha256"},
            "ZTO_HMAC_KEY",
        ),
        ({"TRACKING_SOURCE": "kuaidi100", "KUAIDI100_CUSTOMER": "c", "KUAIDI100_KEY": ""}, "KUAIDI100_KEY"),
        (
            {
                "TRACKING_SOURCE": "kuaidi100",
                "KUAIDI100_CUSTOMER": "c",
                "KUAIDI100_KEY": "s3cret",
                "KUAIDI100_CARRIERS": "x",
            },
            "KUAIDI100_CARRIERS",
        ),
    ],
)
def test_source_without_its_keys_is_not_opened(opening: Opening, settings: dict[str, str], missing: str) -> None:
    with pytest.raises(ValidationError, match=missing) as refused:
        opening(**settings)
    assert "s3cret" not in str(refused.value)
