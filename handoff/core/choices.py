"""Choices that are answered by their place: 1, １, 一, ①, 第一个, 后面那个 (decision 16)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

_CHINESE = "一二三四五六七八九十"
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_PLACE = r"(10|[1-9]|[一二三四五六七八九十])"
_WISH = r"(?:我?(?:是|选择?|要)\s*)?"
_CLOSE = r"[吧啊的]?[.。!！~～]?"
_BARE = re.compile(rf"[(（]?{_WISH}{_PLACE}[)）]?[吧啊]?[.。、,，:：!！~～]?")
_ORDINAL = re.compile(rf"{_WISH}第\s*{_PLACE}\s*[个项种条]?{_CLOSE}")
_ENGLISH_ORDINAL = re.compile(rf"(?:the )?({'|'.join(_ENGLISH)})(?: one)?[.!]?")
_FORMER = re.compile(rf"{_WISH}(?:前[面一]?[个者]|[前上]面[那这]?个|头一个){_CLOSE}|(?:the )?former(?: one)?[.!]?")
_LATTER = re.compile(
    rf"{_WISH}(?:后[面一]?[个者]|[后下]面[那这]?个|最后一?个){_CLOSE}|(?:the )?(?:latter|last)(?: one)?[.!]?"
)
_PERSON = "/request_human"
_BEGINS_WITH_NUMBER = re.compile(r"\s*\d")
_ANSWERED_BY_NUMBER = frozenset(
    {"waybill", "parcel_tail", "phone_tail", "phone", "case_number", "weight", "declared_value", "loss_value", "score"}
)
_KEYCAP = str.maketrans("", "", "\ufe0f\u20e3")


def are_numbered(titles: Sequence[str]) -> bool:
    """Whether the choices can have numbers: beside 3 公斤 and 5 公斤 a 3 would not tell which of the two it is."""
    return not any(_BEGINS_WITH_NUMBER.match(unicodedata.normalize("NFKC", title)) for title in titles)


def chosen(
    text: str, buttons: Sequence[Mapping[str, str]], *, were_numbered: bool, asked: str | None = None
) -> Mapping[str, str] | None:
    """The button ({title, payload}) that the whole message names by its place; None if it names none.

    Where the customer saw no numbers, a bare one is a choice only between several, and only while nothing is asked
    (`asked` is the slot) that a number answers. 第一个 beside a single button is something else that the text tells of.
    Longer numbers, such as tails of telephones, are never choices.
    """
    said, are_several = _plain(text), len(buttons) > 1
    place = _named(said, _last(buttons)) if are_several else None
    if place is None and are_numbered([button["title"] for button in buttons]):
        is_clear = were_numbered or (are_several and asked not in _ANSWERED_BY_NUMBER)
        place = _place(_BARE, said) if is_clear else None
    return buttons[place - 1] if place is not None and place <= len(buttons) else None


def may_be_one(text: str) -> bool:
    """Whether the message names a place at all, so that it is a choice if there are as many."""
    said = _plain(text)
    return any((_named(said, 1), _place(_BARE, said)))


def _last(buttons: Sequence[Mapping[str, str]]) -> int:
    """The place of the last choice; the way out to a person beside the choices is none of them."""
    return len([button for button in buttons if button["payload"] != _PERSON])


def _named(said: str, last: int) -> int | None:
    """The place that the words name and that cannot be an amount."""
    if _FORMER.fullmatch(said):
        return 1
    return last if _LATTER.fullmatch(said) else _place(_ORDINAL, said) or _english(said)


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
