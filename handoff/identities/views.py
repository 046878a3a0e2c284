"""Who is one person, for consoles."""

from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.http import read_body
from handoff.identities.schemas import JoinIn, PersonOut, ReasonIn
from handoff.services import Services

_TAG = "identities"
_ALL = "/conversations/<conversation_id:str>/identities"
_ONE = f"{_ALL}/<customer_id:str>"
_ANSWER = {"application/json": PersonOut}


def identity_views(services: Services) -> Blueprint:
    """The blueprint of /api/v1/conversations/…/identities."""
    blueprint = Blueprint("identities")
    _add_decisions(blueprint, services)
    _add_undo(blueprint, services)
    return blueprint


def _add_decisions(blueprint: Blueprint, services: Services) -> None:
    identities = services.identities

    @blueprint.post(_ALL)
    @openapi.definition(
        summary="Somebody else is the same person: a suggested customer, or a case or conversation of theirs",
        body={"application/json": JoinIn},
        response=_ANSWER,
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def join(request: Request, me: Me, conversation_id: str) -> HTTPResponse:
        wish = read_body(request, JoinIn)
        return json(await identities.join(me, conversation_id, wish.other, wish.reason))

    @blueprint.post(f"{_ONE}/part")
    @openapi.definition(
        summary="One identity is somebody else, at once",
        body={"application/json": ReasonIn},
        response=_ANSWER,
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def part(request: Request, me: Me, conversation_id: str, customer_id: str) -> HTTPResponse:
        reason = read_body(request, ReasonIn).reason
        return json(await identities.part(me, conversation_id, customer_id, reason))

    @blueprint.post(f"{_ONE}/decline")
    @openapi.definition(
        summary="A suggested customer is somebody else",
        body={"application/json": ReasonIn},
        response=_ANSWER,
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def decline(request: Request, me: Me, conversation_id: str, customer_id: str) -> HTTPResponse:
        reason = read_body(request, ReasonIn).reason
        return json(await identities.decline(me, conversation_id, customer_id, reason))


def _add_undo(blueprint: Blueprint, services: Services) -> None:
    @blueprint.post("/conversations/<conversation_id:str>/identity-changes/<change_id:str>/undo")
    @openapi.definition(
        summary="Take a join or a parting back", body={"application/json": ReasonIn}, response=_ANSWER, tag=_TAG
    )
    @logged_in(services.agents)
    async def undo(request: Request, me: Me, conversation_id: str, change_id: str) -> HTTPResponse:
        return json(await services.identities.undo(me, conversation_id, change_id, read_body(request, ReasonIn).reason))
