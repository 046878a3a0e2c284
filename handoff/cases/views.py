"""Cases for consoles."""

from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.cases.schemas import CaseOut
from handoff.errors import BadRequest
from handoff.services import Services


def case_views(services: Services) -> Blueprint:
    """The blueprint of /api/v1/cases."""
    blueprint = Blueprint("cases")

    @blueprint.get("/cases")
    @openapi.definition(summary="Cases by deadline", response={"application/json": [CaseOut]}, tag="cases")
    @logged_in(services.agents)
    async def listing(request: Request, me: Me) -> HTTPResponse:
        due = request.args.get("due", "all")
        if due not in ("overdue", "today", "all"):
            raise BadRequest("due is one of overdue, today and all.")
        return json(await services.cases.find(conversation_id=request.args.get("conversation_id"), due=due, me=me))

    return blueprint
