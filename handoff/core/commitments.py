"""Finds a promise in what an agent types (半小时内给您答复), so that the console can offer to record it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from courier.clock import BEIJING
from courier.vocabulary import Time, times

_SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;]?")
# Something that we will do for the customer or tell them; without it a time is only a time.
_OURS = re.compile(
    r"(?:给|向|跟|和)您.{0,6}(?:答复|回复|回电|回话|消息|结果|反馈|说明|解释|打电话|处理|解决|查|联系|安排|送|取)"
    r"|(?:答复|回复|联系|通知|告诉|告知|致电|反馈)(?:给)?您"
    r"|(?:为|帮|替)您.{0,8}(?:查|核实|处理|解决|安排|送|取|办|跟进|催)"
    r"|(?:回复|回电|答复|有结果|跟进|处理好|解决好|办好|派送|送到|送达|上门|取件|退款|到账)"
    r"|get back to you|let you know|(?:call|contact|update|inform|tell|reply to) you|be (?:delivered|resolved|picked up)",
    re.IGNORECASE,
)
# The customer is to do something, or it is asked or only wished for.
_NOT_OURS = re.compile(
    r"[？?]\s*$|吗[。！!]?\s*$|(?:请|麻烦|烦请|劳烦)您|您(?:可以|能|方便|要|需要|先)|could you|can you|please"
)
_BEFORE_CLOSING = re.compile(r"下班(?:之|以)?前")
_WORD_BEFORE = re.compile(r"\s*(?:之|以)?前")
_ENGLISH = re.compile(
    r"\b(?:with)?in (?P<count>half an|an?|one|two|three|\d{1,3}) (?P<unit>minute|hour|day)s?\b", re.IGNORECASE
)
_COUNTS = {"half an": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_CLOSING_HOUR = 18
_SHORTEST = timedelta(minutes=1)
_LONGEST_TEXT = 200


@dataclass(frozen=True)
class Commitment:
    """What was promised, in the agent's words, and by when."""

    text: str
    due_at: datetime


def find_commitment(text: str, now: datetime) -> Commitment | None:
    """The first promise with a time in the message; a question or a wish to the customer is none."""
    for match in _SENTENCE.finditer(text):
        said = match.group().strip()
        if not _OURS.search(said) or _NOT_OURS.search(said):
            continue
        due_at = _due(said, now)
        if due_at is not None and due_at >= now + _SHORTEST:
            return Commitment(said[:_LONGEST_TEXT], due_at)
    return None


def _due(said: str, now: datetime) -> datetime | None:
    if match := _ENGLISH.search(said):
        count = _COUNTS.get(match["count"].lower())
        return now + _UNITS[match["unit"].lower()] * (float(match["count"]) if count is None else count)
    found = [_end(time, said, now) for time in times(said, now) if time.grain != "now"]
    if found:
        return max(found)
    return _closing(now.astimezone(BEIJING)) if _BEFORE_CLOSING.search(said) else None


def _end(time: Time, said: str, now: datetime) -> datetime:
    """By when a time is meant: a clock time at that time, a day by the end of work, all else when it ends."""
    start, until = datetime.fromisoformat(time.value), datetime.fromisoformat(time.until)
    if time.grain == "hour":
        return start
    if time.grain != "day" or until.hour or until.minute:
        return until
    if _WORD_BEFORE.match(said, time.end):
        return _closing(start - timedelta(days=1))
    closing = _closing(until - timedelta(days=1))
    return closing if closing > now else until


def _closing(day: datetime) -> datetime:
    return day.replace(hour=_CLOSING_HOUR, minute=0, second=0, microsecond=0)
