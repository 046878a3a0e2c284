"""WeChat's signatures: SHA-1 over sorted parts, one of which is our secret token."""

import hashlib
import hmac
from datetime import datetime

FRESH_S = 300
"""Seconds that the time in a request may differ from ours; older ones are replays."""
_LONGEST_STAMP = 12


def sign(*parts: str) -> str:
    """The signature over the parts in any order, as hexadecimal digits."""
    joined = "".join(sorted(parts)).encode("utf-8", "surrogatepass")
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()


def is_signed(signature: str, *parts: str) -> bool:
    """Whether the signature is right, compared in constant time."""
    return hmac.compare_digest(sign(*parts).encode(), signature.encode("utf-8", "surrogatepass"))


def is_fresh(timestamp: str, now: datetime) -> bool:
    """Whether a request was signed within FRESH_S seconds of now."""
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= _LONGEST_STAMP):
        return False
    return abs(now.timestamp() - int(timestamp)) <= FRESH_S
