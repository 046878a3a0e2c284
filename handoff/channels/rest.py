"""Rasa-compatible REST channel, the generic connector of other messengers (DESIGN D4)."""

import asyncio
import hmac
import json as jsonlib
from time import monotonic
from typing import Any

import httpx
from sanic import Blueprint, HTTPResponse, Request, json
from sanic.response import raw
from sanic_ext import openapi

from handoff.channels.schemas import RestMessage
from handoff.conversations.opening import customer_id
from handoff.conversations.service import Incoming, Received, Sender
from handoff.errors import BadRequest, NotLoggedIn
from handoff.http import read_after, read_body, token_bytes
from handoff.services import Services
from handoff.settings import Settings
from handoff.storage.tables import new_id

_CHANNEL = "rest"
_LOOPBACK = ("127.0.0.1", "::1")
_LOOK_EVERY_S, _PAUSE_S = 0.25, 0.02


def rest_channel(settings: Settings, services: Services) -> Blueprint:
    """The blueprint of /channels/rest."""
    blueprint = Blueprint("rest_channel", url_prefix="/channels/rest")

    @blueprint.get("/")
    @openapi.definition(summary="Health of the channel", tag="channels")
    async def health(_request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @blueprint.post("/webhook")
    @openapi.definition(
        summary="Send a customer's message, get the answers (Rasa's REST format)",
        body={"application/json": RestMessage},
        tag="channels",
    )
    async def webhook(request: Request) -> HTTPResponse:
        _check_caller(settings, request)
        wish = read_body(request, RestMessage)
        _check_callback(settings, wish.callback_url)
        received = await services.conversations.receive(_sender(wish), _incoming(wish))
        answers = await _answers(services, wish, received)
        return _stream(answers) if request.args.get("stream") == "true" else json(answers)

    @blueprint.get("/messages")
    @openapi.definition(summary="Everything after a seq, for connectors without a callback address", tag="channels")
    async def messages(request: Request) -> HTTPResponse:
        _check_caller(settings, request)
        sender, after = request.args.get("sender", ""), read_after(request)
        if not sender:
            raise BadRequest("Give the `sender` whose messages you want.")
        key = customer_id(_CHANNEL, "default", sender)
        conversation_id = request.args.get("conversation_id") or await services.conversations.latest_id(key)
        if conversation_id is None:
            return json([])
        _, stored = await services.conversations.catch_up(key, conversation_id, after)
        return json([services.attachments.links.absolute(view) for view in stored])

    return blueprint


async def _answers(services: Services, wish: RestMessage, received: Received) -> list[dict[str, Any]]:
    """What was said to the customer's message; nothing when people own the conversation."""
    deadline = monotonic() + services.runner.longest_turn_s
    while (stored := await services.conversations.answer_to(received)) is None and monotonic() < deadline:
        # The turn may run in another desk process, so our own tasks are not the whole truth.
        await services.runner.wait_for(received.conversation_id, at_most_s=_LOOK_EVERY_S)
        await asyncio.sleep(_PAUSE_S)
    return [_item(wish.sender, services.attachments.links.absolute(view)) for view in stored or []]


def _item(sender: str, view: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = {"recipient_id": sender, "text": view["text"]}
    if view["buttons"]:
        item["buttons"] = view["buttons"]
    if view["card"]:
        item["custom"] = {"card": view["card"]}
    if view["attachments"]:
        item["attachments"] = view["attachments"]
    return item


def _stream(answers: list[dict[str, Any]]) -> HTTPResponse:
    lines = "".join(jsonlib.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
    return raw(lines.encode(), content_type="text/event-stream; charset=utf-8")


def _check_caller(settings: Settings, request: Request) -> None:
    expected = settings.rest_token.get_secret_value()
    if not expected:
        # A proxy on this machine also calls from here; what it forwards comes from anywhere.
        if request.ip not in _LOOPBACK or "x-forwarded-for" in request.headers:
            raise NotLoggedIn("Set REST_TOKEN and send it as a bearer token; without it only this machine may call.")
        return
    if not hmac.compare_digest(expected.encode(), token_bytes(request)):
        raise NotLoggedIn("The bearer token of the connector is missing or wrong.")


def _check_callback(settings: Settings, url: str | None) -> None:
    if url is None:
        return
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise BadRequest(f"callback_url is no address: {error}.") from error
    if parts.scheme not in ("http", "https") or parts.host not in settings.callback_hosts:
        raise BadRequest("callback_url must be http(s) and its host must be listed in REST_CALLBACK_HOSTS.")


def _sender(wish: RestMessage) -> Sender:
    lang = (wish.metadata or {}).get("lang")
    return Sender(_CHANNEL, wish.sender, lang="en" if lang == "en" else "zh-CN")


def _incoming(wish: RestMessage) -> Incoming:
    key = wish.message_id
    return Incoming(
        text=wish.message,
        client_id=f"rest:{key}" if key else new_id(),
        callback_url=wish.callback_url,
    )
