"""What customers and agents type: cleaned, bounded, and only ever text."""

import unicodedata

from handoff.errors import EmptyMessage, MessageTooLong

MAX_LENGTH = 4000
_KEPT_CONTROLS = "\n\t"
# Joiners hold emoji sequences together, so these two format characters stay.
_KEPT_FORMATS = "\u200d\ufe0f"


def clean_text(raw: str) -> str:
    """The message without control characters, trimmed.

    Raises EmptyMessage when nothing readable is left, MessageTooLong above MAX_LENGTH characters.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = without_controls(text).strip()
    if not any(_is_visible(c) for c in text):
        raise EmptyMessage
    if len(text) > MAX_LENGTH:
        raise MessageTooLong
    return text


def without_controls(text: str) -> str:
    """The text without what cannot be read or stored; lines, tabs and emoji stay."""
    return "".join(c for c in text if _is_kept(c))


def _is_visible(char: str) -> bool:
    return not char.isspace() and char not in _KEPT_FORMATS


def _is_kept(char: str) -> bool:
    if char in _KEPT_CONTROLS or char in _KEPT_FORMATS:
        return True
    # Cc control, Cf invisible format (incl. text-direction overrides), Cs lone surrogates. Unassigned characters stay:
    # they are emoji that are newer than this Python.
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def for_bot(text: str) -> str:
    """The text as the assistant gets it: a leading slash would be an intent or a restart, so it is made full-width."""
    stripped = text.strip()
    return "／" + stripped[1:] if stripped.startswith("/") else stripped
