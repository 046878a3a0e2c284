"""Attachments by their links, and agents' uploads."""

from urllib.parse import quote

from sanic import Blueprint, HTTPResponse, Request, json
from sanic.response import raw
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.attachments.links import PREFIX
from handoff.attachments.receiving import read_upload
from handoff.attachments.schemas import AttachmentOut
from handoff.attachments.service import Opened
from handoff.attachments.sniffing import Kind
from handoff.services import Services

_TAG = "attachments"
# Opened by itself an attachment can do nothing, whatever a browser takes it for; other pages may show it.
_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, max-age=900, immutable",
    "X-Robots-Tag": "noindex",
}


def attachment_links(services: Services) -> Blueprint:
    """The blueprint of /attachments."""
    blueprint = Blueprint("attachment_links", url_prefix=PREFIX)

    @blueprint.get("/<token:str>")
    @openapi.definition(summary="An attachment; the token is in the message's `url` and lasts minutes", tag=_TAG)
    async def show(_request: Request, token: str) -> HTTPResponse:
        opened = await services.attachments.open(token)
        return raw(opened.data, content_type=opened.media_type, headers=_HEADERS | _disposition(opened))

    return blueprint


def attachment_views(services: Services) -> Blueprint:
    """The blueprint of /api/v1/attachments."""
    blueprint = Blueprint("attachments")

    @blueprint.post("/attachments", stream=True)
    @openapi.definition(
        summary="Upload a file (multipart field `file`), to be sent with a message by its id",
        response={"application/json": AttachmentOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def upload(request: Request, me: Me) -> HTTPResponse:
        data, name = await read_upload(request, services.attachments.most_bytes)
        kept = await services.attachments.keep(data, name, f"agent:{me.id}")
        return json({**kept, "url": services.attachments.links.path(kept["id"])})

    return blueprint


def _disposition(opened: Opened) -> dict[str, str]:
    """Pictures, sounds and videos are shown; anything else is only saved."""
    how = "attachment" if opened.kind is Kind.FILE else "inline"
    return {"Content-Disposition": f"{how}; filename*=UTF-8''{quote(opened.name, safe='')}"}
