"""Telephone numbers in a customer's text (PROTOCOLS §7.3)."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from courier.vocabulary.text import AS_DIGITS, ORDER_CUE, SPOKEN_DIGITS, NormalText, normalise

PhoneKind = Literal["mobile", "virtual", "landline", "hotline"]


@dataclass(frozen=True)
class Phone:
    """A telephone number. ``value`` has no blanks: 13812345678, 13812345678-1234 (virtual), 021-55501234, 95311."""

    value: str
    kind: PhoneKind
    start: int
    end: int

    @property
    def tail(self) -> str:
        """The last four digits that identify the number's owner; a virtual number is known by its extension."""
        digits = self.value.rpartition("-")[2] if self.kind == "virtual" else self.value.replace("-", "")
        return digits[-4:]


@dataclass(frozen=True)
class PhoneTail:
    """The last four digits of a telephone, given to prove that the parcel is one's own.

    ``cued`` is False for four digits without a word: a tail only if one was asked for.
    """

    value: str
    start: int
    end: int
    cued: bool = True


MOBILE = r"(?:(?:\+?86|0086)[ -]?)?(?P<mobile>1[3-9]\d[ -]?\d{4}[ -]?\d{4})"
EXTENSION = r"(?: ?(?:[,，\-#]|转) ?(?P<extension>\d{2,4}))?"
LANDLINE = r"\(?(?P<area>0\d{2,3})(?:\)|[ -])? ?(?P<local>\d{7,8})(?:-(?P<inside>\d{1,6}))?"
HOTLINE = r"(?P<hotline>[48]00[ -]?\d{3}[ -]?\d{4}|95\d{3,6}|12305)"
PHONE = re.compile(rf"(?<![0-9A-Z])(?:{MOBILE}{EXTENSION}|{LANDLINE}|{HOTLINE})(?![0-9A-Z])", re.ASCII)

TAIL_CUE = r"(?:尾[号数]|[后末](?:[四4][位个]?|[四4])(?!天|个月|年|点)|LAST (?:FOUR|4)(?: DIGITS)?)"
# 尾号一二三四, or four numerals and nothing else, as they are said to a microphone.
SPOKEN_TAIL = re.compile(
    rf"(?:(?<=[号数位个话码])|(?<=[号数位个话码][是为: ])|^\W*)[{SPOKEN_DIGITS}](?: ?[{SPOKEN_DIGITS}]){{3}}(?=\W*$|[\s,，。])"
)
TAIL = re.compile(
    rf"{TAIL_CUE}(?:号码|数字|数|手机号?|电话|号)*(?:[是为: ,]|就是|IS)*(?P<tail>\d(?: ?\d){{3}})(?![0-9A-Z])"
    r"|(?<![0-9A-Z])(?P<before>\d{4}) ?(?:的?尾号|结尾|尾的)",
    re.ASCII,
)
# The last digits of a waybill or a bank card prove nothing.
OTHER_TAIL = re.compile(r"(?:单号?|运单号?|卡号?|银行卡|订单号?)的? ?$")
BARE_TAIL = re.compile(r"\s*(?P<tail>\d{4})[\s。.!]*", re.ASCII)


def phones(text: str) -> list[Phone]:
    """Find telephone numbers: mobiles, virtual numbers with extension, landlines, 400/800 and 95xxx hotlines."""
    return phones_in(normalise(text))


def phones_in(normal: NormalText) -> list[Phone]:
    """Find telephone numbers in a text that is normalised already; a number called an order number is none."""
    return [
        _phone(match, *normal.span(*match.span()))
        for match in PHONE.finditer(normal.text)
        if not ORDER_CUE.search(normal.text, 0, match.start())
    ]


def phone_tails(text: str) -> list[PhoneTail]:
    """Find the last four digits of a telephone, after a cue such as 尾号, or as the whole message."""
    normal = _with_spoken_tail(normalise(text))
    cued = [match for match in TAIL.finditer(normal.text) if not OTHER_TAIL.search(normal.text, 0, match.start())]
    if cued:
        return [_tail(match, "tail" if match["tail"] else "before", normal) for match in cued]
    bare = BARE_TAIL.fullmatch(normal.text)
    return [replace(_tail(bare, "tail", normal), cued=False)] if bare else []


def _with_spoken_tail(normal: NormalText) -> NormalText:
    """Write four spoken digits as figures; the length stays the same."""
    return replace(normal, text=SPOKEN_TAIL.sub(lambda match: match[0].translate(AS_DIGITS), normal.text))


def _tail(match: re.Match[str], group: str, normal: NormalText) -> PhoneTail:
    return PhoneTail(match[group].replace(" ", ""), *normal.span(*match.span(group)))


def _phone(match: re.Match[str], start: int, end: int) -> Phone:
    if match["mobile"]:
        number = re.sub(r"[ -]", "", match["mobile"])
        if match["extension"]:
            return Phone(f"{number}-{match['extension']}", "virtual", start, end)
        return Phone(number, "mobile", start, end)
    if match["area"]:
        parts = [match["area"], match["local"], match["inside"]]
        return Phone("-".join(part for part in parts if part), "landline", start, end)
    return Phone(re.sub(r"[ -]", "", match["hotline"]), "hotline", start, end)
