"""Identity-card numbers are found however they are written, and nothing else is taken for one."""

import time

import pytest

from courier.vocabulary import id_cards, waybills

CARD, WITH_X, MISTYPED, OLD = "110101199003077512", "11010119900307002X", "110101199003077515", "110101900307751"
WAYBILL, PHONE = "73100000000011", "13812345678"
PARTS = CARD[:6], CARD[6:14], CARD[14:]
NUMERALS = str.maketrans("0123456789", "零一二三四五六七八九")
FINANCIAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (CARD, CARD),
        (WITH_X.lower(), WITH_X),
        (WITH_X.translate(FULL_WIDTH), WITH_X),
        (CARD.translate(NUMERALS), CARD),
        (CARD.translate(NUMERALS).replace("零", "〇").replace("一", "幺"), CARD),
        (CARD.translate(FINANCIAL), CARD),
        (f"{CARD[:6]}{CARD[6:14].translate(NUMERALS)}{CARD[14:]}", CARD),
        (" ".join(CARD), CARD),
        ("-".join(PARTS), CARD),
        (".".join(PARTS), CARD),
        ("_".join(PARTS), CARD),
        ("/".join(PARTS), CARD),
        ("，".join(PARTS), CARD),
        ("\r\n".join(PARTS), CARD),
        ("   ".join(PARTS), CARD),
        ("\u200b".join(PARTS), CARD),
        ("\u00a0".join(PARTS), CARD),
        (f"\u202e{CARD}", CARD),
        (WITH_X.replace("X", "×"), WITH_X),
        (WITH_X.replace("X", "\u0425"), WITH_X),
        (WITH_X.replace("X", "叉"), WITH_X),
        (CARD.replace("1", "l").replace("0", "O"), CARD),
        (f"我的身份证是{CARD}，帮我查", CARD),
        (f"id{CARD}", CARD),
        (f"*{CARD}*", CARD),
        (f"身份证{CARD}{WAYBILL}", CARD),
        (f"{WAYBILL}{CARD}", CARD),
        (f"{WAYBILL} {CARD}", CARD),
        (f"{CARD},{WAYBILL}", CARD),
        (f"收件人张三{CARD}{PHONE}", CARD),
        (MISTYPED, MISTYPED),
        (f"我叫张三 {MISTYPED}", MISTYPED),
        (f"my id number is {MISTYPED}", MISTYPED),
        (f"SFZ {MISTYPED}", MISTYPED),
        (f"身份证 {MISTYPED[:6]} {MISTYPED[6:14]} {MISTYPED[14:]}", MISTYPED),
        (f"身份证{CARD[:17]}", CARD[:17]),
        (f"身份证 {CARD[:17]}*", CARD[:17]),
        (f"身份证号{OLD}", OLD),
        (f"我身份证 {OLD[:6]} {OLD[6:12]} {OLD[12:]}", OLD),
        (f"ID card {OLD}", OLD),
    ],
)
def test_it_is_found(text: str, value: str) -> None:
    assert [card.value for card in id_cards(text)] == [value]


def test_two_in_one_message_are_two() -> None:
    assert [card.value for card in id_cards(f"{CARD}/{WITH_X}")] == [CARD, WITH_X]


@pytest.mark.parametrize(
    "text",
    [
        WAYBILL,
        "7310 0000 0000 11",
        "SF1234567890123",
        f"{WAYBILL} {WAYBILL}",
        f"{PHONE} {PHONE}",
        "6222021234567890123",
        "订单号 202611251234567890",
        f"单号{MISTYPED}",
        f"order id {MISTYPED}",
        f"{MISTYPED[:6]} {MISTYPED[6:14]} {MISTYPED[14:]}",
        "881234567890123456",
        OLD,
        "2026-11-25 14:05:00",
        "今天是20261125",
        "",
    ],
)
def test_nothing_else_is_taken_for_one(text: str) -> None:
    assert id_cards(text) == []


@pytest.mark.parametrize("text", [f"{CARD} {WAYBILL}", f"身份证{CARD}，单号{WAYBILL}", f"{WAYBILL}\n{CARD}"])
def test_a_waybill_beside_it_is_still_read(text: str) -> None:
    assert [one.value for one in waybills(text)] == [WAYBILL]


@pytest.mark.parametrize("piece", [f"{CARD} ", "1", "7", "身份证", "1 ", "1.", "110101199003", "一", "l"])
def test_long_messages_take_no_time(piece: str) -> None:
    text = (piece * 4000)[:4000]
    start = time.perf_counter()

    id_cards(text)

    assert time.perf_counter() - start < 0.2
