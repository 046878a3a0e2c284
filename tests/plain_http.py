"""HTTP clients of this machine's own servers."""

import ssl
from typing import Any

import httpx

# Nothing here is encrypted; without a context each client would read the machine's certificates, for 20 ms.
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def plain_client(**options: Any) -> httpx.AsyncClient:
    """A client with httpx's options, which takes no proxy."""
    return httpx.AsyncClient(trust_env=False, verify=NO_CERTIFICATES, **options)
