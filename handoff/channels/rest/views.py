"""Rasa-compatible REST channel, the generic connector of other messengers (DESIGN D4)."""

import asyncio
import json as jsonlib
from dataclasses import replace
from time import monotonic
from typing import Any

from sanic import Blueprint, HTTPResponse, Request, json
from sanic.response import raw
from sanic_ext import openapi

from handoff.attachments.fetching import Fetcher
from handoff.attachments.receiving import read_upload
from handoff.channels.limits import RateLimits
from handoff.channels.rest import describing
from handoff.channels.rest.callers import check_callback, check_caller
from handoff.channels.rest.enclosing import Enclosures
from handoff.channels.rest.schemas import LONGEST_SENDER, ConnectorIn, MessageIn, ReadIn, TakenOut, TypingIn
from handoff.channels.rest.showing import items_of
from handoff.conversations.enclosing import MOST_ATTACHMENTS
from handoff.conversations.incoming import Incoming, Received, Sender
from handoff.conversations.opening import customer_id
from handoff.core.conversation import Author
from handoff.core.events import TypingChanged
from handoff.errors import BadRequest, NotLoggedIn, TooManyAttachments, UnknownConversation
from handoff.http import read_after, read_body
from handoff.services import Services
from handoff.settings import Settings
from handoff.storage.tables import new_id

_CHANNEL = "rest"
_LOOK_EVERY_S, _PAUSE_S = 0.25, 0.02
# As much as one page of the website may send.
_MOST_MESSAGES, _WINDOW_S = 20, 10.0


def rest_channel(settings: Settings, services: Services) -> Blueprint:
    """The blueprint of /channels/rest."""
    blueprint = Blueprint("rest_channel", url_prefix="/channels/rest")

    @blueprint.on_request
    async def check(request: Request) -> None:
        if request.path.rstrip("/") != blueprint.url_prefix:
            try:
                check_caller(settings, request)
            except NotLoggedIn as error:
                services.status_book.refused(_CHANNEL, "default", error.code)
                raise

    _add_messages(blueprint, settings, services)
    _add_uploads(blueprint, services)
    _add_signs(blueprint, services)
    return blueprint


