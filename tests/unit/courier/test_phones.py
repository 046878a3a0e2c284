import pytest

from courier.vocabulary import phone_tails, phones


@pytest.mark.parametrize(
    ("text", "value", "kind", "tail"),
    [
        ("13812345678", "13812345678", "mobile", "5678"),
        ("+86 138-1234-5678", "13812345678", "mobile", "5678"),
        ("0086 13812345678", "13812345678", "mobile", "5678"),
        ("13812345678转1234", "13812345678-1234", "virtual", "1234"),
        ("13812345678-0042", "13812345678-0042", "virtual", "0042"),
        ("021-55501234", "021-55501234", "landline", "1234"),
        ("(0513)5550123", "0513-5550123", "landline", "0123"),
        ("0571 87654321", "0571-87654321", "landline", "4321"),
        ("400-821-5678", "4008215678", "hotline", "5678"),
        ("打95311吧", "95311", "hotline", "5311"),
        ("申诉打12305", "12305", "hotline", "2305"),
    ],
)
def test_phone_is_found_in_one_form(text: str, value: str, kind: str, tail: str) -> None:
    assert [(one.value, one.kind, one.tail) for one in phones(text)] == [(value, kind, tail)]


@pytest.mark.parametrize(
    "text", ["73100000000011", "138123456789", "12345678901", "11010519491231002X", "12:30", "订单号:15432463656"]
)
def test_other_numbers_are_no_phones(text: str) -> None:
    assert phones(text) == []


def test_offsets_point_at_what_was_written() -> None:
    text = "电话是１３８１２３４５６７８，或021-55501234"
    assert [text[one.start : one.end] for one in phones(text)] == ["１３８１２３４５６７８", "021-55501234"]


@pytest.mark.parametrize(
    "text", ["尾号1234", "手机后四位是 1234", "1234", " 1234。", "尾号：1234谢谢", "last four 1234"]
)
def test_phone_tail_is_found(text: str) -> None:
    assert [(one.value, text[one.start : one.end]) for one in phone_tails(text)] == [("1234", "1234")]


@pytest.mark.parametrize("text", ["尾号是12345", "2024年", "一共1234元", "73100000000011", "123"])
def test_other_four_digits_are_no_tail(text: str) -> None:
    assert phone_tails(text) == []
