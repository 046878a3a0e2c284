"""Waybill numbers in a customer's text (PROTOCOLS §7.1, §7.2).

The formats are data, ``courier/facts/carriers.csv``: carriers publish no specification, so they will change. Legacy
formats are plain digits that other numbers look like; they count only when written without blanks, outside addresses
of pages, and when nothing says that the number is something else.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from courier.vocabulary.checks import is_s10
from courier.vocabulary.other_numbers import Span, is_called_otherwise, never_waybills, pages
from courier.vocabulary.text import ORDER_CUE, blank_out, count_digits, normalise

CARRIERS_FILE = Path(__file__).parents[1] / "facts" / "carriers.csv"

# Between groups stand blanks and dashes; more rarely a comma, a point or the end of a line.
GAP = "[ -]{0,2}"
LOOSE_GAP = r"(?:[ -]{0,2}| ?[,.·_\r\n]{1,2} ?)"
ATOM = re.compile(r"(?P<atom>\\d|\[[^\]]+\]|[A-Z0-9])(?:\{(?P<least>\d+)(?:,(?P<most>\d+))?\})?")
JD_PACKAGE = re.compile(r"(?<=\d)-\d{1,3}-\d{1,3}-?(?![0-9A-Z])", re.ASCII)
# ZTO73100000000011, NO.7310…: a carrier's name or a word glued to a number that has no letters of its own.
GLUED = re.compile(r"(?<![0-9A-Z])(?:ZTO|STO|YTO|YUNDA|YD|EMS|NO\.?|ID|WAYBILL|TRACKING)(?=\d)")
# 7310 0000 0000 11 5件: the last group counts something.
LAST_GROUP = re.compile(r"[^0-9A-Z]+\d{1,4}$", re.ASCII)
COUNTED = re.compile(r" ?[件个元块斤克公月日点天分票箱包楼栋]|KG|RMB")
LOOKALIKE = re.compile(r"(?<![0-9A-Z])(?=[0-9A-Z]*[OIL])[0-9A-Z]{10,24}(?![0-9A-Z])", re.ASCII)
AS_DIGITS = str.maketrans("OIL", "011")
LEAST_DIGITS = 8
CUE_LENGTH = 14


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
                guarded(row["pattern"]),
                row["check"] == "s10",
                row["legacy"] == "1",
            )
            for row in csv.DictReader(lines)
        )


def waybills(text: str, own_carrier: str = "zto") -> list[Waybill]:
    """Find waybill numbers, in the order of the text; of several carriers that fit, ``own_carrier`` comes first.

    Telephones, identity and bank cards, dates and what is called an order, an invoice or the like are left out.
    """
    normal = normalise(text)
    if count_digits(normal.text) < LEAST_DIGITS:
        return []
    glued = (match.span() for match in GLUED.finditer(normal.text))
    rest = blank_out(normal.text, [*never_waybills(normal), *glued])
    found: list[Waybill] = []
    for value, span in _numbers(rest):
        carriers = _carriers(value, own_carrier)
        found.append(Waybill(value, carriers[0], *normal.span(*span), others=tuple(carriers[1:])))
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
    return re.sub(r"[\s,._·-]", "", plain)


def guarded(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that must not begin or end inside a longer number."""
    return re.compile(rf"(?<![0-9A-Z])(?:{pattern})(?![0-9A-Z])", re.ASCII)


def _after_letters(pattern: str) -> str:
    """Allow blanks and hyphens between the letters and the digits of a pattern, as in "SF 1234567890123"."""
    return pattern.replace(r"\d", rf"{GAP}\d", 1)


def _spaced(pattern: str, gap: str) -> str:
    """Allow gaps between all characters of a pattern, as in "7310 0000 0000 11"."""
    parts = [
        f"(?:{m['atom']}{gap}){{{int(m['least'] or 1)},{int(m['most'] or m['least'] or 1)}}}"
        for m in ATOM.finditer(pattern)
    ]
    # The look-behind makes the match end on a digit or letter, never on a blank.
    return "".join(parts) + r"(?<=[0-9A-Z])"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Order the searches: numbers written in one piece, then grouped ones, then the legacy look-alikes."""
    formats = carrier_formats()
    strong = [f.pattern for f in formats if not f.legacy]
    searches = [*strong, *map(_after_letters, strong)]
    searches += [_spaced(pattern, gap) for gap in (GAP, LOOSE_GAP) for pattern in strong]
    searches += [f.pattern for f in formats if f.legacy]
    return tuple(guarded(pattern) for pattern in dict.fromkeys(searches))


def _numbers(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the canonical values and their places, the best written first; none overlaps another."""
    on_pages = pages(text)
    for pattern in _patterns():
        taken: list[Span] = []
        for match in pattern.finditer(text):
            value, end = _without_count(match)
            if _is_meant(text, value, match.start(), on_pages):
                taken.append((match.start(), end))
                yield value, taken[-1]
        text = blank_out(text, taken) if taken else text
    yield from _lookalikes(text)


def _without_count(match: re.Match[str]) -> tuple[str, int]:
    """Leave out a last group that counts what follows: "SF 1234 5678 90123 5件"; gives the value and its end.

    What is left must be a number in a present format: twelve digits in groups are not believed.
    """
    last = LAST_GROUP.search(match[0])
    if not last or not COUNTED.match(match.string, match.end()):
        return canonical_waybill(match[0]), match.end()
    shorter = canonical_waybill(match[0][: last.start()])
    return shorter if _has_present_format(shorter) else "", match.start() + last.start()


def _is_meant(text: str, value: str, start: int, on_pages: list[Span]) -> bool:
    """Say whether a number is a waybill where it stands; legacy formats are believed only if nothing speaks against."""
    fitting = [f for f in carrier_formats() if f.fits(value)]
    if not all(f.legacy for f in fitting):
        return not (value.isdigit() and is_called_otherwise(text, start))
    return bool(fitting) and not (
        ORDER_CUE.search(text, max(0, start - CUE_LENGTH), start)
        or is_called_otherwise(text, start)
        or any(first <= start < last for first, last in on_pages)
    )


def _lookalikes(text: str) -> Iterator[tuple[str, Span]]:
    """Read O as 0 and l or I as 1 where that alone makes a number right: SFl4O9928837715."""
    for match in LOOKALIKE.finditer(text):
        if 2 * count_digits(match[0]) >= len(match[0]) and count_digits(match[0]) >= LEAST_DIGITS:
            value = next((one for one in _readings(match[0]) if _has_present_format(one)), None)
            if value:
                yield value, match.span()


def _readings(written: str) -> Iterator[str]:
    """Yield the number with up to four letters kept at its head, and with or without two kept at its tail."""
    letters = re.match(r"[A-Z]{0,4}", written)
    for kept in range(letters.end() if letters else 0, -1, -1):
        yield written[:kept] + written[kept:].translate(AS_DIGITS)
        yield written[:kept] + written[kept:-2].translate(AS_DIGITS) + written[-2:]


def _has_present_format(number: str) -> bool:
    return any(f.fits(number) for f in carrier_formats() if not f.legacy)


def _carriers(number: str, own_carrier: str) -> list[str]:
    fitting = dict.fromkeys(f.carrier for f in carrier_formats() if f.fits(number))
    return sorted(fitting, key=lambda carrier: carrier != own_carrier)
