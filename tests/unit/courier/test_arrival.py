"""When a parcel will arrive: what is promised is never over, never too narrow, and fits route and kind."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courier.arrival import Arrival, arrival, as_told, days_on_the_way, delivered_by, has_arrived, judged, stuck_after
from courier.facts import load_facts
from courier.tracking import Scan, Tracking

BEIJING = ZoneInfo("Asia/Shanghai")
FACTS = load_facts()
PLACES = (
    "江苏省南京市鼓楼区",
    "江苏省南京市江宁区",
    "江苏省苏州市",
    "上海市浦东新区",
    "广东省广州市",
    "新疆维吾尔自治区乌鲁木齐市",
    "",
)
# The first look at the price table and the gazetteer takes longer than the examples after it.
WITHOUT_HURRY = settings(deadline=None)
NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
ages = st.timedeltas(timedelta(0), timedelta(days=30))


def parcel(
    at: datetime, sent: datetime, route: tuple[str, str], kind: str | None = "goods", scan: str = "发件"
) -> Tracking:
    """On its way along the route, scanned last at `at`: a 到件 where it goes to, anything else where it comes from."""
    start, end = route
    city = end[-3:] if scan == "到件" else "南京市"
    scans = (Scan(at, scan, "中转部", city), Scan(sent, "收件", "南京鼓楼网点", "南京市"))
    status = "out_for_delivery" if scan == "派件" else "in_transit"
    return Tracking("1", "zto", True, status, kind, origin=start, destination=end, sent_at=sent, scans=scans)  # type: ignore[arg-type]


@st.composite
def parcels_and_now(draw: st.DrawFn) -> tuple[Tracking, datetime]:
    now, last, way = draw(moments), draw(ages), draw(ages)
    route = draw(st.sampled_from(PLACES)), draw(st.sampled_from(PLACES))
    kind, scan = draw(st.sampled_from(("goods", "document", None))), draw(st.sampled_from(("发件", "到件", "派件")))
    return parcel(now - last, now - last - way, route, kind, scan), now


@WITHOUT_HURRY
@given(parcels_and_now())
def test_no_day_is_in_the_past_and_the_first_comes_first(case: tuple[Tracking, datetime]) -> None:
    tracking, now = case
    found = arrival(FACTS, tracking, now)

    assert found is not None
    assert now.astimezone(BEIJING).date() <= found.first <= found.last


@WITHOUT_HURRY
@given(parcels_and_now())
def test_the_range_is_no_wider_than_the_way_and_no_narrower_when_late(case: tuple[Tracking, datetime]) -> None:
    tracking, now = case
    found = arrival(FACTS, tracking, now)
    least, most = days_on_the_way(FACTS, tracking)

    assert found is not None
    assert (found.last - found.first).days <= max(most - least, 1)
    if found.late and tracking.status == "in_transit":
        assert (found.last - found.first).days == 1


@WITHOUT_HURRY
@given(parcels_and_now())
def test_documents_never_take_longer_than_goods(case: tuple[Tracking, datetime]) -> None:
    tracking, now = case
    document, goods = (arrival(FACTS, replace(tracking, kind=kind), now) for kind in ("document", "goods"))  # type: ignore[arg-type]

    assert document is not None
    assert goods is not None
    assert document.first <= goods.first
    assert stuck_after(FACTS, replace(tracking, kind="document")) <= stuck_after(FACTS, replace(tracking, kind="goods"))


@WITHOUT_HURRY
@given(parcels_and_now(), st.timedeltas(timedelta(0), timedelta(days=5)))
def test_waiting_brings_no_earlier_day(case: tuple[Tracking, datetime], waited: timedelta) -> None:
    tracking, now = case
    before, after = arrival(FACTS, tracking, now), arrival(FACTS, tracking, now + waited)

    assert before is not None
    assert after is not None
    assert before.first <= after.first


@WITHOUT_HURRY
@given(moments)
def test_a_round_ends_after_it_began_and_within_a_day(left_at: datetime) -> None:
    by = delivered_by(FACTS, left_at)

    assert timedelta(0) < by - left_at <= timedelta(days=1)


@WITHOUT_HURRY
@given(moments)
def test_half_an_hour_is_added_to_what_the_outlet_says(says: datetime) -> None:
    assert as_told(FACTS, says) - says == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("start", "end", "kind", "days"),
    [
        ("江苏省南京市", "江苏省南京市", "goods", (1, 1)),
        ("江苏省南京市", "江苏省苏州市", "goods", (1, 2)),
        ("江苏省南京市", "广东省广州市", "goods", (3, 4)),
        ("江苏省南京市", "广东省广州市", "document", (2, 3)),
        ("江苏省南京市", "新疆维吾尔自治区乌鲁木齐市", "goods", (5, 8)),
        ("", "", None, (2, 4)),
    ],
)
def test_days_follow_route_and_kind(start: str, end: str, kind: str | None, days: tuple[int, int]) -> None:
    assert days_on_the_way(FACTS, parcel(NOON, NOON, (start, end), kind)) == days


def test_a_parcel_just_sent_takes_the_days_of_its_way() -> None:
    tracking = parcel(NOON, NOON, ("江苏省南京市", "广东省广州市"))

    assert arrival(FACTS, tracking, NOON) == Arrival(date(2026, 11, 24), date(2026, 11, 25))


def test_in_the_city_it_goes_to_it_comes_today_or_tomorrow() -> None:
    tracking = parcel(NOON, NOON - timedelta(days=1), ("江苏省南京市", "江苏省苏州市"), scan="到件")

    assert has_arrived(tracking)
    assert arrival(FACTS, tracking, NOON) == Arrival(date(2026, 11, 21), date(2026, 11, 22))
    assert arrival(FACTS, tracking, NOON + timedelta(hours=9)) == Arrival(
        date(2026, 11, 22), date(2026, 11, 23), late=False
    )


@pytest.mark.parametrize(
    ("left", "by"), [("09:00", "12:30"), ("10:31", "18:30"), ("15:00", "18:30"), ("18:00", "21:00")]
)
def test_rounds_are_told_with_the_margin(left: str, by: str) -> None:
    left_at = datetime.fromisoformat(f"2026-11-21T{left}+08:00")

    assert delivered_by(FACTS, left_at).isoformat() == f"2026-11-21T{by}:00+08:00"


def test_a_courier_who_leaves_at_night_comes_in_the_morning() -> None:
    left_at = datetime.fromisoformat("2026-11-21T21:00+08:00")

    assert delivered_by(FACTS, left_at).isoformat() == "2026-11-22T12:30:00+08:00"


@pytest.mark.parametrize(
    ("end", "kind", "hours", "status"),
    [
        ("江苏省南京市", "goods", 23, "in_transit"),
        ("江苏省南京市", "goods", 25, "stuck"),
        ("江苏省南京市", "document", 21, "stuck"),
        ("江苏省苏州市", "goods", 35, "in_transit"),
        ("江苏省苏州市", "goods", 37, "stuck"),
        ("广东省广州市", "goods", 47, "in_transit"),
        ("广东省广州市", "document", 29, "in_transit"),
        ("广东省广州市", "document", 31, "stuck"),
        ("新疆维吾尔自治区乌鲁木齐市", "goods", 49, "stuck"),
    ],
)
def test_how_long_a_parcel_may_go_without_a_scan(end: str, kind: str, hours: int, status: str) -> None:
    at = NOON - timedelta(hours=hours)

    assert judged(FACTS, parcel(at, at, ("江苏省南京市", end), kind), NOON).status == status


def test_a_parcel_that_waits_for_somebody_is_never_stuck() -> None:
    tracking = replace(parcel(NOON, NOON, ("江苏省南京市", "江苏省南京市")), status="in_locker")

    assert judged(FACTS, tracking, NOON + timedelta(days=9)) is tracking
    assert arrival(FACTS, tracking, NOON) is None
