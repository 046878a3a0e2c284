from datetime import UTC, datetime

import pytest

from courier.facts import Facts
from courier.outlets import opens_next, outlets_for


def test_nearest_outlet_comes_first(facts: Facts) -> None:
    found = outlets_for(facts, "上海徐汇区")
    assert found[0].district == "徐汇区"
    assert {one.city for one in found} == {"上海市"}


def test_outlets_of_the_city_come_before_those_of_the_province(facts: Facts) -> None:
    cities = [one.city for one in outlets_for(facts, "南通崇川")]
    assert cities[:2] == ["南通市", "南通市"]
    assert set(cities[2:]) == {"南京市", "苏州市", "无锡市", "徐州市"}


def test_unserved_place_gets_the_outlet_named_for_it(facts: Facts) -> None:
    assert outlets_for(facts, "江苏如东")[0].name == "南通通州网点"
    assert outlets_for(facts, "台北")[0].city == "厦门市"


def test_distribution_centres_are_not_for_customers(facts: Facts) -> None:
    assert all(one.kind == "outlet" for one in outlets_for(facts, "江苏"))


def test_ambiguous_name_gives_the_outlets_of_all_its_bearers(facts: Facts) -> None:
    assert {one.province for one in outlets_for(facts, "朝阳区")} == {"北京市", "吉林省"}


@pytest.mark.parametrize("text", ["", "火星"])
def test_no_place_gives_no_outlets(facts: Facts, text: str) -> None:
    assert outlets_for(facts, text) == []


def test_every_province_has_an_outlet_to_call(facts: Facts) -> None:
    for province in {one.province for one in facts.outlets}:
        assert outlets_for(facts, province), province


@pytest.mark.parametrize(
    ("beijing", "opens"),
    [
        ("06:50", "2026-11-21T08:30"),
        ("08:30", "2026-11-21T08:30"),
        ("12:00", "2026-11-21T12:00"),
        ("20:00", "2026-11-22T08:30"),
    ],
)
def test_outside_its_hours_an_outlet_opens_the_next_morning(facts: Facts, beijing: str, opens: str) -> None:
    outlet = facts.outlets[0].model_copy(update={"hours": "08:30-20:00"})
    at = datetime.fromisoformat(f"2026-11-21T{beijing}+08:00")
    assert opens_next(outlet, at.astimezone(UTC)) == datetime.fromisoformat(f"{opens}+08:00")
