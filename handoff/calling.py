"""HTTP clients for what the desk calls."""

import ssl
from functools import cache
from typing import Any

import httpx


def http_client(**options: Any) -> httpx.AsyncClient:
    """With httpx's options; it takes no proxy from the environment and follows no redirect."""
    return httpx.AsyncClient(verify=_certificates(), follow_redirects=False, trust_env=False, **options)


@cache
def _certificates() -> ssl.SSLContext:
    """Those of the authorities, read once: it takes 20 ms, in which nobody is served."""
    return httpx.create_ssl_context(trust_env=False)
