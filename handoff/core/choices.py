"""Choices that are answered by their number: 1, １, 一, ①, 第一个 (decision 16)."""

import re
import unicodedata
from collections.abc import Sequence

_CHINESE = "一二三四五六七八九十"
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_PLACE = r"(10|[1-9]|[一二三四五六七八九十])"
_BARE = re.compile(rf"[(（]?(?:我?选择?\s*)?{_PLACE}[)）]?[.。、,，:：!！~～]?")
_ORDINAL = re.compile(rf"(?:我?选择?\s*)?第\s*{_PLACE}\s*[个项种条]?[吧。.!！]?")
_ENGLISH_ORDINAL = re.compile(rf"(?:the )?({'|'.join(_ENGLISH)})(?: one)?[.!]?")
_BEGINS_WITH_NUMBER = re.compile(r"\s*\d")
_ANSWERED_BY_NUMBER = frozenset(
    {"waybill", "parcel_tail", "phone_tail", "phone", "case_number", "weight", "declared_value", "loss_value", "score"}
)
_KEYCAP = str.maketrans("", "", "\ufe0f\u20e3")


def are_numbered(titles: Sequence[str]) -> bool:
    """Whether the choices can have numbers: beside 3 公斤 and 5 公斤 a 3 would not tell which of the two it is."""
    return not any(_BEGINS_WITH_NUMBER.match(unicodedata.normalize("NFKC", title)) for title in titles)


def chosen(text: str, titles: Sequence[str], *, were_numbered: bool, asked: str | None = None) -> int | None:
    """Which of the choices the whole message names by its number, from 0; None if it names none.

    Where the customer saw no numbers, a bare one is a choice only between several, and only while nothing is asked
    (`asked` is the slot) that a number answers. 第一个 beside a single button is something else that the text tells of.
    Longer numbers, such as tails of telephones, are never choices.
    """
    said, are_several = _plain(text), len(titles) > 1
    place = (_place(_ORDINAL, said) or _english(said)) if are_several else None
    if place is None and are_numbered(titles):
        is_clear = were_numbered or (are_several and asked not in _ANSWERED_BY_NUMBER)
        place = _place(_BARE, said) if is_clear else None
    return place - 1 if place is not None and place <= len(titles) else None


def may_be_one(text: str) -> bool:
    """Whether the message is a number that could name a choice, if there are as many."""
    said = _plain(text)
    return any((_place(_ORDINAL, said), _english(said), _place(_BARE, said)))


def _plain(text: str) -> str:
    """Without what makes a number pretty: １, ①, ❶ and 1️⃣ are 1."""
    figures = "".join(_figure(character) for character in text.translate(_KEYCAP))
    return unicodedata.normalize("NFKC", figures).strip().lower()


def _figure(character: str) -> str:
    value = unicodedata.digit(character, None) if unicodedata.category(character) == "No" else None
    return character if value is None else str(value)


def _place(pattern: "re.Pattern[str]", said: str) -> int | None:
    match = pattern.fullmatch(said)
    if match is None:
        return None
    return int(match[1]) if match[1].isdecimal() else _CHINESE.index(match[1]) + 1


def _english(said: str) -> int | None:
    match = _ENGLISH_ORDINAL.fullmatch(said)
    return None if match is None else _ENGLISH.index(match[1]) + 1
