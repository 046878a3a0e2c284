"""Identity-card numbers in a customer's text (PROTOCOLS §7.2): found so that they are never shown, kept or looked up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from courier.vocabulary.checks import is_id_card
from courier.vocabulary.text import NormalText, normalise

# Seventeen digits and a check character, in one piece or grouped. Letters may stand right before it (ID1101…), because
# no carrier's letters are followed by so many digits.
SHAPE = re.compile(r"(?<![0-9])[1-9](?:[ -]{0,2}[0-9]){16}[ -]{0,2}[0-9X](?![0-9])", re.ASCII)
# Cards of the first generation had fifteen digits and no check character, so only the word before tells.
OLD_SHAPE = re.compile(r"(?<![0-9])[1-9][0-9]{14}(?![0-9])", re.ASCII)
CUE = re.compile(r"(?:身份证|证件)(?:号码|号)?[^0-9A-Z]{0,4}$")
CUE_LENGTH = 12


@dataclass(frozen=True)
class IdCard:
    """An identity-card number; ``value`` is without blanks and in upper case."""

    value: str
    start: int
    end: int


def id_cards(text: str) -> list[IdCard]:
    """Find identity-card numbers: with a right check character, or called one and with a date of birth in it."""
    normal = normalise(text)
    return [IdCard(_plain(match[0]), *normal.span(*match.span())) for match in matches(normal)]


def matches(normal: NormalText) -> Iterator[re.Match[str]]:
    """Yield the matches in a text that is normalised already."""
    for match in SHAPE.finditer(normal.text):
        number = _plain(match[0])
        if is_id_card(number) or (_is_called_one(match) and has_birthday(number)):
            yield match
    for match in OLD_SHAPE.finditer(normal.text):
        if _is_called_one(match) and has_birthday(f"{match[0][:6]}19{match[0][6:]}"):
            yield match


def _plain(written: str) -> str:
    return re.sub(r"[ -]", "", written)


def _is_called_one(match: re.Match[str]) -> bool:
    return CUE.search(match.string, max(0, match.start() - CUE_LENGTH), match.start()) is not None


def has_birthday(number: str) -> bool:
    """Say whether the seventh to fourteenth digit of a number are a date on which somebody living was born."""
    try:
        return 1900 <= date(int(number[6:10]), int(number[10:12]), int(number[12:14])).year <= 2100
    except ValueError:
        return False
