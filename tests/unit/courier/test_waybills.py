import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.vocabulary import canonical_waybill, carrier_of, waybills

OWN_NUMBERS = st.from_regex(re.compile(r"7[3568][0-9]{12}", re.ASCII), fullmatch=True)


def values(text: str) -> list[str]:
    return [one.value for one in waybills(text)]


@pytest.mark.parametrize(
    ("text", "value", "carrier"),
    [
        ("单号73100000000011到哪了", "73100000000011", "zto"),
        ("7310 0000 0000 11", "73100000000011", "zto"),
        ("7310-0000-0000-11", "73100000000011", "zto"),
        ("７３１０００００００００１１", "73100000000011", "zto"),
        ("sf1234567890123", "SF1234567890123", "sf"),
        ("SF 1234567890123 5件", "SF1234567890123", "sf"),
        ("YT1234567890123。", "YT1234567890123", "yto"),
        ("771234567890123", "771234567890123", "sto"),
        ("4312345678901", "4312345678901", "yunda"),
        ("JT1234567890123", "JT1234567890123", "jt"),
        ("jdvb12345678901-1-1-", "JDVB12345678901", "jd"),
        ("RA473124829CN", "RA473124829CN", "ems"),
        ("DPK123456789012", "DPK123456789012", "deppon"),
        ("运单号:123456789012", "123456789012", "zto"),
    ],
)
def test_waybill_is_found_with_its_carrier(text: str, value: str, carrier: str) -> None:
    assert [(one.value, one.carrier) for one in waybills(text)] == [(value, carrier)]


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "+86 138 1234 5678",
        "我的手机138-1234-5678转1234",
        "身份证11010519491231002X",
        "订单号76392332146",
        "订单编号：123456789012",
        "RA473124828CN",
        "731000000000111",
        "A73100000000011",
        "2024-06-01 1230",
        "0571-87654321",
        "",
        "👍👍",
    ],
)
def test_what_only_looks_like_a_waybill_is_left_out(text: str) -> None:
    assert values(text) == []


def test_offsets_point_at_what_the_customer_wrote() -> None:
    text = "㎏两件：ｓｆ１２３４５６７８９０１２３，还有7310 0000 0000 11。"
    assert [text[one.start : one.end] for one in waybills(text)] == [
        "ｓｆ１２３４５６７８９０１２３",
        "7310 0000 0000 11",
    ]


def test_several_waybills_come_in_the_order_of_the_text() -> None:
    assert values("YT1234567890123和73100000000011、13812345678") == ["YT1234567890123", "73100000000011"]


def test_own_carrier_comes_first_where_formats_are_ambiguous() -> None:
    [ours] = waybills("123456789012", own_carrier="sf")
    assert (ours.carrier, ours.others) == ("sf", ("zto",))
    assert carrier_of("123456789012") == "zto"


def test_number_of_nobody_has_no_carrier() -> None:
    assert carrier_of("12345") is None


@given(OWN_NUMBERS, st.sampled_from(["", " ", "-", "  "]), st.integers(3, 6))
def test_own_number_survives_grouping(number: str, gap: str, size: int) -> None:
    grouped = gap.join(number[at : at + size] for at in range(0, len(number), size))
    text = f"您好，单号{grouped}，谢谢"
    [found] = waybills(text)
    assert (found.value, text[found.start : found.end]) == (number, grouped)
    assert canonical_waybill(grouped) == number


@given(st.text(max_size=200))
def test_any_text_gives_spans_inside_it_that_do_not_overlap(text: str) -> None:
    end = 0
    for one in waybills(text):
        assert end <= one.start < one.end <= len(text)
        assert canonical_waybill(text[one.start : one.end]) == one.value
        end = one.end
