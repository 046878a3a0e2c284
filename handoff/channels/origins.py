"""Which pages may talk to the desk from a customer's browser."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from handoff.settings import Settings

FOREIGN_PAGE = "foreign_page"
"""Code with which pages that are not listed are refused."""


def is_allowed(settings: Settings, origin: str | None, *hosts: str | None) -> bool:
    """Pages of the desk itself and of the configured sites."""
    return is_own(origin, *hosts) or origin in settings.allowed_origins


def is_own(origin: str | None, *hosts: str | None) -> bool:
    """Pages of the desk itself; requests without an origin are not browsers.

    `hosts` are the request's names of this server: what was asked for here, and at a proxy.
    """
    return origin is None or urlsplit(origin).netloc in hosts


def asked(environ: Mapping[str, Any]) -> tuple[str | None, str | None, str | None]:
    """Origin and hosts of a socket's request."""
    return environ.get("HTTP_ORIGIN"), environ.get("HTTP_HOST"), environ.get("HTTP_X_FORWARDED_HOST")
