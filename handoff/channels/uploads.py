"""Where the widget brings pictures and files, also from pages of other sites."""

from sanic import Blueprint, HTTPResponse, Request, empty, json
from sanic.response import BaseHTTPResponse
from sanic_ext import openapi

from handoff.attachments.receiving import read_upload
from handoff.attachments.schemas import AttachmentOut
from handoff.channels.origins import is_allowed
from handoff.channels.visitors import Visitors
from handoff.conversations.opening import customer_id
from handoff.errors import Forbidden, NotLoggedIn
from handoff.services import Services
from handoff.settings import Settings

_PREFLIGHT_S = "7200"


def upload_views(settings: Settings, services: Services) -> Blueprint:
    """The blueprint of /channels/web/attachments."""
    blueprint = Blueprint("web_uploads", url_prefix="/channels/web")
    visitors = Visitors(settings.secret_key)

    @blueprint.on_request
    async def check_origin(request: Request) -> None:
        if not is_allowed(settings, _origin(request), request.host, request.headers.get("x-forwarded-host")):
            raise Forbidden("This page may not use the desk; list its origin in WIDGET_ORIGINS.")

    @blueprint.on_response  # type: ignore[untyped-decorator]
    async def allow_origin(request: Request, response: BaseHTTPResponse) -> None:
        """Also on refusals, which the page could not read otherwise."""
        if origin := _origin(request):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Vary"] = "Origin"

    @blueprint.options("/attachments")
    @openapi.exclude(True)
    async def preflight(_request: Request) -> HTTPResponse:
        allowed = {"Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "Authorization"}
        return empty(headers=allowed | {"Access-Control-Max-Age": _PREFLIGHT_S})

    @blueprint.post("/attachments", stream=True)
    @openapi.definition(
        summary="A visitor's upload (multipart field `file`, bearer token of qt_join), to be sent with qt_send by its id",
        response={"application/json": AttachmentOut},
        tag="channels",
    )
    async def upload(request: Request) -> HTTPResponse:
        visitor = visitors.read(request.token or "")
        if visitor is None:
            raise NotLoggedIn("Send the token of qt_join as a bearer token.")
        data, name = await read_upload(request, services.attachments.most_bytes)
        kept = await services.attachments.keep(data, name, customer_id("web", "default", visitor))
        return json({**kept, "url": services.attachments.links.path(kept["id"])})

    return blueprint


def _origin(request: Request) -> str | None:
    origin: str | None = request.headers.get("origin")
    return origin
