"""How satisfied customers were, for supervisors."""

from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.http import validate
from handoff.quality.schemas import SummaryOut, SummaryQuery
from handoff.services import Services


def quality_views(services: Services) -> Blueprint:
    """The blueprint of /api/v1/feedback."""
    blueprint = Blueprint("quality")

    @blueprint.get("/feedback")
    @openapi.definition(
        summary="What customers' ratings add up to, and the low ones (supervisors)",
        parameter=[
            {"name": "since", "in": "query", "description": "ISO 8601 with offset; a week ago if left out"},
            {"name": "until", "in": "query", "description": "ISO 8601 with offset; now if left out"},
        ],
        response={"application/json": SummaryOut},
        tag="quality",
    )
    @logged_in(services.agents)
    async def summed_up(request: Request, me: Me) -> HTTPResponse:
        given = {name: request.args.get(name) for name in ("since", "until") if request.args.get(name)}
        return json(await services.quality.summary(me, validate(SummaryQuery, given)))

    return blueprint
