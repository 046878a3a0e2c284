import pytest

from courier.vocabulary import (
    mask_address,
    mask_email,
    mask_id_card,
    mask_name,
    mask_phone,
    mask_text,
    mask_waybill,
)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812341234", "138****1234"),
        ("021-55505678", "021-****5678"),
        ("13812341234-5678", "138****5678"),
        ("95311", "*****"),
        ("", "****"),
    ],
)
def test_phone_keeps_head_and_tail(number: str, masked: str) -> None:
    assert mask_phone(number) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("王小明", "王**"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("李", "李*"),
        ("Ann", "A**"),
        ("", ""),
    ],
)
def test_name_keeps_the_surname(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_address_keeps_the_division() -> None:
    assert mask_address("江苏省南通市如东县掘港镇人民路3号") == "江苏省南通市如东县***"
    assert mask_address("人民路3号") == "***"


def test_numbers_keep_their_ends() -> None:
    assert mask_id_card("11010519491231002X") == "110***********002X"
    assert mask_waybill("73100000001386") == "7310******1386"
    assert mask_waybill("1234") == "****"
    assert mask_email("anna@example.com") == "a***@example.com"


def test_running_text_is_masked_and_otherwise_unchanged() -> None:
    text = "我是张三，１３８１２３４５６７８，单号7310 0000 0000 11，证件11010519491231002X，a.b@x.com，热线95311"
    masked = mask_text(text)
    assert masked == "我是张三，138****5678，单号7310******0011，证件110***********002X，a***@x.com，热线95311"


def test_text_without_numbers_stays_as_it_is() -> None:
    assert mask_text("我的快递到哪了？") == "我的快递到哪了？"
