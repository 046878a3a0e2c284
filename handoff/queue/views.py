"""The queue and the claim."""

from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.conversations.schemas import SummaryOut
from handoff.queue.schemas import QueueItemOut
from handoff.services import Services

_TAG = "queue"


def queue_views(services: Services) -> Blueprint:
    """The blueprint of /api/v1/queue and …/claim."""
    blueprint = Blueprint("queue")

    @blueprint.get("/queue")
    @openapi.definition(
        summary="Waiting conversations in serving order", response={"application/json": [QueueItemOut]}, tag=_TAG
    )
    @logged_in(services.agents)
    async def waiting(_request: Request, me: Me) -> HTTPResponse:
        return json(await services.queue.waiting(me))

    @blueprint.post("/conversations/<conversation_id:str>/claim")
    @openapi.definition(
        summary="Take a waiting conversation; 409 when a colleague has it or the agent is full",
        response={"application/json": SummaryOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def claim(_request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        await services.queue.claim(me, conversation_id)
        return json(await services.reading.summary(me, conversation_id))

    return blueprint
