"""May this be sent? (BUSINESS B8, PROTOCOLS §8.5)"""

import re

from courier.facts.schemas import Facts, ProhibitedClass


def look_up(facts: Facts, text: str) -> ProhibitedClass | None:
    """Find the class of forbidden or restricted goods that a text names; None if it names none.

    The longest word decides (酒精 is not 酒), a forbidden class before a restricted one of equal length. Words inside
    one of a class's ``except_in`` words do not count (酒店 names no alcohol).
    """
    lowered = text.lower()
    hits = [
        (len(word), one.verdict == "forbidden", one)
        for one in facts.prohibited
        for word in one.words
        if _names(_without(lowered, one.except_in), word.lower())
    ]
    return max(hits, key=lambda hit: hit[:2])[2] if hits else None


def _names(text: str, word: str) -> bool:
    """Chinese has no word boundaries; Latin words count whole (gun, guns, but not begun)."""
    if not word.isascii():
        return word in text
    return word in text and re.search(rf"(?<![a-z]){re.escape(word)}s?(?![a-z])", text) is not None


def _without(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        text = text.replace(word.lower(), "\0")
    return text
