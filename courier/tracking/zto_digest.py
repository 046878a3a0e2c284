"""The signature of the ZTO open platform (PROTOCOLS §6.1): a digest over the very bytes that are sent."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Callable
from typing import Literal

Algorithm = Literal["md5", "sha256", "hmac_sha256"]
Digest = Callable[[bytes, str], str]


def make_digest(algorithm: Algorithm, secret: str, hmac_key: str = "") -> Digest:
    """A function of the body and the timestamp ("" where none is sent) that gives the digest as base64."""

    def digest(body: bytes, timestamp: str = "") -> str:
        signed = timestamp.encode() + body + secret.encode()
        if algorithm == "hmac_sha256":
            raw = hmac.digest(hmac_key.encode(), signed, "sha256")
        else:
            # The platform prescribes MD5; its own default.
            raw = hashlib.new(algorithm, signed, usedforsecurity=False).digest()
        return b64encode(raw).decode()

    return digest
