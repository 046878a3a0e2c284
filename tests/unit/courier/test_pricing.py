from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.facts import Facts
from courier.pricing import quote


@pytest.mark.parametrize(
    ("origin", "destination", "weight", "price"),
    [
        ("上海徐汇", "上海浦东", "1", "8.00"),
        ("上海", "徐汇", "1", "8.00"),
        ("苏州", "昆山", "1.2", "9.00"),
        ("苏州", "南京", "1", "10.00"),
        ("苏州", "南京", "3", "14.00"),
        ("苏州", "南京", "12", "31.40"),
        ("上海", "北京", "3", "28.00"),
    ],
)
def test_price_follows_zone_and_weight_step(
    facts: Facts, origin: str, destination: str, weight: str, price: str
) -> None:
    answer = quote(facts, origin, destination, Decimal(weight))
    assert answer is not None
    assert answer.price_cny == Decimal(price)


def test_price_comes_with_the_sending_outlet(facts: Facts) -> None:
    answer = quote(facts, "上海浦东", "北京", 1)
    assert answer is not None
    assert answer.outlet is not None
    assert answer.outlet.district == "浦东新区"


@pytest.mark.parametrize(
    ("origin", "destination", "weight"),
    [("火星", "北京", 1), ("北京", "朝阳区", 1), ("上海", "如东", 1), ("香港", "北京", 1), ("上海", "北京", 51)],
)
def test_no_price_rather_than_a_wrong_one(facts: Facts, origin: str, destination: str, weight: int) -> None:
    assert quote(facts, origin, destination, weight) is None


@pytest.mark.parametrize("weight", [0, -1, Decimal("NaN")])
def test_weight_must_be_positive(facts: Facts, weight: Decimal) -> None:
    with pytest.raises(ValueError, match="weight_kg"):
        quote(facts, "上海", "北京", weight)


@given(st.decimals("0.1", 50, places=2), st.decimals("0.1", 50, places=2), st.sampled_from(["上海", "拉萨", "成都"]))
def test_heavier_is_never_cheaper(facts: Facts, one: Decimal, other: Decimal, destination: str) -> None:
    light, heavy = (quote(facts, "上海浦东", destination, weight) for weight in sorted((one, other)))
    assert light is not None
    assert heavy is not None
    assert light.price_cny <= heavy.price_cny
