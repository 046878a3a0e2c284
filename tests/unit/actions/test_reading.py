"""Amounts and short answers as customers type them."""

import pytest

from actions.reading import (
    amount_yuan,
    at_once,
    changes_subject,
    contact_name,
    is_lone_sum,
    is_not_known,
    is_yes,
    leaves_it,
    pickup_time,
    says_self,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3000元", 3000),
        ("大概88.5块吧", 88.5),
        ("1.2万", 12000),
        ("2w", 20000),
        ("3千", 3000),
        ("￥1,200", 1200),
        ("１２００", 1200),
        ("三百", 300),
        ("三千五百块", 3500),
        ("三千五", 3500),
        ("三千零五", 3005),
        ("两万", 20000),
        ("一万二", 12000),
        ("十五块", 15),
        ("五块钱", 5),
        ("2个杯子88元", 88),
        ("2000 kuai", 2000),
        ("2k", 2000),
    ],
)
def test_a_sum_is_read(text: str, amount: float) -> None:
    assert amount_yuan(text) == amount


@pytest.mark.parametrize("text", ["", "不知道", "很贵", "73128845901237", "一个杯子"])
def test_no_sum_is_none(text: str) -> None:
    assert amount_yuan(text) is None


@pytest.mark.parametrize(
    ("text", "name"), [("张先生", "张先生"), ("我叫王芳。", "王芳"), ("联系人：李四", "李四"), ("I'm Li Na", "Li Na")]
)
def test_a_name_is_read(text: str, name: str) -> None:
    assert contact_name(text) == name


@pytest.mark.parametrize(
    "text", ["13812345678", "你问这个做什么？", "电话打不通我也不知道应该找谁才好呢", "多少钱", "几点来", ""]
)
def test_what_is_no_name_is_none(text: str) -> None:
    assert contact_name(text) is None


@pytest.mark.parametrize("text", ["今天下午三点", "明早", "随时", "3点以后", "周六", "tomorrow morning"])
def test_a_time_stays_in_the_customers_words(text: str) -> None:
    assert pickup_time(text) == text


def test_a_lone_sum_has_a_currency_and_nothing_else() -> None:
    assert all(map(is_lone_sum, ("120块", "大概 2000元吧", "两百块钱", "2000 kuai", "5000 yuan")))
    assert not any(map(is_lone_sum, ("120", "买的时候120块", "运费12元")))


def test_what_is_no_time_is_none() -> None:
    assert pickup_time("王芳") is None


@pytest.mark.parametrize(("text", "words"), [("十分钟内来", "十分钟内"), ("马上来取", "马上"), ("20分钟", "20分钟")])
def test_at_once_is_recognised(text: str, words: str) -> None:
    assert at_once(text) == words


def test_later_is_not_at_once() -> None:
    assert at_once("明天上午") is None


def test_short_answers() -> None:
    assert is_yes("要的，快点")
    assert not is_yes("没空")
    assert not any(map(is_yes, ("要带什么", "是不是要钱", "对了，几点下班", "可以自己送去吗")))
    assert is_yes("可以，几点来")
    assert says_self("我自己打吧")
    assert not says_self("帮我约")
    assert leaves_it("先放一放")
    assert not leaves_it("先放驿站")
    assert is_not_known("我没有单号")
    assert not is_not_known("73128845901237")
    assert changes_subject("对了，我的件到哪了")
    assert not changes_subject("我的件到哪了")
