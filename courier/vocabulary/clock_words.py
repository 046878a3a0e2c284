"""Words for days, parts of the day and the clock, and which moment they mean together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Literal

from courier.vocabulary.numerals import value_of

Grain = Literal["now", "minute", "hour", "part", "day", "week", "month"]
Kind = Literal["day", "part", "clock"]
Span = tuple[datetime, datetime]
Groups = dict[str, str | None]

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
A_LEAP_YEAR = datetime(2024, 1, 1, tzinfo=BEIJING)

PARTS = {
    "凌晨": (0, 6), "半夜": (0, 6), "清晨": (5, 8), "早上": (6, 9), "早晨": (6, 9), "一早": (6, 9), "早": (6, 9),
    "上午": (8, 12), "中午": (11, 13), "午间": (11, 13), "下午": (12, 18), "午后": (12, 18), "傍晚": (17, 19),
    "晚上": (18, 24), "晚间": (18, 24), "夜里": (18, 24), "深夜": (22, 24), "晚": (18, 24), "夜": (18, 24),
}  # fmt: skip
AFTERNOON = frozenset({"下午", "午后", "傍晚", "晚上", "晚间", "夜里", "深夜", "晚", "夜"})
DAYS = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨儿": -1, "今天": 0, "今日": 0, "今儿": 0,
    "明天": 1, "明日": 1, "明儿": 1, "后天": 2, "大后天": 3, "今": 0, "明": 1, "昨": -1,
}  # fmt: skip
WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
WEEKDAYS = dict(zip("一二三四五六日天末1234567", [0, 1, 2, 3, 4, 5, 6, 6, 5, 0, 1, 2, 3, 4, 5, 6], strict=True))
HOLIDAYS = {
    "元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1), "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12),
}  # fmt: skip


def _any_of(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


N = r"(?:\d{1,2}|廿?[一二三四五六七八九十两]{1,3})"
NO_HOUSE = r"(?!\d|[楼线机店院门码栋馆仓库厅桌房铺]|单元|地铁)"
DAY = rf"""(?P<day>
      (?P<name>{_any_of([day for day in DAYS if len(day) > 1])} | [今明昨](?=[早晚夜]))(?!头条)
    | (?P<week>上上|下下|[上下这本])?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末]|[1-7](?!\d))(?![年个])
    | (?P<whole_week>上上|下下|[上下这本])个?(?:周|星期|礼拜)
    | (?<!\d)(?P<year>20\d\d)[年./-](?P<ymonth>\d{{1,2}})[月./-](?P<yday>\d{{1,2}})[日号]?(?!\d)
    | (?<![\d.])(?P<month>{N})月(?P<monthday>{N})(?:[日号]|(?![\d个天件斤]))
    | (?<![\d/.-])(?P<smonth>\d{{1,2}})/(?P<sday>\d{{1,2}})(?![\d/.%件个斤箱])
    | (?P<which>[上下这本])个?月(?:(?P<whichday>{N})[日号])?
    | (?<![\d第.尾单路街弄巷道村园幢楼号苑区院里城线镇乡型座])(?P<only>{N})[日号]{NO_HOUSE}
    | (?P<holiday>{_any_of(list(HOLIDAYS))})(?!路)
    | (?P<edge>月底|月初|年底)
)"""
# 早上好 is a greeting, not a time.
PART = rf"(?P<part>(?:{_any_of([part for part in PARTS if len(part) > 1])})(?!好) | (?<=[今明昨天])[早晚夜](?!饭|餐|班|点|了))"
CLOCK = rf"""(?P<clock>
      (?<![\d.:])(?P<h24>[01]?\d|2[0-4]):(?P<m24>[0-5]\d)(?!\d)
    | (?<![\d.第差])(?P<hour>{N})(?:点(?P<o_clock>钟?)|(?<=\d)时(?!候|间))
      (?:(?P<half>半)|(?P<quarter>[一三13])刻|(?P<whole>整)|(?P<minute>零?\d{{1,2}}|零?[一二三四五六七八九十]{{1,3}})分?(?![\d.件个斤元块万千百%]))?
)"""
WORD = re.compile(f"{DAY}|{PART}|{CLOCK}", re.VERBOSE)
# 一点 and 两点 alone mostly mean "a little" and "two things".
POINT_OF_TIME = re.compile(r"[前后多来取送到]|之前|以前|左右|上门|以后|之后|见")


COMPARED = frozenset("快慢早晚多少有大小轻重好")


@dataclass(frozen=True)
class Word:
    """One word for a time, with what it says in its named groups."""

    kind: Kind
    says: Groups
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Yield the words for times of a normalised text; numbers that no day or hour has are left out."""
    for match in WORD.finditer(text):
        says = match.groupdict()
        kind: Kind = "day" if says["day"] else "part" if says["part"] else "clock"
        if _is_possible(says):
            yield Word(kind, says, *match.span())


