"""Long texts in parts that WeChat takes: its limit is in bytes of UTF-8."""

import re

MOST_BYTES = 2048
# After what a part may end, the best first: a paragraph, a line, a sentence, a clause, a word.
_ENDS = tuple(map(re.compile, (r"\n\n+", r"\n", r"[。！？!?；;…]+[”’」）)]*|\.\s", r"[，、,：:]", r"\s")))


def split(text: str, most_bytes: int = MOST_BYTES) -> list[str]:
    """The text in parts of at most so many bytes, each as long as it can be and ending where a reader would pause."""
    parts = []
    rest = text.strip()
    while len(rest.encode()) > most_bytes:
        end = _end(_longest_start(rest, most_bytes))
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [part for part in (*parts, rest) if part]


def _longest_start(text: str, most_bytes: int) -> str:
    """As many whole characters as fit."""
    return text.encode()[:most_bytes].decode("utf-8", "ignore")


def _end(start: str) -> int:
    """Where to cut: after the last good end in the second half, or anywhere."""
    for pattern in _ENDS:
        ends = [match.end() for match in pattern.finditer(start)]
        if ends and ends[-1] > len(start) // 2:
            return ends[-1]
    return len(start)
