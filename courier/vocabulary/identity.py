"""Identity-card numbers in a customer's text (PROTOCOLS §7.2): found so that they are never shown, kept or looked up.

People write them with blanks, points and line breaks, in numerals and other scripts' digits, with × for X, glued to a
waybill, or with a slip of the finger. The digits of a message are therefore read without what stands between them, and
every eighteen in a row are tried. What tells a card is its date of birth together with the check character, with the
word 身份证 before it, or with nothing else around it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from courier.vocabulary.checks import is_id_card
from courier.vocabulary.text import AS_DIGITS, SPOKEN_DIGITS, NormalText, normalise

Span = tuple[int, int]

# What people type for X, and for digits.
LIKE = AS_DIGITS | str.maketrans("×✕✖ΧХ叉壹贰叁肆伍陆柒捌玖OIL", "XXXXXX123456789011")
# Between the digits of one number stand a few of these at most.
BETWEEN = re.compile(r"(?<=[0-9])[ .,_/\r\n，。、·-]{1,4}(?=[0-9X])")
RUN = re.compile(r"[0-9]{15,}X?", re.ASCII)
PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
BIRTHDAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# A look-ahead tries every place; cards of the first generation had fifteen digits, a year of two and no check character.
SHAPE = re.compile(rf"(?=({PROVINCE}\d{{4}}(?:19|20)\d\d{BIRTHDAY}\d{{3}}[\dX]?))", re.ASCII)
OLD_SHAPE = re.compile(rf"{PROVINCE}\d{{4}}\d\d{BIRTHDAY}\d{{3}}", re.ASCII)
CUE = re.compile(
    r"(?:身份证|身分证|证件|SFZ|(?<!ORDER )(?<![A-Z])ID(?: ?CARD)?|IDENTITY(?: CARD)?)(?:号码|号| ?NUMBER| ?NO\.?)?"
    r"(?: ?(?:IS|是|为))?[^0-9A-Z]{0,6}$"
)
CALLED_OTHERWISE = re.compile(r"(?:单号|运单|面单|订单|流水|ORDER|WAYBILL|TRACKING)[^0-9]{0,12}$")
CUE_LENGTH = 24
LENGTH, OLD_LENGTH = 18, 15
NUMERALS = SPOKEN_DIGITS + "OIL"


@dataclass(frozen=True)
class IdCard:
    """An identity-card number; ``value`` is without blanks and in upper case."""

    value: str
    start: int
    end: int


@dataclass(frozen=True)
class _Digits:
    """The digits of a text without what stands between them, as figures and as written; the i-th stood at ``places[i]``."""

    text: str
    written: str
    places: list[int]


def id_cards(text: str) -> list[IdCard]:
    """Find identity-card numbers: right ones wherever they stand, mistyped and old ones where nothing else is meant."""
    normal = normalise(text)
    return [IdCard(value, *normal.span(*span)) for value, span in _found(normal)]


def spans(normal: NormalText) -> Iterator[Span]:
    """Yield where the numbers stand in a text that is normalised already."""
    yield from (span for _, span in _found(normal))


def has_birthday(number: str) -> bool:
    """Say whether the seventh to fourteenth digit of a number are a date on which somebody living was born."""
    try:
        return 1900 <= date(int(number[6:10]), int(number[10:12]), int(number[12:14])).year <= 2100
    except ValueError:
        return False


def _found(normal: NormalText) -> Iterator[tuple[str, Span]]:
    digits = _digits(normal.text)
    for run in RUN.finditer(digits.text):
        before = normal.text[: digits.places[run.start()]][-CUE_LENGTH:]
        for start, end in _apart(_in_run(run, digits, before)):
            yield digits.text[start:end], (digits.places[start], digits.places[end - 1] + 1)


def _digits(text: str) -> _Digits:
    figures = text.translate(LIKE)
    left_out = {at for match in BETWEEN.finditer(figures) for at in range(*match.span())}
    places = [at for at in range(len(text)) if at not in left_out]
    return _Digits("".join(figures[at] for at in places), "".join(text[at] for at in places), places)


def _in_run(run: re.Match[str], digits: _Digits, before: str) -> Iterator[Span]:
    """The numbers in an unbroken run of digits, the surest first; they may overlap."""
    text, called = run[0], CUE.search(before) is not None
    windows = [(match.start(), match[1]) for match in SHAPE.finditer(text) if has_birthday(match[1])]
    yield from (_at(run, at, number) for at, number in windows if is_id_card(number))
    if called:
        yield from (_at(run, at, number) for at, number in windows if at == 0)
        old = OLD_SHAPE.match(text)
        if old and len(text) == OLD_LENGTH:
            yield _at(run, 0, old[0])
    if not CALLED_OTHERWISE.search(before):
        whole = (_at(run, at, number) for at, number in windows if len(number) == LENGTH)
        yield from (span for span in whole if _is_alone(span, run.span(), digits))


def _is_alone(span: Span, run: Span, digits: _Digits) -> bool:
    """Whether a number is in one piece, and only numerals of the words around it (张三 110…) touch it."""
    start, end = span
    in_one_piece = digits.places[end - 1] - digits.places[start] == end - start - 1
    return in_one_piece and not digits.written[run[0] : start].strip(NUMERALS) + digits.written[end : run[1]].strip(
        NUMERALS
    )


def _at(run: re.Match[str], at: int, number: str) -> Span:
    return run.start() + at, run.start() + at + len(number)


def _apart(found: Iterable[Span]) -> list[Span]:
    """Those that overlap no surer one, in their order."""
    kept: list[Span] = []
    for start, end in found:
        if all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return sorted(kept)
