"""The addresses of the actions; everything here needs their token."""

import hmac

from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.cases.schemas import CaseIn, CorrectionIn, PromiseIn, WithdrawIn
from handoff.core.routing import HandoffRequest
from handoff.errors import BadRequest, NotLoggedIn
from handoff.http import read_body, token_bytes
from handoff.internal.schemas import HandoffIn
from handoff.quality.schemas import FeedbackIn
from handoff.reports.schemas import UnansweredCallIn
from handoff.services import Services
from handoff.settings import Settings


def internal_views(settings: Settings, services: Services) -> Blueprint:
    """The blueprint of /internal, for the actions only."""
    blueprint = Blueprint("internal", url_prefix="/internal")
    expected = settings.internal_token.get_secret_value().encode()

    @blueprint.on_request
    async def check_token(request: Request) -> None:
        if not hmac.compare_digest(expected, token_bytes(request)):
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
        return json(await services.cases.find_for(request.args.get("asked_in"), **keys))

    @blueprint.post("/promises")
    @openapi.exclude(True)
    async def promise(request: Request) -> HTTPResponse:
        return json(await services.promising.by_actions(read_body(request, PromiseIn)))

    @blueprint.post("/handoffs")
    @openapi.exclude(True)
    async def handoff(request: Request) -> HTTPResponse:
        wish = read_body(request, HandoffIn)
        request_for_person = HandoffRequest(wish.reason, wish.trigger, wish.skill, wish.priority)
        await services.conversations.request_handoff(wish.conversation_id, request_for_person)
        return json({"accepted": True})

    _add_changes(blueprint, services)
    _add_quality(blueprint, services)
    return blueprint


def _add_changes(blueprint: Blueprint, services: Services) -> None:
    @blueprint.patch("/cases/<number:str>")
    @openapi.exclude(True)
    async def correct_case(request: Request, number: str) -> HTTPResponse:
        return json(await services.case_changes.correct(number, read_body(request, CorrectionIn)))

    @blueprint.post("/cases/<number:str>/withdraw")
    @openapi.exclude(True)
    async def withdraw_case(request: Request, number: str) -> HTTPResponse:
        return json(await services.withdrawing.by_customer(number, read_body(request, WithdrawIn)))


def _add_quality(blueprint: Blueprint, services: Services) -> None:
    @blueprint.post("/feedback")
    @openapi.exclude(True)
    async def rate(request: Request) -> HTTPResponse:
        return json(await services.quality.rate(read_body(request, FeedbackIn)))

    @blueprint.post("/unanswered-calls")
    @openapi.exclude(True)
    async def unanswered(request: Request) -> HTTPResponse:
        await services.reports.unanswered(read_body(request, UnansweredCallIn))
        return json({"recorded": True})
