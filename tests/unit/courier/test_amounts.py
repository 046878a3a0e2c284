import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.vocabulary import money, weights


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("赔我3000元", "3000"),
        ("三千块", "3000"),
        ("保价2.5万", "25000"),
        ("¥99", "99"),
        ("￥1,299.50", "1299.5"),
        ("３００元", "300"),
        ("3块5", "3.5"),
        ("三块五", "3.5"),
        ("十块零五毛", "10.5"),
        ("5毛", "0.5"),
        ("一千二百五十元", "1250"),
        ("1千2百元", "1200"),
        ("3万块钱", "30000"),
        ("人民币300", "300"),
        ("300rmb", "300"),
        ("一块钱", "1"),
        ("6块一单", "6"),
        ("三千塊", "3000"),
    ],
)
def test_sum_is_read_in_cny(text: str, value: str) -> None:
    assert [(one.value, one.about) for one in money(text)] == [(value, False)]


@pytest.mark.parametrize(
    ("text", "value"), [("100多块", "100"), ("大概200块左右", "200"), ("五百来块", "500"), ("两三百块", "200")]
)
def test_rounded_sum_says_so(text: str, value: str) -> None:
    assert [(one.value, one.about) for one in money(text)] == [(value, True)]


@pytest.mark.parametrize(
    "text", ["一块寄", "两块砖", "元旦到", "20美元", "1.2万件", "73100000000011", "几百块", "尾号3000", "圆通", ""]
)
def test_what_is_no_sum_is_left_out(text: str) -> None:
    assert money(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10斤", "5"),
        ("3公斤", "3"),
        ("500g", "0.5"),
        ("1.5KG", "1.5"),
        ("30 kg", "30"),
        ("两吨", "2000"),
        ("半斤", "0.25"),
        ("两斤半", "1.25"),
        ("三两", "0.15"),
        ("二十五斤", "12.5"),
        ("２０ＫＧ", "20"),
    ],
)
def test_weight_is_read_in_kilograms(text: str, value: str) -> None:
    assert [(one.value, one.about) for one in weights(text)] == [(value, False)]


@pytest.mark.parametrize(("text", "value"), [("十来斤", "5"), ("大约20公斤", "20"), ("七八斤", "3.5")])
def test_rounded_weight_says_so(text: str, value: str) -> None:
    assert [(one.value, one.about) for one in weights(text)] == [(value, True)]


@pytest.mark.parametrize("text", ["5G手机", "128G内存", "一两天", "3两件", "克拉", ""])
def test_what_is_no_weight_is_left_out(text: str) -> None:
    assert weights(text) == []


def test_offsets_point_at_what_was_written() -> None:
    text = "①箱，共３公斤，价值1,200元"
    assert [text[one.start : one.end] for one in [*weights(text), *money(text)]] == ["３公斤", "1,200元"]


@given(st.text(alphabet="0123456789.,一二三百千万半两块元斤公克GKW¥ 多", max_size=40))
def test_any_mixture_is_read_without_error(text: str) -> None:
    assert all(float(one.value) >= 0 for one in [*money(text), *weights(text)])
