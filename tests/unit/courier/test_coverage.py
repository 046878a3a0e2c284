import pytest

from courier.coverage import check_coverage
from courier.facts import Facts


@pytest.mark.parametrize("text", ["江苏如东", "如东", "如东县掘港镇", "从上海寄到如东能到吗", "如东能从上海寄吗"])
def test_unserved_county_offers_ems_and_the_nearest_outlet(facts: Facts, text: str) -> None:
    answer = check_coverage(facts, text)
    assert answer.status == "unserved"
    assert answer.place is not None
    assert answer.place.full_name == "江苏省南通市如东县"
    assert answer.outlet is not None
    assert answer.outlet.city == "南通市"
    assert answer.ems is not None
    assert answer.ems.first_cny > 0


@pytest.mark.parametrize("text", ["三沙", "西沙群岛", "台北", "香港", "阿里地区札达县", "墨脱", "嵊泗", "贡山"])
def test_unserved_city_or_province_holds_for_what_lies_in_it(facts: Facts, text: str) -> None:
    assert check_coverage(facts, text).status == "unserved"


def test_served_place_names_the_nearest_outlet(facts: Facts) -> None:
    answer = check_coverage(facts, "上海浦东")
    assert answer.status == "served"
    assert answer.outlet is not None
    assert (answer.outlet.district, answer.outlet.kind) == ("浦东新区", "outlet")
    assert answer.ems is None


def test_city_with_an_unserved_county_is_partly_served(facts: Facts) -> None:
    answer = check_coverage(facts, "南通")
    assert answer.status == "partly"
    assert [one.full_name for one in answer.candidates] == ["江苏省南通市如东县"]


def test_ambiguous_name_asks_back(facts: Facts) -> None:
    answer = check_coverage(facts, "朝阳区")
    assert answer.status == "ambiguous"
    assert {one.city for one in answer.candidates} == {"北京市", "长春市"}


@pytest.mark.parametrize("text", ["", "火星", "你好"])
def test_text_without_a_place_is_unknown(facts: Facts, text: str) -> None:
    assert check_coverage(facts, text).status == "unknown"


def test_every_unserved_place_is_found_by_its_name(facts: Facts) -> None:
    for entry in facts.coverage.unserved:
        answer = check_coverage(facts, entry.province + entry.city + entry.county)
        assert answer.status == "unserved", entry
        assert answer.outlet is not None
        assert answer.outlet.code == entry.nearest_outlet