def _add_messages(blueprint: Blueprint, settings: Settings, services: Services) -> None:
    fetcher = Fetcher(settings.attachment_hosts, services.attachments.most_bytes)
    enclosures = Enclosures(services.attachments, fetcher)
    limits = RateLimits(_MOST_MESSAGES, _WINDOW_S)

    @blueprint.get("/")
    @openapi.definition(summary="Health of the channel", tag="channels")
    async def health(_request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @blueprint.post("/webhook")
    @openapi.definition(**describing.WEBHOOK)
    async def webhook(request: Request) -> HTTPResponse:
        wish = read_body(request, MessageIn)
        check_callback(settings, wish.callback_url)
        connector = wish.metadata or ConnectorIn()
        if connector.answers == "callback" and wish.callback_url is None:
            raise BadRequest("Give a callback_url, because metadata.answers says that answers go there.")
        limits.check(wish.sender)
        received = await _receive(services, enclosures, wish, connector)
        if connector.answers == "callback":
            return json([])
        views = map(services.attachments.links.absolute, await _answers(services, received))
        items = [item for view in views for item in items_of(wish.sender, view, connector)]
        return _stream(items) if request.args.get("stream") == "true" else json(items)

    @blueprint.get("/messages")
    @openapi.definition(**describing.MESSAGES)
    async def messages(request: Request) -> HTTPResponse:
        key, after = _customer(request.args.get("sender", "")), read_after(request)
        conversation_id = request.args.get("conversation_id") or await services.conversations.latest_id(key)
        if conversation_id is None:
            return json([])
        _, stored = await services.conversations.catch_up(key, conversation_id, after)
        return json([services.attachments.links.absolute(view) for view in stored])


def _add_uploads(blueprint: Blueprint, services: Services) -> None:
    @blueprint.post("/attachments", stream=True)
    @openapi.definition(**describing.UPLOAD)
    async def upload(request: Request) -> HTTPResponse:
        key = _customer(request.args.get("sender", ""))
        data, name = await read_upload(request, services.attachments.most_bytes)
        kept = await services.attachments.keep(data, name, key)
        return json(services.attachments.links.absolute({"attachments": [kept]})["attachments"][0])


def _add_signs(blueprint: Blueprint, services: Services) -> None:
    conversations = services.conversations

    @blueprint.get("/conversation")
    @openapi.definition(**describing.CONVERSATION)
    async def conversation(request: Request) -> HTTPResponse:
        return json(await conversations.customer_view(await latest(_customer(request.args.get("sender", "")))))

    @blueprint.post("/typing")
    @openapi.definition(**describing.TYPING)
    async def typing(request: Request) -> HTTPResponse:
        wish = read_body(request, TypingIn)
        key = _customer(wish.sender)
        await services.bus.publish([TypingChanged(await latest(key), key, Author.CUSTOMER, wish.on)])
        return json(TakenOut().model_dump())

    @blueprint.post("/read")
    @openapi.definition(**describing.READ)
    async def read(request: Request) -> HTTPResponse:
        wish = read_body(request, ReadIn)
        key = _customer(wish.sender)
        await conversations.mark_read(key, wish.conversation_id or await latest(key), wish.seq)
        return json(TakenOut().model_dump())

    async def latest(key: str) -> str:
        conversation_id = await conversations.latest_id(key)
        if conversation_id is None:
            raise UnknownConversation("This sender has not written yet.")
        return conversation_id


async def _receive(services: Services, enclosures: Enclosures, wish: MessageIn, connector: ConnectorIn) -> Received:
    """Store the message. What a repeat brings is not fetched again."""
    incoming = _incoming(wish, connector)
    key = _customer(wish.sender)
    if wish.attachments and not await services.conversations.knows(key, incoming.client_id):
        if len(wish.attachments) > MOST_ATTACHMENTS:
            raise TooManyAttachments
        incoming = replace(incoming, attachments=await enclosures.keep(wish.attachments, key))
    return await services.conversations.receive(_sender(wish, connector), incoming)


async def _answers(services: Services, received: Received) -> list[dict[str, Any]]:
    """What was said to the customer's message; nothing when people own the conversation."""
    deadline = monotonic() + services.runner.longest_turn_s
    while (stored := await services.conversations.answer_to(received)) is None and monotonic() < deadline:
        # The turn may run in another desk process, so our own tasks are not the whole truth.
        await services.runner.wait_for(received.conversation_id, at_most_s=_LOOK_EVERY_S)
        await asyncio.sleep(_PAUSE_S)
    return stored or []


def _stream(items: list[dict[str, Any]]) -> HTTPResponse:
    lines = "".join(jsonlib.dumps(item, ensure_ascii=False) + "\n" for item in items)
    return raw(lines.encode(), content_type="text/event-stream; charset=utf-8")


def _customer(sender: str) -> str:
    if not 0 < len(sender) <= LONGEST_SENDER:
        raise BadRequest(f"Give the `sender` whom you mean, of 1 to {LONGEST_SENDER} characters.")
    return customer_id(_CHANNEL, "default", sender)


def _sender(wish: MessageIn, connector: ConnectorIn) -> Sender:
    return Sender(_CHANNEL, wish.sender, lang="en" if connector.lang == "en" else "zh-CN")


def _incoming(wish: MessageIn, connector: ConnectorIn) -> Incoming:
    return Incoming(
        text=wish.message or "",
        client_id=f"rest:{wish.message_id}" if wish.message_id else new_id(),
        callback_url=wish.callback_url,
        connector=connector.model_dump(include=set(ConnectorIn.model_fields) - {"lang"}),
    )
