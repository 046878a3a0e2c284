"""Cases and promises for consoles."""

from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.cases.schemas import (
    AgentPromiseIn,
    CaseOut,
    CasePatch,
    CaseWithHistoryOut,
    PromiseOut,
    PromisePatch,
)
from handoff.errors import BadRequest
from handoff.http import read_body
from handoff.services import Services

_TAG = "cases"


def case_views(services: Services) -> Blueprint:
    """The blueprint of /api/v1/cases and of promises."""
    blueprint = Blueprint("cases")
    _add_cases(blueprint, services)
    _add_promises(blueprint, services)
    return blueprint


def _add_cases(blueprint: Blueprint, services: Services) -> None:
    @blueprint.get("/cases")
    @openapi.definition(summary="Cases by deadline", response={"application/json": [CaseOut]}, tag=_TAG)
    @logged_in(services.agents)
    async def listing(request: Request, me: Me) -> HTTPResponse:
        due = request.args.get("due", "all")
        if due not in ("overdue", "today", "all"):
            raise BadRequest("due is one of overdue, today and all.")
        return json(await services.cases.find(conversation_id=request.args.get("conversation_id"), due=due, me=me))

    @blueprint.get("/cases/<number:str>")
    @openapi.definition(
        summary="One case with its history and promises",
        response={"application/json": CaseWithHistoryOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def one(_request: Request, me: Me, number: str) -> HTTPResponse:
        return json(await services.cases.one(me, number))

    @blueprint.patch("/cases/<number:str>")
    @openapi.definition(
        summary="Change state, owner or deadline, add a note; a result is told to the customer",
        body={"application/json": CasePatch},
        response={"application/json": CaseOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def change(request: Request, me: Me, number: str) -> HTTPResponse:
        return json(await services.case_changes.by_agent(me, number, read_body(request, CasePatch)))


def _add_promises(blueprint: Blueprint, services: Services) -> None:
    @blueprint.get("/promises")
    @openapi.definition(
        summary="Promises I was warned about, the most urgent first",
        response={"application/json": [PromiseOut]},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def due_soon(_request: Request, me: Me) -> HTTPResponse:
        return json(await services.promising.due_soon(me))

    @blueprint.post("/conversations/<conversation_id:str>/promises")
    @openapi.definition(
        summary="Promise something to the customer of a conversation I own",
        body={"application/json": AgentPromiseIn},
        response={"application/json": PromiseOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def promise(request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        return json(await services.promising.by_agent(me, conversation_id, read_body(request, AgentPromiseIn)))

    @blueprint.patch("/promises/<promise_id:str>")
    @openapi.definition(
        summary="I have told the customer",
        body={"application/json": PromisePatch},
        response={"application/json": PromiseOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def fulfil(request: Request, me: Me, promise_id: str) -> HTTPResponse:
        read_body(request, PromisePatch)
        return json(await services.promising.fulfil(me, promise_id))
