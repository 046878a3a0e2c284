"""Numbers as customers write them: 3000, 1,200.5, 2.5万, 三千五, 半."""

import re
from decimal import Decimal

import cn2an

CHINESE = "零〇一二三四五六七八九十百千万亿两俩廿"
# The source of a pattern that matches one number of a normalised text; it has no groups.
NUMBER = (
    r"(?:(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    r"(?: ?[万千百亿](?:\d[千百十])*(?:\d(?![\d.]))?| ?[KW](?![A-Z0-9]))?"
    rf"|(?<![{CHINESE}])[{CHINESE}]+(?:点[{CHINESE}]+)?|半)"
)
LETTERS = {"K": 1_000, "W": 10_000}
# 七八斤, 两三百块: two digits in a row leave it open; the lower one is taken.
OPEN = re.compile(r"(?P<lower>[一二两三四五六七八九])[二三四五六七八九](?=[十百千万]*$)")
SPOKEN = str.maketrans({"俩": "两", "〇": "零"})


def value_of(written: str) -> Decimal | None:
    """Give the value of a number that ``NUMBER`` matched; None for numerals that make no number (百千, 十万一万)."""
    plain = written.replace(",", "").replace(" ", "").translate(SPOKEN)
    plain = OPEN.sub(r"\g<lower>", plain)
    if plain == "半":
        return Decimal("0.5")
    if plain[-1:] in LETTERS:
        return Decimal(plain[:-1]) * LETTERS[plain[-1]]
    if re.fullmatch(r"\d+(?:\.\d+)?", plain, re.ASCII):
        return Decimal(plain)
    if plain[:1] in ("百", "千", "万", "亿"):
        return None
    try:
        return Decimal(str(cn2an.cn2an(plain, "smart")))
    except ValueError:
        return None


def is_open(written: str) -> bool:
    """Say whether a number leaves open which one it is: 七八."""
    return OPEN.match(written) is not None


def plain_text(value: Decimal) -> str:
    """Write a value without exponent and without needless zeros: 25000, 0.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
