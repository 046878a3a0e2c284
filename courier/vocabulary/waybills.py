"""Waybill numbers in a customer's text (PROTOCOLS §7.1, §7.2).

The formats are data, ``courier/facts/carriers.csv``: carriers publish no specification, so they will change. Legacy
formats are plain digits that other numbers look like; they count only when written without blanks and when nothing
says that the number is an order number.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from courier.vocabulary.checks import is_id_card, is_s10
from courier.vocabulary.phones import PHONE
from courier.vocabulary.text import ORDER_CUE, NormalText, blank_out, normalise

CARRIERS_FILE = Path(__file__).parents[1] / "facts" / "carriers.csv"

GAP = "[ -]{0,2}"
ATOM = re.compile(r"(?P<atom>\\d|\[[^\]]+\]|[A-Z0-9])(?:\{(?P<least>\d+)(?:,(?P<most>\d+))?\})?")
JD_PACKAGE = re.compile(r"(?<=\d)-\d{1,3}-\d{1,3}-?(?![0-9A-Z])", re.ASCII)
ID_CARD_SHAPE = re.compile(r"(?<![0-9A-Z])\d{17}[\dX](?![0-9A-Z])", re.ASCII)
DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}(?!\d)", re.ASCII)


@dataclass(frozen=True)
class Waybill:
    """A waybill number. ``value`` is canonical: upper case, no blanks, no package suffix.

    ``carrier`` is the likeliest carrier's code; ``others`` are further carriers whose format fits too.
    """

    value: str
    carrier: str
    start: int
    end: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """One carrier's number format."""

    carrier: str
    pattern: str
    whole: re.Pattern[str]
    s10: bool
    legacy: bool

    def fits(self, number: str) -> bool:
        """Say whether ``number``, which is canonical, has this format and a right check digit."""
        return self.whole.fullmatch(number) is not None and (not self.s10 or is_s10(number))


@lru_cache(maxsize=1)
def carrier_formats() -> tuple[Format, ...]:
    """Read the formats once, in the order in which they are tried."""
    with CARRIERS_FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Format(
                row["code"],
                row["pattern"],
                _guarded(row["pattern"]),
                row["check"] == "s10",
                row["legacy"] == "1",
            )
            for row in csv.DictReader(lines)
        )


def waybills(text: str, own_carrier: str = "zto") -> list[Waybill]:
    """Find waybill numbers, in the order of the text; of several carriers that fit, ``own_carrier`` comes first.

    Telephone numbers, valid identity-card numbers, dates and numbers called an order number are left out.
    """
    normal = normalise(text)
    rest = blank_out(normal.text, list(_not_waybills(normal.text)))
    found: list[Waybill] = []
    for pattern in _patterns():
        for match in pattern.finditer(rest):
            waybill = _waybill(match, normal, own_carrier)
            if waybill is not None:
                found.append(waybill)
                rest = blank_out(rest, [match.span()])
    return sorted(found, key=lambda waybill: waybill.start)


def carrier_of(number: str, own_carrier: str = "zto") -> str | None:
    """Say which carrier's format a canonical number has, our own first; None if nobody's."""
    fitting = _carriers(number, own_carrier)
    return fitting[0] if fitting else None


def canonical_waybill(text: str) -> str:
    """Bring one number, as somebody typed it, to the form in which it is stored and compared."""
    plain = normalise(text).text.strip()
    if plain.startswith("JD"):
        plain = JD_PACKAGE.sub("", plain)
    return re.sub(r"[\s-]", "", plain)


def _guarded(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that must not begin or end inside a longer number."""
    return re.compile(rf"(?<![0-9A-Z])(?:{pattern})(?![0-9A-Z])", re.ASCII)


def _after_letters(pattern: str) -> str:
    """Allow blanks and hyphens between the letters and the digits of a pattern, as in "SF 1234567890123"."""
    return pattern.replace(r"\d", rf"{GAP}\d", 1)


def _spaced(pattern: str) -> str:
    """Allow blanks and hyphens between all characters of a pattern, as in "7310 0000 0000 11"."""
    parts = [
        f"(?:{m['atom']}{GAP}){{{int(m['least'] or 1)},{int(m['most'] or m['least'] or 1)}}}"
        for m in ATOM.finditer(pattern)
    ]
    # The look-behind makes the match end on a digit or letter, never on a blank.
    return "".join(parts) + r"(?<=[0-9A-Z])"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Order the searches: numbers written in one piece, then grouped ones, then the legacy look-alikes."""
    formats = carrier_formats()
    strong = [f for f in formats if not f.legacy]
    legacy = [f for f in formats if f.legacy]
    searches = [f.pattern for f in strong]
    searches += [_after_letters(f.pattern) for f in strong] + [_spaced(f.pattern) for f in strong]
    searches += [f.pattern for f in legacy]
    return tuple(_guarded(pattern) for pattern in dict.fromkeys(searches))


def _not_waybills(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in PHONE.finditer(text))
    yield from (match.span() for match in ID_CARD_SHAPE.finditer(text) if is_id_card(match[0]))
    yield from (match.span() for match in DATE.finditer(text))


def _waybill(match: re.Match[str], normal: NormalText, own_carrier: str) -> Waybill | None:
    value = canonical_waybill(match[0])
    carriers = _carriers(value, own_carrier)
    if not carriers or (_only_legacy(value) and ORDER_CUE.search(normal.text, 0, match.start())):
        return None
    return Waybill(value, carriers[0], *normal.span(*match.span()), others=tuple(carriers[1:]))


def _carriers(number: str, own_carrier: str) -> list[str]:
    fitting = dict.fromkeys(f.carrier for f in carrier_formats() if f.fits(number))
    return sorted(fitting, key=lambda carrier: carrier != own_carrier)


def _only_legacy(number: str) -> bool:
    return all(f.legacy for f in carrier_formats() if f.fits(number))
