"""Cases for consoles, and what the actions ask of the desk."""

import hmac

from pydantic import BaseModel, ConfigDict, Field
from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.cases.schemas import CaseIn, CaseOut, PromiseIn
from handoff.core.routing import HandoffRequest, Reason, Skill
from handoff.errors import BadRequest, NotLoggedIn
from handoff.http import read_body
from handoff.services import Services
from handoff.settings import Settings


class HandoffIn(BaseModel):
    """The assistant's wish for a person."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: str = Field(max_length=32)
    reason: Reason
    trigger: str = Field("", max_length=2000)
    skill: Skill | None = None
    priority: int | None = Field(None, ge=0, le=3)


def case_views(services: Services) -> Blueprint:
    """The blueprint of /api/v1/cases."""
    blueprint = Blueprint("cases")

    @blueprint.get("/cases")
    @openapi.definition(summary="Cases by deadline", response={"application/json": [CaseOut]}, tag="cases")
    @logged_in(services.agents)
    async def listing(request: Request, _me: Me) -> HTTPResponse:
        due = request.args.get("due", "all")
        if due not in ("overdue", "today", "all"):
            raise BadRequest("due is one of overdue, today and all.")
        return json(await services.cases.find(conversation_id=request.args.get("conversation_id"), due=due))

    return blueprint


def internal_views(settings: Settings, services: Services) -> Blueprint:
    """The blueprint of /internal, for the actions only."""
    blueprint = Blueprint("internal", url_prefix="/internal")
    expected = settings.internal_token.get_secret_value().encode()

    @blueprint.on_request
    async def check_token(request: Request) -> None:
        if not hmac.compare_digest(expected, (request.token or "").encode()):
            raise NotLoggedIn("The bearer token of the actions is missing or wrong.")

    @blueprint.post("/cases")
    @openapi.exclude(True)
    async def open_case(request: Request) -> HTTPResponse:
        return json(await services.cases.open(read_body(request, CaseIn)))

    @blueprint.get("/cases")
    @openapi.exclude(True)
    async def find_cases(request: Request) -> HTTPResponse:
        keys = {key: request.args.get(key) for key in ("conversation_id", "number", "waybill")}
        if not any(keys.values()):
            raise BadRequest("Give one of conversation_id, number and waybill.")
        return json(await services.cases.find(**keys))

    @blueprint.post("/promises")
    @openapi.exclude(True)
    async def promise(request: Request) -> HTTPResponse:
        return json(await services.cases.promise(read_body(request, PromiseIn)))

    @blueprint.post("/handoffs")
    @openapi.exclude(True)
    async def handoff(request: Request) -> HTTPResponse:
        wish = read_body(request, HandoffIn)
        request_for_person = HandoffRequest(wish.reason, wish.trigger, wish.skill, wish.priority)
        await services.conversations.request_handoff(wish.conversation_id, request_for_person)
        return json({"accepted": True})

    return blueprint
