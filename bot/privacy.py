"""Keeps identity-card numbers out of everything that is stored about a conversation."""

from courier.vocabulary import id_cards

_KEPT_AT_START = 3
_KEPT_AT_END = 4


def mask_identity_numbers(text: str) -> str:
    """The text with the middle of each identity-card number starred out, however it is written.

    The length stays the same, so positions of other entities stay right (PROTOCOLS 7.2, 7.4).
    """
    for card in id_cards(text):
        start, end = card.start + _KEPT_AT_START, card.end - _KEPT_AT_END
        text = text[:start] + "*" * (end - start) + text[end:]
    return text
