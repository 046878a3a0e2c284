"""Long texts in parts that a channel takes."""

import re
from collections.abc import Iterator

from handoff.channels.rich.abilities import Abilities

# After what a part may end, the best first: a paragraph, a line, a sentence, a clause, a word.
_ENDS = tuple(map(re.compile, (r"\n\n+", r"\n", r"[。！？!?；;…]+[”’」）)]*|\.\s", r"[，、,：:]", r"\s")))
# What stays together: a link, a number that is written with blanks, anything else without blanks that is not Chinese
# (a waybill, an address, a time, a word), and a sign with what belongs to it, such as an emoji with its colour.
_MARKS = r"[\ufe0f\u20e3\u0300-\u036f\U0001f3fb-\U0001f3ff]"
_WHOLE = re.compile(rf"<a\s[^>]*>.*?</a>|.(?:\u200d.|{_MARKS})+|\d[\d ]*\d(?!{_MARKS})|[!-~]+(?!{_MARKS})", re.DOTALL)


def split(text: str, abilities: Abilities) -> list[str]:
    """The text in parts that fit, each as long as it can be and ending where a reader would pause.

    Waybills, links and other numbers stay whole if they fit at all.
    """
    parts = []
    rest = text.strip()
    while not abilities.fits(rest):
        end = _end(rest, len(abilities.longest_start(rest)))
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [part for part in (*parts, rest) if part]


def _end(text: str, most: int) -> int:
    """Where to cut: after the last good end in the second half, or else anywhere that cuts nothing apart."""
    wholes = [whole.span() for whole in _WHOLE.finditer(text) if whole.start() < most]
    for pattern in _ENDS:
        good = [end for end in _ends(pattern, text[:most]) if end > most // 2 and not _is_inside(end, wholes)]
        if good:
            return good[-1]
    # One character at the least, also where the limit is below what it takes.
    return next((start for start, end in wholes if 0 < start < most < end), max(most, 1))


def _ends(pattern: "re.Pattern[str]", text: str) -> Iterator[int]:
    return (match.end() for match in pattern.finditer(text))


def _is_inside(place: int, wholes: list[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in wholes)
