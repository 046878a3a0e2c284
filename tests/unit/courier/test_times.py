from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.vocabulary import times
from courier.vocabulary.times import BEIJING

NOW = datetime(2026, 11, 24, 15, 36, tzinfo=BEIJING)  # A Tuesday.


def read(text: str) -> list[tuple[str, str, str]]:
    return [
        (one.value.removesuffix(":00+08:00"), one.until.removesuffix(":00+08:00"), one.grain)
        for one in times(text, NOW)
    ]


@pytest.mark.parametrize(
    ("text", "start", "until", "grain"),
    [
        ("明天下午三点", "2026-11-25T15:00", "2026-11-25T16:00", "hour"),
        ("明早8点", "2026-11-25T08:00", "2026-11-25T09:00", "hour"),
        ("今晚八点半", "2026-11-24T20:30", "2026-11-24T20:30", "minute"),
        ("晚上12点", "2026-11-25T00:00", "2026-11-25T01:00", "hour"),
        ("半夜十一点", "2026-11-24T23:00", "2026-11-25T00:00", "hour"),
        ("三点", "2026-11-24T15:00", "2026-11-24T16:00", "hour"),
        ("三点一刻", "2026-11-24T15:15", "2026-11-24T15:15", "minute"),
        ("10:30", "2026-11-24T10:30", "2026-11-24T10:30", "minute"),
        ("１０：３０", "2026-11-24T10:30", "2026-11-24T10:30", "minute"),
        ("后天上午", "2026-11-26T08:00", "2026-11-26T12:00", "part"),
        ("明天的下午", "2026-11-25T12:00", "2026-11-25T18:00", "part"),
        ("昨天", "2026-11-23T00:00", "2026-11-24T00:00", "day"),
        ("昨晚", "2026-11-23T18:00", "2026-11-24T00:00", "part"),
        ("大后天", "2026-11-27T00:00", "2026-11-28T00:00", "day"),
        ("周五", "2026-11-27T00:00", "2026-11-28T00:00", "day"),
        ("周一", "2026-11-30T00:00", "2026-12-01T00:00", "day"),
        ("週五", "2026-11-27T00:00", "2026-11-28T00:00", "day"),
        ("上周三下午", "2026-11-18T12:00", "2026-11-18T18:00", "part"),
        ("下周一", "2026-11-30T00:00", "2026-12-01T00:00", "day"),
        ("这周末", "2026-11-28T00:00", "2026-11-30T00:00", "day"),
        ("上周", "2026-11-16T00:00", "2026-11-23T00:00", "week"),
        ("3月5号", "2027-03-05T00:00", "2027-03-06T00:00", "day"),
        ("十二月五号", "2026-12-05T00:00", "2026-12-06T00:00", "day"),
        ("20号", "2026-11-20T00:00", "2026-11-21T00:00", "day"),
        ("2026-11-20", "2026-11-20T00:00", "2026-11-21T00:00", "day"),
        ("下个月15号", "2026-12-15T00:00", "2026-12-16T00:00", "day"),
        ("双十一", "2026-11-11T00:00", "2026-11-12T00:00", "day"),
        ("半小时后", "2026-11-24T16:06", "2026-11-24T16:06", "minute"),
        ("一个半小时后", "2026-11-24T17:06", "2026-11-24T17:06", "minute"),
        ("2小时内", "2026-11-24T15:36", "2026-11-24T17:36", "minute"),
        ("三天前", "2026-11-21T00:00", "2026-11-22T00:00", "day"),
        ("现在", "2026-11-24T15:36", "2026-11-24T15:36", "now"),
        ("下午3点到5点", "2026-11-24T15:00", "2026-11-24T17:00", "hour"),
        ("9:00-12:00", "2026-11-24T09:00", "2026-11-24T12:00", "minute"),
        ("12月1日到3日", "2026-12-01T00:00", "2026-12-04T00:00", "day"),
        ("周一到周五", "2026-11-30T00:00", "2026-12-05T00:00", "day"),
    ],
)
def test_time_is_read_in_beijing_time(text: str, start: str, until: str, grain: str) -> None:
    assert read(text) == [(start, until, grain)]


@pytest.mark.parametrize(
    "text",
    [
        "早上好",
        "快一点送",
        "今日头条",
        "有点慢",
        "3天没动静",
        "人民路3号",
        "5号楼2单元",
        "11号线",
        "2月30号",
        "25:70",
        "尾号1234",
        "7310-0000-0000-11",
        "3.5公斤",
        "1/2件",
        "",
    ],
)
def test_what_is_no_time_is_left_out(text: str) -> None:
    assert times(text, NOW) == []


def test_moment_of_reading_may_be_in_any_zone() -> None:
    [found] = times("今天", datetime(2026, 11, 24, 18, 0, tzinfo=UTC))
    assert found.value == "2026-11-25T00:00:00+08:00"


def test_offsets_point_at_what_was_written() -> None:
    text = "我明天下午三点在，后天就走了"
    assert [text[one.start : one.end] for one in times(text, NOW)] == ["明天下午三点", "后天"]


@given(st.text(alphabet="今明昨后前天上下午早晚周一二三五十月日号点半刻:到-/0123456789 的个小时分钟内", max_size=40))
def test_any_mixture_is_read_without_error(text: str) -> None:
    for one in times(text, NOW):
        assert 0 <= one.start < one.end <= len(text)
        assert datetime.fromisoformat(one.value) <= datetime.fromisoformat(one.until)


def test_a_range_whose_end_is_long_over_keeps_its_beginning() -> None:
    (found,) = times("0日到6/1", NOW)
    assert found.value == found.until
