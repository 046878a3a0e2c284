"""Letters to outlets for consoles, and the address to which outlets answer."""

from html import escape
from importlib.resources import files
from string import Template

from sanic import Blueprint, HTTPResponse, Request, html, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.http import read_body, validate
from handoff.outlets.schemas import AnsweredOut, AnswerIn, DispatchIn, DispatchOut
from handoff.services import Services

_TAG = "outlets"
_ANSWERS = "/outlet-answers/<token:str>"
_FORM = "application/x-www-form-urlencoded"
_THANKS = "<!doctype html><html lang='zh-CN'><meta charset='utf-8'><title>谢谢</title><p>答复已收到，谢谢。</p></html>"


def outlet_views(services: Services) -> Blueprint:
    """The blueprint of …/cases/{number}/dispatches and of the outlets' answers."""
    blueprint = Blueprint("outlets")
    _add_letters(blueprint, services)
    _add_answers(blueprint, services)
    return blueprint


def _add_letters(blueprint: Blueprint, services: Services) -> None:
    @blueprint.post("/cases/<number:str>/dispatches")
    @openapi.definition(
        summary="Send a case to its outlet",
        body={"application/json": DispatchIn},
        response={"application/json": DispatchOut},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def send(request: Request, me: Me, number: str) -> HTTPResponse:
        return json(await services.outlets.send(me, number, read_body(request, DispatchIn).note))

    @blueprint.get("/dispatches/dead")
    @openapi.definition(
        summary="Letters to outlets that were given up (supervisors)",
        response={"application/json": [DispatchOut]},
        tag=_TAG,
    )
    @logged_in(services.agents)
    async def dead(_request: Request, me: Me) -> HTTPResponse:
        return json(await services.outlets.dead(me))


def _add_answers(blueprint: Blueprint, services: Services) -> None:
    @blueprint.get(_ANSWERS)
    @openapi.definition(summary="A form for the outlet's answer; the token is in the letter", tag=_TAG)
    async def form(_request: Request, token: str) -> HTTPResponse:
        letter = await services.outlets.letter(token)
        shown = {name: escape(str(letter[name] or "-")) for name in ("number", "outlet", "waybill", "summary")}
        return html(Template(files("handoff.outlets").joinpath("answer.html").read_text("utf-8")).substitute(shown))

    @blueprint.post(_ANSWERS)
    @openapi.definition(
        summary="The outlet's answer, which the customer is told",
        body={"application/json": AnswerIn},
        response={"application/json": AnsweredOut},
        tag=_TAG,
    )
    async def answer(request: Request, token: str) -> HTTPResponse:
        is_form = (request.content_type or "").startswith(_FORM)
        fields = {name: values[0] for name, values in (request.form or {}).items()} if is_form else None
        wish = read_body(request, AnswerIn) if fields is None else validate(AnswerIn, fields)
        answered = await services.outlets.answer(token, wish)
        return html(_THANKS) if is_form else json(answered)
