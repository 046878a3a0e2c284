"""Which pages may talk to the desk from a customer's browser."""

from urllib.parse import urlsplit

from handoff.settings import Settings

FOREIGN_PAGE = "foreign_page"
"""Code with which pages that are not listed are refused."""


def is_allowed(settings: Settings, origin: str | None, *hosts: str | None) -> bool:
    """Pages of the desk itself and of the configured sites; requests without an origin are not browsers.

    `hosts` are the request's names of this server: what was asked for here, and at a proxy.
    """
    return origin is None or origin in settings.allowed_origins or urlsplit(origin).netloc in hosts
