"""Text as the rules read it: half-width, upper case, simplified, with the way back to the original offsets."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

# Customers paste dashes of every kind between digit groups; one kind is enough for the rules.
DASHES = dict.fromkeys("‐‑‒–—―−－", "-")

# Stands before a number of the shop's own, which may look like a telephone or a legacy waybill.
ORDER_CUE = re.compile(r"(?:订单|单据)(?:编号|号码|号|ID)?[ :是为]*$|ORDER (?:NO\.?|NUMBER|ID)[ :]*$")

# Voice typing writes digits as numerals; ten of them in a row are no quantity. Numerals behind figures belong to the
# next word (73128845901237三天没动), numerals right before them to the number (七三100000000011).
SPOKEN_DIGITS = "零〇○一二三四五六七八九幺"
SPOKEN = re.compile(
    rf"(?<![0-9])(?:[{SPOKEN_DIGITS}](?:[ -]{{0,2}}[{SPOKEN_DIGITS}]){{9,}}(?![0-9])|[{SPOKEN_DIGITS}]{{2,}}(?=[0-9]{{8,12}}(?![0-9])))"
)
AS_DIGITS = str.maketrans(SPOKEN_DIGITS, "0001234567891")


@dataclass(frozen=True)
class NormalText:
    """A normalised text; ``offsets[i]`` is the place in the original of the character that gave ``text[i]``."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the original offsets of ``text[start:end]``, which must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


# Characters that OpenCC leaves alone, because in some word they are right in simplified text as well (著名).
IN_LETTERS_AND_CHATS = str.maketrans("著妳牠瞭藉祇衹", "着你它了借只只")


class _Simplified(dict[int, str]):
    """A table for ``str.translate`` that asks OpenCC once for each character."""

    def __missing__(self, code: int) -> str:
        converted = _converter().convert(chr(code)) if code > 0x2E7F else chr(code)
        self[code] = converted if len(converted) == 1 else chr(code)
        return self[code]


class _Plain(dict[str, str]):
    """What each character becomes: NFKC, upper case, simplified, one kind of dash, nothing for an invisible one."""

    def __missing__(self, character: str) -> str:
        category = unicodedata.category(character)
        if character in DASHES:
            plain = DASHES[character]
        elif category == "Cf":
            plain = ""
        elif category == "No":
            plain = "#"  # ①7310… is the first number of a list, not a number that begins with 1.
        elif category == "Zs" or character == "\t":
            plain = " "
        else:
            plain = simplified(unicodedata.normalize("NFKC", character).upper())
        self[character] = plain
        return plain


_SIMPLIFIED = _Simplified({code: chr(plain) for code, plain in IN_LETTERS_AND_CHATS.items()})
_PLAIN = _Plain()


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Fold traditional characters into simplified ones, each for itself, so that the length stays (如東 → 如东)."""
    return text if text.isascii() else text.translate(_SIMPLIFIED)


def normalise(text: str) -> NormalText:
    """Normalise character by character, so that offsets stay known; spoken digits (七三一零 …) become digits."""
    pieces = [_PLAIN[character] for character in text]
    plain = "".join(pieces)
    if len(plain) == len(text) and all(pieces):
        offsets = tuple(range(len(text)))
    else:
        offsets = tuple(index for index, piece in enumerate(pieces) for _ in piece)
    return NormalText(SPOKEN.sub(lambda match: match[0].translate(AS_DIGITS), plain), offsets)


def blank_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Replace the spans by NUL characters: same length, and nothing can match there or across."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            start = max(start, at)  # noqa: PLW2901  # spans may overlap
            pieces += [text[at:start], "\0" * (end - start)]
            at = end
    return "".join([*pieces, text[at:]])


def count_digits(text: str) -> int:
    """Count the digits of a normalised text."""
    return sum(map(text.count, "0123456789"))
