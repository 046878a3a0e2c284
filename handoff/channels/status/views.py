"""The channels' page: /api/v1/channels, and trying again what was given up."""

from collections.abc import Sequence

from pydantic import BaseModel
from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.channels.status.schemas import AccountOut, DeadOut, RetriedOut
from handoff.services import Services

_TAG = "channels"


def status_views(services: Services) -> Blueprint:
    """The blueprint of /api/v1/channels and /api/v1/deliveries."""
    blueprint = Blueprint("channel_states")
    agents, states, dead_letters = services.agents, services.channel_states, services.dead_letters

    @blueprint.get("/channels")
    @openapi.definition(
        summary="How each account of each channel is doing (supervisors)",
        response={"application/json": [AccountOut]},
        tag=_TAG,
    )
    @logged_in(agents)
    async def overview(_request: Request, me: Me) -> HTTPResponse:
        return json(_plain(await states.overview(me)))

    @blueprint.get("/channels/<channel:str>/<account:str>/dead")
    @openapi.definition(
        summary="Messages of an account that were given up (supervisors)",
        response={"application/json": [DeadOut]},
        tag=_TAG,
    )
    @logged_in(agents)
    async def dead(_request: Request, me: Me, channel: str, account: str) -> HTTPResponse:
        return json(_plain(await dead_letters.of(me, channel, account)))

    @blueprint.post("/channels/<channel:str>/<account:str>/retry")
    @openapi.definition(
        summary="Try all of them again (supervisors)", response={"application/json": RetriedOut}, tag=_TAG
    )
    @logged_in(agents)
    async def retry_all(_request: Request, me: Me, channel: str, account: str) -> HTTPResponse:
        return json({"retried": await dead_letters.retry_all(me, channel, account)})

    @blueprint.post("/deliveries/<conversation_id:str>/<seq:int>/retry")
    @openapi.definition(summary="Try one again (supervisors)", response={"application/json": RetriedOut}, tag=_TAG)
    @logged_in(agents)
    async def retry(_request: Request, me: Me, conversation_id: str, seq: int) -> HTTPResponse:
        return json({"retried": await dead_letters.retry(me, conversation_id, seq)})

    return blueprint


def _plain(models: Sequence[BaseModel]) -> list[dict[str, object]]:
    return [model.model_dump(mode="json") for model in models]
