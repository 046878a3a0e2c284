"""The demo parcels: always the same ones, with times that move along."""

import csv
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from courier.demo import KNOWN_WAYBILLS, UNKNOWN_WAYBILL
from courier.demo.load import write_demo
from courier.facts import Facts
from courier.vocabulary import waybills

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
Rows = list[dict[str, str]]


def demo(facts: Facts, folder: Path, now: datetime = NOW) -> tuple[Rows, Rows]:
    write_demo(facts, folder, now)
    tables = [(folder / name).read_text(encoding="utf-8").splitlines() for name in ("parcels.csv", "scans.csv")]
    return list(csv.DictReader(tables[0])), list(csv.DictReader(tables[1]))


def test_demo_is_large_and_has_only_valid_numbers_of_our_own(facts: Facts, tmp_path: Path) -> None:
    parcels, _ = demo(facts, tmp_path)
    numbers = {row["waybill"] for row in parcels}
    assert len(numbers) == len(parcels) >= 220
    assert numbers >= KNOWN_WAYBILLS.keys()
    assert UNKNOWN_WAYBILL not in numbers
    assert all([one.carrier for one in waybills(number)] == ["zto"] for number in numbers)


def test_same_seed_gives_the_same_parcels_at_other_times(facts: Facts, tmp_path: Path) -> None:
    first, _ = demo(facts, tmp_path)
    second, _ = demo(facts, tmp_path, NOW + timedelta(days=3))
    for row in (*first, *second):
        del row["sent_at"]
    assert first == second


def test_scans_of_a_parcel_run_forward_and_never_lie_ahead(facts: Facts, tmp_path: Path) -> None:
    _, scans = demo(facts, tmp_path)
    now_in_beijing = (NOW + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M:%S")
    for earlier, later in pairwise(scans):
        assert earlier["waybill"] != later["waybill"] or earlier["time"] < later["time"]
        assert later["time"] <= now_in_beijing


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_deliveries_happen_by_day_whenever_the_demo_is_loaded(facts: Facts, tmp_path: Path, hour: int) -> None:
    _, scans = demo(facts, tmp_path, NOW.replace(hour=hour))
    newest = {row["waybill"]: row for row in scans}
    hours = Counter(int(row["time"][11:13]) for row in newest.values() if row["type"] in ("派件", "签收", "入柜"))
    assert set(hours) <= set(range(9, 20))


def test_scans_happen_at_our_own_outlets(facts: Facts, tmp_path: Path) -> None:
    _, scans = demo(facts, tmp_path)
    for row in scans:
        outlet = facts.outlet(row["outlet"])
        assert outlet is not None
        assert outlet.city == row["city"]
