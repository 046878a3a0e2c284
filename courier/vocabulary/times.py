"""Times in a customer's text, in Beijing time.

The published parsers for Chinese were tried and left: dateparser finds hardly any of what customers write, JioNLP takes
明早8点 for today and 3点 for the night, unpacks 200 MB and greets on standard output. Numerals are read by cn2an.
A text is read as words for a day, a part of the day and the clock (``clock_words``), and neighbours make one time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from courier.vocabulary import clock_words
from courier.vocabulary.clock_words import BEIJING, Grain, Moment, Span, Word
from courier.vocabulary.numerals import value_of
from courier.vocabulary.text import normalise

ORDER = {"day": 0, "part": 1, "clock": 2}
JOINT = re.compile(r"[ ,]?的? ?")
UP_TO = re.compile(r" ?(?:到|至|~|-) ?")
RELATIVE = re.compile(
    r"(?<![\d.第])(?P<count>\d{1,3}|[一二三四五六七八九十两]{1,3}|半)个?(?P<half>半)?(?P<unit>分钟|小时|钟头|天|周|星期|礼拜|月)"
    r"(?:之|以)?(?P<side>后(?!天)|前(?!天)|内(?!容|件)|里(?!面))"
)
UNITS = {
    "分钟": timedelta(minutes=1), "小时": timedelta(hours=1), "钟头": timedelta(hours=1), "天": timedelta(days=1),
    "周": timedelta(weeks=1), "星期": timedelta(weeks=1), "礼拜": timedelta(weeks=1), "月": timedelta(days=30),
}  # fmt: skip
AT_ONCE = re.compile("现在|刚刚|刚才|马上|立刻|立即")


@dataclass(frozen=True)
class Time:
    """A time. ``value`` and ``until`` are ISO 8601 in Beijing time; ``until`` is where the time ends (15:00 – 16:00).

    ``grain`` says how exact it was: ``now``, ``minute``, ``hour``, ``part`` (of the day), ``day``, ``week``, ``month``.
    """

    value: str
    until: str
    grain: Grain
    start: int
    end: int


def times(text: str, now: datetime) -> list[Time]:
    """Find times: 明天下午三点, 后天上午, 周五, 3月5号, 半小时后, 昨天, 10:30, 下午3点到5点. ``now`` is aware."""
    normal = normalise(text)
    here = now.astimezone(BEIJING).replace(second=0, microsecond=0)
    found = [*_relative(normal.text, here), *_at_once(normal.text, here)]
    taken = [span for _, _, span in found]
    for span, grain, place in _absolute(normal.text, here):
        if not any(place[0] < end and start < place[1] for start, end in taken):
            found.append((span, grain, place))
    return [
        Time(start.isoformat(), until.isoformat(), grain, *normal.span(*place))
        for (start, until), grain, place in sorted(found, key=lambda one: one[2])
    ]


Find = tuple[Span, Grain, tuple[int, int]]


def _at_once(text: str, now: datetime) -> Iterator[Find]:
    for match in AT_ONCE.finditer(text):
        yield (now, now), "now", match.span()


def _relative(text: str, now: datetime) -> Iterator[Find]:
    for match in RELATIVE.finditer(text):
        count = value_of(match["count"])
        if count is None:
            continue
        distance = UNITS[match["unit"]] * float(count + (value_of(match["half"]) or 0 if match["half"] else 0))
        yield _apart(now, distance, match["side"], match["unit"]), _grain(match["unit"]), match.span()


def _apart(now: datetime, distance: timedelta, side: str, unit: str) -> Span:
    """Give the time so far from now; of days and more the whole day is meant."""
    if side in "内里":
        return now, now + distance
    there = now + distance if side == "后" else now - distance
    if _grain(unit) == "minute":
        return there, there
    return clock_words.whole_day(there)


def _grain(unit: str) -> Grain:
    return "minute" if UNITS[unit] < timedelta(days=1) else "day"


def _absolute(text: str, now: datetime) -> Iterator[Find]:
    """Join words to times, and two times with 到 between them to one."""
    groups = list(_groups(text, list(clock_words.words(text))))
    while groups:
        group = groups.pop(0)
        moment = Moment.of(group)
        if not moment.is_meant(text, group[0].start, group[-1].end):
            continue
        (start, until), end = moment.resolve(now), group[-1].end
        if groups and UP_TO.fullmatch(text, end, groups[0][0].start):
            until, end = _end_of_range(start, moment, Moment.of(groups[0]), now), groups.pop(0)[-1].end
        yield (start, until), moment.grain, (group[0].start, end)


def _end_of_range(start: datetime, first: Moment, last: Moment, now: datetime) -> datetime:
    begins, ends = last.like(first).resolve(now)
    until = begins if last.clock else ends
    if until < start and last.day:
        # 周一到周五, said on a Tuesday: the Friday after that Monday.
        until += timedelta(weeks=1)
    # 24日到6/1, said in November, ends before it begins whatever is meant: only the beginning is sure.
    return max(start, until)


def _groups(text: str, words: list[Word]) -> Iterator[list[Word]]:
    """Group neighbours that go from the day to its part to the clock."""
    group: list[Word] = []
    for word in words:
        follows = (
            group and ORDER[group[-1].kind] < ORDER[word.kind] and JOINT.fullmatch(text, group[-1].end, word.start)
        )
        if group and not follows:
            yield group
            group = []
        group.append(word)
    if group:
        yield group
