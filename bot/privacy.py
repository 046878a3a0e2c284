"""Keeps identity-card numbers out of everything that is stored about a conversation."""

import re

from courier.vocabulary.checks import is_id_card

# Seventeen digits and a check character that is a digit or X (GB 11643), also with blanks or dashes between the groups.
_CANDIDATE = re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){16}[ -]?[\dXx](?![0-9A-Za-z])")
_KEPT_AT_START = 3
_KEPT_AT_END = 4


def mask_identity_numbers(text: str) -> str:
    """The text with the middle of each valid identity-card number starred out.

    The length stays the same, so positions of other entities stay right (PROTOCOLS 7.2, 7.4).
    """
    return _CANDIDATE.sub(_masked, text)


def _masked(match: "re.Match[str]") -> str:
    written = match.group()
    if not is_id_card(re.sub(r"[ -]", "", written).upper()):
        return written
    middle = len(written) - _KEPT_AT_START - _KEPT_AT_END
    return written[:_KEPT_AT_START] + "*" * middle + written[-_KEPT_AT_END:]
