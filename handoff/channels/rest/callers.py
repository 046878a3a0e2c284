"""Who may call, and where they may have us deliver."""

import hmac

import httpx
from sanic import Request

from handoff.channels.origins import is_own
from handoff.errors import BadRequest, NotLoggedIn
from handoff.http import token_bytes
from handoff.settings import Settings

_LOOPBACK = ("127.0.0.1", "::1")
_BY_PROXIES = ("x-forwarded-for", "x-real-ip", "forwarded", "via")


def check_caller(settings: Settings, request: Request) -> None:
    """Raises NotLoggedIn."""
    expected = settings.rest_token.get_secret_value()
    if not expected:
        if not _is_from_here(request):
            raise NotLoggedIn("Set REST_TOKEN and send it as a bearer token; without it only this machine may call.")
        return
    if not hmac.compare_digest(expected.encode(), token_bytes(request)):
        raise NotLoggedIn("The bearer token of the connector is missing or wrong.")


def _is_from_here(request: Request) -> bool:
    """A proxy on this machine also calls from here, and so does any site's page in a browser on it: what they send comes from anywhere."""
    is_passed_on = any(name in request.headers for name in _BY_PROXIES)
    return request.ip in _LOOPBACK and not is_passed_on and is_own(request.headers.get("origin"), request.host)


def check_callback(settings: Settings, url: str | None) -> None:
    """Raises BadRequest."""
    if url is None:
        return
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise BadRequest(f"callback_url is no address: {error}.") from error
    if parts.scheme not in ("http", "https") or parts.host not in settings.callback_hosts:
        raise BadRequest("callback_url must be http(s) and its host must be listed in REST_CALLBACK_HOSTS.")
