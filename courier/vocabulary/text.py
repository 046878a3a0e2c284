"""Text as the rules read it: NFKC, upper case, with the way back to the original offsets."""

import re
import unicodedata
from dataclasses import dataclass

# Customers paste dashes of every kind between digit groups; one kind is enough for the rules.
DASHES = dict.fromkeys("‐‑‒–—―−－", "-")

# Stands before a number of the shop's own, which may look like a telephone or a legacy waybill.
ORDER_CUE = re.compile(r"订单(?:编号|号码|号)?[ :是为]*$|ORDER (?:NO\.?|NUMBER)[ :]*$")


@dataclass(frozen=True)
class NormalText:
    """A normalised text; ``offsets[i]`` is the place in the original of the character that gave ``text[i]``."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the original offsets of ``text[start:end]``, which must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


def normalise(text: str) -> NormalText:
    """Normalise character by character (NFKC, upper case, one kind of dash), so that offsets stay known."""
    pieces: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        plain = DASHES.get(character) or unicodedata.normalize("NFKC", character).upper()
        pieces.append(plain)
        offsets.extend([index] * len(plain))
    return NormalText("".join(pieces), tuple(offsets))


def blank_out(text: str, spans: list[tuple[int, int]]) -> str:
    """Replace the spans by NUL characters: same length, and nothing can match there or across."""
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text
