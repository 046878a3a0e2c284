import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.vocabulary import doubtful_numbers, id_cards, mask_text, order_numbers, waybills
from courier.vocabulary.text import simplified


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("订单号76392332146", "76392332146"),
        ("咨询订单号:2045678901234567890", "2045678901234567890"),
        ("訂單號是468123456789", "468123456789"),
        ("订单编号：2045 6789 0123 4567 890", "2045678901234567890"),
        ("拼多多240615-312345678901234", "240615-312345678901234"),
        ("2045678901234567890", "2045678901234567890"),
        ("order no. 123456789012", "123456789012"),
    ],
)
def test_order_number_is_found_and_is_no_waybill(text: str, value: str) -> None:
    assert [one.value for one in order_numbers(text)] == [value]
    assert waybills(text) == []
    assert doubtful_numbers(text) == []


@pytest.mark.parametrize(
    "text", ["订单", "11010519491231002X", "6222021234567890128", "881234567890123456", "73100000000011"]
)
def test_other_numbers_are_no_orders(text: str) -> None:
    assert order_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "value", "carrier", "flaw"),
    [
        ("7310000000001", "7310000000001", "zto", "too_short"),
        ("单号7310 0000 0000 111", "731000000000111", "zto", "too_long"),
        ("YT123456789012", "YT123456789012", "yto", "too_short"),
        ("sf12345678901", "SF12345678901", "sf", "too_short"),
        ("SF12345678901234567", "SF12345678901234567", "sf", "too_long"),
        ("RA473124828CN", "RA473124828CN", "ems", "check_digit"),
        ("单号123456", "123456", None, "unknown_format"),
        ("快递号AB1234567", "AB1234567", None, "unknown_format"),
        ("74100000000011", "74100000000011", None, "unknown_format"),
        ("韵达 4312 7700 9582 16", "43127700958216", "yunda", "too_long"),
        ("查 4620 1178 3350 992", "462011783350992", None, "unknown_format"),
    ],
)
def test_number_that_cannot_be_a_waybill_is_doubtful(text: str, value: str, carrier: str | None, flaw: str) -> None:
    assert [(one.value, one.carrier, one.flaw) for one in doubtful_numbers(text)] == [(value, carrier, flaw)]


@pytest.mark.parametrize(
    "text",
    [
        "73100000000011",
        "单号73100000000011",
        "13812345678",
        "1381234567",
        "2026-11-20",
        "3000元",
        "身份证11010519491231002X",
        "6222021234567890128",
        "条形码1234567890",
        "单号是多少",
        "单号2",
        "",
    ],
)
def test_other_numbers_are_not_doubtful(text: str) -> None:
    assert doubtful_numbers(text) == []


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002X",
        "11010519491231002x",
        "110105 19491231 002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "身份证号110105194912310021",
        "身份证：320623900101123",
        "ID11010519491231002X",
    ],
)
def test_identity_card_is_found_and_masked(written: str) -> None:
    [card] = id_cards(f"我的{written}，谢谢")
    assert card.value[:6] in ("110105", "320623")
    assert waybills(written) == []
    assert doubtful_numbers(written) == []
    assert order_numbers(written) == []
    assert card.value not in mask_text(written)


@pytest.mark.parametrize("text", ["单号110105194912310021", "73100000000011", "9110105194912310025", "身份证丢了"])
def test_other_numbers_are_no_identity_cards(text: str) -> None:
    assert id_cards(text) == []


@pytest.mark.parametrize("gap", [" ", "\n", "，"])
def test_two_hundred_waybills_are_read_in_reasonable_time(gap: str) -> None:
    text = gap.join(f"731{number:011d}" for number in range(200))
    began = time.process_time()
    assert len(waybills(text)) == 200
    assert doubtful_numbers(text) == []
    assert time.process_time() - began < 0.2


@given(st.text(alphabet="0123456789SFYTJDRACNXOIl -,.\n单号订是七三一零①", max_size=80))
def test_finds_lie_in_the_text_and_exclude_each_other(text: str) -> None:
    found = [(one.start, one.end) for one in [*waybills(text), *doubtful_numbers(text)]]
    covered = [at for start, end in found for at in range(start, end)]
    assert len(set(covered)) == len(covered)
    assert all(0 <= start < end <= len(text) for start, end in found)


@pytest.mark.parametrize(
    ("traditional", "plain"),
    [("倉庫著火了", "仓库着火了"), ("妳好", "你好"), ("瞭解", "了解"), ("藉口", "借口"), ("臺灣", "台湾")],
)
def test_traditional_characters_are_folded_each_for_itself(traditional: str, plain: str) -> None:
    assert simplified(traditional) == plain