def _is_possible(says: Groups) -> bool:
    highest = {
        "month": 12, "ymonth": 12, "smonth": 12, "monthday": 31, "yday": 31, "sday": 31, "whichday": 31, "only": 31,
        "hour": 24, "minute": 59,
    }  # fmt: skip
    written = ((says[name], most) for name, most in highest.items())
    if not all(number is None or 0 <= _number(number) <= most for number, most in written):
        return False
    month, day = says["month"] or says["smonth"], says["monthday"] or says["sday"]
    return not month or _on(A_LEAP_YEAR.year, _number(month), _number(day), A_LEAP_YEAR) is not None


def _number(written: str | None) -> int:
    value = value_of((written or "").removeprefix("零") or "零")
    return -1 if value is None else int(value)


def whole_day(at: datetime) -> Span:
    """Give the day of a moment, from midnight to midnight."""
    midnight = at.replace(hour=0, minute=0)
    return midnight, midnight + timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """What neighbouring words say together: a day, a part of it, the clock; each may be missing."""

    day: Groups | None = None
    part: str | None = None
    clock: Groups | None = None

    @classmethod
    def of(cls, group: Sequence[Word]) -> "Moment":
        """Take one word of each kind."""
        by_kind = {word.kind: word.says for word in group}
        return cls(by_kind.get("day"), (by_kind.get("part") or {}).get("part"), by_kind.get("clock"))

    @property
    def grain(self) -> Grain:
        """How exact it is."""
        if self.clock:
            return "minute" if any(self.clock[name] for name in ("m24", "half", "quarter", "minute")) else "hour"
        if self.part:
            return "part"
        if self.day and self.day["whole_week"]:
            return "week"
        return "month" if self.day and self.day["which"] and not self.day["whichday"] else "day"

    def is_meant(self, text: str, start: int, end: int) -> bool:
        """Say whether it is a time at all, and not 一点 for "a little" (快一点)."""
        clock = self.clock
        if self.day or self.part or not clock or clock["hour"] not in ("一", "两"):
            return True
        surer = any(clock[name] for name in ("o_clock", "half", "quarter", "minute", "whole"))
        return surer or (text[start - 1 : start] not in COMPARED and POINT_OF_TIME.match(text, end) is not None)

    def like(self, other: "Moment") -> "Moment":
        """Add what another moment said before it: 下午3点到5点, 12月1日到3日."""
        part = self.part or (other.part if self.day is None else None)
        return replace(self, day=self.day or other.day, part=part)

    def resolve(self, now: datetime) -> Span:
        """Say from when to when."""
        start, until = _day(self.day, now) if self.day else whole_day(now)
        if self.clock:
            at = start + self._since_midnight(self.clock)
            return at, at + timedelta(hours=1) if self.grain == "hour" else at
        if self.part:
            first, last = PARTS[self.part]
            return start + timedelta(hours=first), start + timedelta(hours=last)
        return start, until

    def _since_midnight(self, clock: Groups) -> timedelta:
        if clock["h24"]:
            hour, minute = int(clock["h24"]), int(clock["m24"] or 0)
        else:
            hour, minute = _number(clock["hour"]), _minute(clock)
        return timedelta(hours=self._on_the_full_clock(hour, written=bool(clock["h24"])), minutes=minute)

    def _on_the_full_clock(self, hour: int, *, written: bool) -> int:
        """Make 下午三点 15, 晚上12点 24, and 三点 alone 15 as well: nobody collects parcels at night."""
        if self.part in AFTERNOON:
            return hour + 12 if hour < 12 else 24 if hour == 12 and PARTS[self.part][0] >= 18 else hour
        if self.part in ("中午", "午间"):
            return hour + 12 if hour < 3 else hour
        if self.part == "半夜":
            return hour + 12 if 9 <= hour < 12 else hour % 12
        return hour + 12 if self.part is None and not written and 1 <= hour <= 6 else hour


