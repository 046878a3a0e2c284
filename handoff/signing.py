"""What we send to others' systems is signed, so that they know who speaks (docs/contracts.md §8)."""

import hashlib
import hmac
from datetime import datetime

from pydantic import SecretStr


def signed_headers(secret: SecretStr, delivery: str, body: bytes, now: datetime) -> dict[str, str]:
    """Of a POST of JSON. `delivery` is the same on each attempt, so that a repeat can be told from something new."""
    stamp = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json",
        "X-Qiantai-Delivery": delivery,
        "X-Qiantai-Timestamp": stamp,
        "X-Qiantai-Signature": f"sha256={signature(secret, stamp, body)}",
    }


def signature(secret: SecretStr, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over `<timestamp>.<body>`, in hexadecimal digits."""
    return hmac.new(secret.get_secret_value().encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
