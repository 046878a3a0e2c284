"""Login, the agent's own state, and what the console needs to show codes."""

from importlib.resources import files

import yaml
from sanic import Blueprint, HTTPResponse, Request, empty, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.schemas import AgentOut, ConfigOut, LoginIn, LoginOut, StatusIn
from handoff.agents.service import Agents, Me
from handoff.http import COOKIE, bearer_or_cookie, read_body
from handoff.services import Services
from handoff.settings import Settings

_TAG = "agents"


def agent_views(settings: Settings, services: Services) -> Blueprint:
    """The blueprint of /api/v1/login, /me, /agents, /config."""
    blueprint = Blueprint("agents")
    _add_session(blueprint, settings, services.agents)
    _add_lookups(blueprint, services.agents)
    return blueprint


def _add_session(blueprint: Blueprint, settings: Settings, agents: Agents) -> None:
    @blueprint.post("/login")
    @openapi.definition(
        summary="Log in", body={"application/json": LoginIn}, response={"application/json": LoginOut}, tag=_TAG
    )
    async def login(request: Request) -> HTTPResponse:
        wish = read_body(request, LoginIn)
        token, me = await agents.login(wish.username, wish.password)
        response = json({"token": token, "agent": await agents.view(me.id)})
        response.add_cookie(
            COOKIE,
            token,
            httponly=True,
            samesite="Strict",
            secure=settings.cookie_secure,
            max_age=int(settings.session_hours * 3600),
        )
        return response

    @blueprint.post("/logout")
    @openapi.definition(summary="End this session", tag=_TAG)
    async def logout(request: Request) -> HTTPResponse:
        if token := bearer_or_cookie(request):
            await agents.logout(token)
        response = empty()
        response.delete_cookie(COOKIE)
        return response

    @blueprint.put("/me/status")
    @openapi.definition(
        summary="Online, busy or offline",
        body={"application/json": StatusIn},
        response={"application/json": AgentOut},
        tag=_TAG,
    )
    @logged_in(agents)
    async def status(request: Request, me: Me) -> HTTPResponse:
        return json(await agents.set_status(me.id, read_body(request, StatusIn).status))


def _add_lookups(blueprint: Blueprint, agents: Agents) -> None:
    labels = ConfigOut.model_validate(yaml.safe_load(files("handoff.agents").joinpath("labels.yml").read_text("utf-8")))

    @blueprint.get("/me")
    @openapi.definition(summary="Who is logged in", response={"application/json": AgentOut}, tag=_TAG)
    @logged_in(agents)
    async def me_view(_request: Request, me: Me) -> HTTPResponse:
        return json(await agents.view(me.id))

    @blueprint.get("/agents")
    @openapi.definition(summary="Everybody one can transfer to", response={"application/json": [AgentOut]}, tag=_TAG)
    @logged_in(agents)
    async def colleagues(_request: Request, me: Me) -> HTTPResponse:
        return json([agent for agent in await agents.list_all() if agent["id"] != me.id])

    @blueprint.get("/config")
    @openapi.definition(summary="Names of codes", response={"application/json": ConfigOut}, tag=_TAG)
    @logged_in(agents)
    async def config(_request: Request, _me: Me) -> HTTPResponse:
        return json(labels.model_dump())
