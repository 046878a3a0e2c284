"""Sums of money and weights in a customer's text."""

import re
from dataclasses import dataclass
from decimal import Decimal

from courier.vocabulary.numerals import NUMBER, is_open, plain_text, value_of
from courier.vocabulary.text import normalise

ABOUT = r"(?P<before>大概|大约|差不多|约|近)?"
AFTER = r"(?P<after>左右|上下)?"
VAGUE = "(?P<vague>[多来几余])?"

# 块 counts sums, but also bricks and cloth; a single 一块 mostly means "together".
PIECES = "砖|布|糖|肉|肥皂|蛋糕|手表|腕表|表|电池|豆腐|玻璃|瓷|板|饼|屏|硬盘|石|地|毛巾|香皂|巧克力|画|木|铁|钢|儿|寄|发|送|来|走|拿|取"
CURRENCY = rf"(?P<unit>元(?![旦宵素件])|圆(?!通|形|的)|块钱?(?!{PIECES})|RMB|CNY|YUAN|人民币|毛钱?|角钱?)"
MONEY = re.compile(
    rf"{ABOUT}(?:[¥] ?(?P<signed>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?[万千]?)"
    rf"|(?:RMB|CNY|人民币) ?(?P<named>\d+(?:\.\d+)?[万千]?)(?!\d)"
    rf"|(?P<number>{NUMBER}){VAGUE}(?P<scale>[万千百])? ?{CURRENCY}(?:零?(?P<rest>[\d一二三四五六七八九半])(?![\d.件个天号十百千万单公斤箱票次份套台])[毛角]?)?"
    # 2.5万 is a sum even without its unit, unless it counts something.
    rf"|(?P<bare>(?<![\d.])\d+(?:\.\d+)?[万千W])(?![A-Z0-9件个单票人字公里次户家米平克瓦]))"
    rf"{AFTER}"
)
UNITS_OF_MONEY = {"毛": Decimal("0.1"), "角": Decimal("0.1")}
SCALES = {"万": 10_000, "千": 1_000, "百": 100, "": 1}

KILOGRAMS = {
    "公斤": Decimal(1), "千克": Decimal(1), "KG": Decimal(1), "KGS": Decimal(1),
    "市斤": Decimal("0.5"), "斤": Decimal("0.5"), "两": Decimal("0.05"),
    "克": Decimal("0.001"), "G": Decimal("0.001"), "吨": Decimal(1000),
}  # fmt: skip
WEIGHT = re.compile(
    rf"{ABOUT}(?P<number>{NUMBER}){VAGUE} ?"
    r"(?P<unit>公斤|千克|KGS?(?![A-Z])|市斤|斤|克(?![拉力])|G(?![A-Z])|吨|两(?![天个件次单张年月种包箱袋盒位斤公吨块元三四五六周种只家步者年]))"
    rf"(?P<half>半)?{AFTER}"
)
# 5G is a network and 128G the memory of a telephone.
NO_GRAMS = frozenset({"2", "3", "4", "5", "6", "8", "16", "32", "64", "128", "256", "512"})


@dataclass(frozen=True)
class Money:
    """A sum; ``value`` is in CNY as decimal text. ``about`` says that the customer rounded it (100多块)."""

    value: str
    about: bool
    start: int
    end: int


@dataclass(frozen=True)
class Weight:
    """A weight; ``value`` is in kilograms as decimal text."""

    value: str
    about: bool
    start: int
    end: int


def money(text: str) -> list[Money]:
    """Find sums in CNY: 3000元, ¥99, 三千块, 3块5, 2.5万, 100多块. Other currencies are left out."""
    normal = normalise(text)
    found = ((match, _cny(match)) for match in MONEY.finditer(normal.text))
    return [
        Money(plain_text(value), _is_about(match), *normal.span(*match.span()))
        for match, value in found
        if value is not None
    ]


def weights(text: str) -> list[Weight]:
    """Find weights: 10斤, 3公斤, 500g, 两吨, 半斤, 两斤半."""
    normal = normalise(text)
    found = ((match, _kilograms(match)) for match in WEIGHT.finditer(normal.text))
    return [
        Weight(plain_text(value), _is_about(match), *normal.span(*match.span()))
        for match, value in found
        if value is not None
    ]


def _is_about(match: re.Match[str]) -> bool:
    return any(match[group] for group in ("before", "vague", "after")) or is_open(match["number"] or "")


def _cny(match: re.Match[str]) -> Decimal | None:
    for group in ("signed", "named", "bare"):
        if match[group]:
            return value_of(match[group])
    value = value_of(match["number"])
    if value is None or _is_together(match):
        return None
    unit = UNITS_OF_MONEY.get(match["unit"][0], Decimal(1))
    rest = value_of(match["rest"]) if match["rest"] else None
    tenths = Decimal(0) if rest is None else rest if match["rest"] == "半" else rest / 10
    return (value * SCALES[match["scale"] or ""] + tenths) * unit


def _is_together(match: re.Match[str]) -> bool:
    return match["number"] == "一" and match["unit"] == "块" and not match["rest"]


def _kilograms(match: re.Match[str]) -> Decimal | None:
    value = value_of(match["number"])
    if value is None or (match["unit"] == "G" and match["number"] in NO_GRAMS):
        return None
    half = Decimal("0.5") if match["half"] else Decimal(0)
    return (value + half) * KILOGRAMS[match["unit"]]
