"""Numbers that were probably meant as waybills but cannot be any: a digit too few, a wrong check digit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from courier.vocabulary.checks import S10
from courier.vocabulary.other_numbers import Span, is_called_otherwise, never_waybills, order_spans, pages
from courier.vocabulary.text import NormalText, blank_out, count_digits, normalise
from courier.vocabulary.waybills import GAP, carrier_formats, guarded, waybills

Flaw = Literal["too_short", "too_long", "check_digit", "unknown_format"]

# How many digits may be missing or too many: few where the number has no letters of its own to know it by.
SLACK_AFTER_LETTERS = 3
SLACK_OF_DIGITS = 1
TAIL = re.compile(r"\\d\{(?P<least>\d+)(?:,(?P<most>\d+))?\}$")
CALLED_WAYBILL = re.compile(
    r"(?:(?<!订)单号|运单|面单|快递号|物流号|WAYBILL|TRACKING)(?:编号|号码|号|NUMBER|NO\.?)?(?:[ :是为]|IS|就是){0,4}"
    r"(?P<number>[A-Z]{0,4}[ -]?\d(?:[ -]?\d){4,29}[A-Z]{0,2})(?![0-9A-Z])",
    re.ASCII,
)
# A message that is nothing but a number; mobiles begin with 1 and are more likely a telephone with a wrong digit.
ALONE = re.compile(r"\s*(?P<number>[02-9]\d{8,29})[\s。.,!?]*", re.ASCII)
# Groups of digits as long as a waybill, in nobody's format: 4620 1178 3350 992.
GROUPED = re.compile(r"(?<![0-9A-Z])(?P<number>\d{3,5}(?:[ -]\d{3,5}){2,4}(?:[ -]\d{1,5})?)(?![0-9A-Z]| ?\d)", re.ASCII)
GROUPED_DIGITS = range(12, 19)
LEAST_DIGITS = 5


@dataclass(frozen=True)
class DoubtfulNumber:
    """A number that no carrier can have given; ``carrier`` is whose it resembles, if it does."""

    value: str
    carrier: str | None
    flaw: Flaw
    start: int
    end: int


@dataclass(frozen=True)
class Resemblance:
    """How a wrong number looks: like a carrier's, but for its length or its check digit."""

    carrier: str
    flaw: Flaw
    pattern: re.Pattern[str]


def doubtful_numbers(text: str, known: Iterable[Span] | None = None) -> list[DoubtfulNumber]:
    """Find numbers that look like waybills and are none, in the order of the text.

    ``known`` are the places of the waybills, for callers that have them already.
    """
    normal = normalise(text)
    if count_digits(normal.text) < LEAST_DIGITS:
        return []
    if known is None:
        known = [(one.start, one.end) for one in waybills(text)]
    rest = _without(normal, list(known))
    found: list[DoubtfulNumber] = []
    for value, carrier, flaw, span in _candidates(rest):
        if not is_called_otherwise(rest, span[0]):
            found.append(DoubtfulNumber(value, carrier, flaw, *normal.span(*span)))
    return sorted(found, key=lambda one: one.start)


def _without(normal: NormalText, known: list[Span]) -> str:
    """Blank out everything that is something for sure."""
    taken = [span for _, span in order_spans(normal)]
    taken += [*never_waybills(normal), *pages(normal.text)]
    covered = {at for start, end in known for at in range(start, end)}
    taken += [(at, at + 1) for at, origin in enumerate(normal.offsets) if origin in covered]
    return blank_out(normal.text, taken)


def _candidates(text: str) -> Iterator[tuple[str, str | None, Flaw, Span]]:
    for kind in _resemblances():
        taken: list[Span] = []
        for match in kind.pattern.finditer(text):
            taken.append(match.span())
            yield _plain(match[0]), kind.carrier, kind.flaw, match.span()
        text = blank_out(text, taken)
    for match in _unlike_any(text):
        yield _plain(match["number"]), None, "unknown_format", match.span("number")


def _unlike_any(text: str) -> Iterator[re.Match[str]]:
    """Yield numbers that resemble no carrier's: called a waybill, alone in the message, or long and in groups."""
    called = list(CALLED_WAYBILL.finditer(text))
    yield from called
    text = blank_out(text, [match.span("number") for match in called])
    if alone := ALONE.fullmatch(text):
        yield alone
        return
    yield from (match for match in GROUPED.finditer(text) if count_digits(match[0]) in GROUPED_DIGITS)


@lru_cache(maxsize=1)
def _resemblances() -> tuple[Resemblance, ...]:
    """Derive from each present format what it looks like with a wrong check digit or a wrong length."""
    kinds: list[Resemblance] = []
    for one in carrier_formats():
        if one.legacy:
            continue
        if one.s10:
            kinds.append(Resemblance(one.carrier, "check_digit", guarded(S10.pattern)))
        elif tail := TAIL.search(one.pattern):
            least, most = int(tail["least"]), int(tail["most"] or tail["least"])
            kinds += _of_wrong_length(one.carrier, one.pattern[: tail.start()], least, most)
    return tuple(kinds)


def _of_wrong_length(carrier: str, head: str, least: int, most: int) -> Iterator[Resemblance]:
    slack = SLACK_AFTER_LETTERS if head[0].isalpha() else SLACK_OF_DIGITS
    lengths: dict[Flaw, str] = {
        "too_short": f"{{{least - slack},{least - 1}}}",
        "too_long": f"{{{most + 1},{most + slack}}}",
    }
    for flaw, length in lengths.items():
        yield Resemblance(carrier, flaw, guarded(rf"{head}{GAP}(?:\d{GAP}){length}(?<=\d)(?! ?\d{{2}})"))


def _plain(written: str) -> str:
    return re.sub(r"[ -]", "", written)
