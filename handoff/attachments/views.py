"""Attachments by their links, and agents' uploads."""

from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.attachments.links import PREFIX
from handoff.attachments.receiving import read_upload
from handoff.attachments.schemas import AttachmentOut
from handoff.attachments.serving import serve
from handoff.services import Services
from handoff.storage.attachments import agent_owner

_TAG = "attachments"


def attachment_links(services: Services) -> Blueprint:
    """The blueprint of /attachments."""
    blueprint = Blueprint("attachment_links", url_prefix=PREFIX)

    @blueprint.get("/<token:str>")
    @openapi.definition(summary="An attachment; the token is in the message's `url` and lasts minutes", tag=_TAG)
    async def show(request: Request, token: str) -> HTTPResponse:
        return serve(request, await services.attachments.open(token))

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
        kept = await services.attachments.keep(data, name, agent_owner(me.id))
        return json({**kept, "url": services.attachments.links.path(kept["id"])})

    @blueprint.get("/attachments/<attachment_id:str>")
    @openapi.definition(summary="An attachment of a conversation that the agent may see", tag=_TAG)
    @logged_in(services.agents)
    async def show(request: Request, me: Me, attachment_id: str) -> HTTPResponse:
        await services.reading.check_attachment(me, attachment_id)
        return serve(request, await services.attachments.read(attachment_id))

    return blueprint