def _minute(clock: Groups) -> int:
    if clock["half"]:
        return 30
    if clock["quarter"]:
        return 15 * _number(clock["quarter"])
    return _number(clock["minute"])


def _day(says: Groups, now: datetime) -> Span:
    today, tomorrow = whole_day(now)
    if says["name"]:
        return whole_day(today + timedelta(days=DAYS[says["name"].strip()]))
    if says["weekday"] or says["whole_week"]:
        return _week(says, today)
    if says["edge"]:
        return _edge(says["edge"], today)
    if says["which"]:
        return _month(says, today)
    found = _calendar_day(says, today)
    return whole_day(found) if found else (today, tomorrow)


def _week(says: Groups, today: datetime) -> Span:
    monday = today - timedelta(days=today.weekday())
    if says["whole_week"]:
        monday += timedelta(weeks=WEEKS[says["whole_week"]])
        return monday, monday + timedelta(weeks=1)
    day = monday + timedelta(days=WEEKDAYS[says["weekday"] or "一"], weeks=WEEKS[says["week"] or "本"])
    length = timedelta(days=2 if says["weekday"] == "末" else 1)
    # 周五 without 这 or 下 is the next one to come.
    day += timedelta(weeks=1 if not says["week"] and day + length <= today else 0)
    return day, day + length


def _edge(edge: str, today: datetime) -> Span:
    first = today.replace(day=1, month=12 if edge == "年底" else today.month)
    end = _next_month(first)
    return (first, first + timedelta(days=10)) if edge == "月初" else (end - timedelta(days=5), end)


def _month(says: Groups, today: datetime) -> Span:
    first = today.replace(day=1)
    first = {"上": (first - timedelta(days=1)).replace(day=1), "下": _next_month(first)}.get(says["which"] or "", first)
    if not says["whichday"]:
        return first, _next_month(first)
    return whole_day(first + timedelta(days=_number(says["whichday"]) - 1))


def _next_month(first: datetime) -> datetime:
    return (first + timedelta(days=31)).replace(day=1)


def _calendar_day(says: Groups, today: datetime) -> datetime | None:
    """Find the date; without a year or a month, the nearest one to today."""
    if says["year"]:
        return _on(int(says["year"]), _number(says["ymonth"]), _number(says["yday"]), today)
    if says["only"]:
        months = [today.replace(day=1) + timedelta(days=shift) for shift in (-15, 0, 35)]
        around = [_on(one.year, one.month, _number(says["only"]), today) for one in months]
    else:
        month, day = HOLIDAYS.get(says["holiday"] or "") or (
            _number(says["month"] or says["smonth"]),
            _number(says["monthday"] or says["sday"]),
        )
        around = [_on(today.year + shift, month, day, today) for shift in (-1, 0, 1)]
    return min((one for one in around if one), key=lambda one: abs(one - today), default=None)


def _on(year: int, month: int, day: int, today: datetime) -> datetime | None:
    try:
        return today.replace(year=year, month=month, day=day)
    except ValueError:
        return None
