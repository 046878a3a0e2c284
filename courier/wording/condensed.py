"""Text as the rules of wording read it: without what writers put between the characters of a word."""

import re
from collections.abc import Iterable

from courier.vocabulary.text import NormalText, blank_out, normalise

# The one sign for the end of a sentence, for a pause inside it, and for words that no rule may touch.
END, PAUSE, UNTOUCHABLE = "。", "，", "\0"
_ENDS = frozenset("。!?\n")
_PAUSES = frozenset(',、;()|/[]{}<>“”「」『』"')
# can't and can’t are one word.
_APOSTROPHES = frozenset("'’‘`")
# What is quoted are the customer's own words (同期声, BUSINESS B1.3), not ours.
_QUOTED = re.compile('“[^”]{1,200}”|「[^」]{1,200}」|『[^』]{1,200}』|"[^"]{1,200}"')


def condensed(text: str) -> NormalText:
    """Fold the text and drop blanks, dots and smileys beside Chinese characters; quoted words become untouchable."""
    normal = normalise(text)
    shown = blank_out(normal.text, (match.span() for match in _QUOTED.finditer(normal.text)))
    kept = list(_signs(shown))
    return NormalText("".join(sign for _, sign in kept), tuple(normal.offsets[at] for at, _ in kept))


def _signs(text: str) -> Iterable[tuple[int, str]]:
    before = END
    gap: int | None = None
    for at, character in enumerate(text):
        sign = _sign(character, text[at + 1 : at + 2])
        if sign:
            if gap is not None and _is_latin(before) and _is_latin(sign):
                yield gap, " "
            yield at, sign
            before, gap = sign, None
        elif character not in _APOSTROPHES:
            gap = at if gap is None else gap


def _sign(character: str, behind: str) -> str:
    """What stands for the character; nothing for what may be dropped."""
    if character.isalnum() or character in ("%", UNTOUCHABLE):
        return character
    if character in _ENDS or (character == "." and not behind.strip()):
        return END
    return PAUSE if character in _PAUSES else ""


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
