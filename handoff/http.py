"""What every view needs: reading a body, the caller's token, JSON errors, security headers."""

from typing import Any, TypeVar

import structlog
from pydantic import BaseModel, ValidationError
from sanic import HTTPResponse, Request, Sanic, json
from sanic.exceptions import SanicException
from sanic.response import BaseHTTPResponse

from handoff.channels.origins import is_own
from handoff.errors import BadRequest, DeskError

COOKIE = "qiantai_session"
_LONGEST_SEQ = 9
log = structlog.get_logger()
App = Sanic[Any, Any]
Model = TypeVar("Model", bound=BaseModel)

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob: https:; style-src 'self' 'unsafe-inline'; "
        "connect-src 'self' ws: wss:; frame-ancestors 'self'; base-uri 'self'; form-action 'self'"
    ),
}


def read_body(request: Request, model: type[Model]) -> Model:
    """The JSON body as a model. Raises BadRequest that names each field and its fault."""
    return parse(model, request.body)


def parse(model: type[Model], raw: bytes | str) -> Model:
    """JSON text as a model. Raises BadRequest that names each field and its fault."""
    try:
        return model.model_validate_json(raw or b"null")
    except ValidationError as error:
        raise bad_request(error) from error


def validate(model: type[Model], data: object) -> Model:
    """Already decoded data as a model. Raises BadRequest that names each field and its fault."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise bad_request(error) from error


def bad_request(error: ValidationError) -> BadRequest:
    """What was wrong, field by field; the input itself is not repeated."""
    faults = [{"field": ".".join(map(str, e["loc"])) or "body", "fault": e["msg"]} for e in error.errors()]
    summary = "; ".join(f"{f['field']}: {f['fault']}" for f in faults[:3])
    return BadRequest(f"The request does not have the expected form: {summary}.", detail=faults)


def read_after(request: Request) -> int:
    """The query parameter `after`, 0 if it is missing. Raises BadRequest."""
    after = request.args.get("after", "0")
    if not (after.isascii() and after.isdecimal() and len(after) <= _LONGEST_SEQ):
        raise BadRequest("after is a whole number, 0 for everything.")
    return int(after)


def token_bytes(request: Request) -> bytes:
    """The bearer token for a constant-time comparison; bytes that are no text stay as they came."""
    return (request.token or "").encode("utf-8", "surrogateescape")


def bearer_or_cookie(request: Request) -> str | None:
    """The session token of an agent. A browser sends its cookie from pages next to ours too: those have no say here."""
    hosts = request.host, request.headers.get("x-forwarded-host")
    is_ours = is_own(request.headers.get("origin"), *hosts)
    return request.token or (request.cookies.get(COOKIE) if is_ours else None)


def setup_http(app: App) -> None:
    """One error shape for everything, and headers that browsers obey."""
    app.error_handler.add(DeskError, _desk_error)
    app.error_handler.add(SanicException, _sanic_error)
    app.error_handler.add(Exception, _unexpected)
    app.register_middleware(_add_headers, "response")


def _desk_error(_request: Request, error: DeskError) -> HTTPResponse:
    headers = {"Retry-After": str(error.retry_after_s)} if error.retry_after_s else {}
    return json(error.as_dict(), status=error.status_code, headers=headers)


def _sanic_error(_request: Request, error: SanicException) -> HTTPResponse:
    codes = {404: "not_found", 405: "method_not_allowed", 413: "payload_too_large"}
    code = codes.get(error.status_code, "bad_request" if error.status_code < 500 else "internal_error")
    if error.status_code >= 500:
        log.error("http.failed", exc_info=error)
        return json(DeskError().as_dict(), status=error.status_code)
    return json({"error": code, "message": str(error)}, status=error.status_code)


def _unexpected(request: Request, error: Exception) -> HTTPResponse:
    log.error("http.crashed", path=request.path, exc_info=error)
    return json(DeskError().as_dict(), status=500)


def _add_headers(_request: Request, response: BaseHTTPResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
