"""The desk's way into the assistant: one message in, all of the bot's answers and what was understood out.

The exchange is described in docs/contracts.md §4.
"""

import asyncio
import hmac
import json
import logging
import os
import uuid
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text, Tuple
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.human_stretch import after_human_stretch
from bot.turn import answers_to, describe_turn, is_answered
from bot.warm_up import WarmUp
from courier.vocabulary import star_out_id_cards

logger = logging.getLogger(__name__)

TOKEN_VARIABLE = "BOT_TOKEN"  # noqa: S105 - the name of the variable, not a secret
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class BadRequest(Exception):
    """The desk sent something that is not a message; the text says what."""


class DeskChannel(InputChannel):
    """Rasa input channel `desk`, served at /webhooks/desk/webhook."""

    def __init__(self, token: Text) -> None:
        """Accepts requests that carry this token."""
        self._token = token
        self._warm_up = WarmUp()
        self._locks: "WeakValueDictionary[Text, asyncio.Lock]" = WeakValueDictionary()

    @classmethod
    def name(cls) -> Text:
        """The channel's name, which is also part of its address."""
        return "desk"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "DeskChannel":
        """Reads the token from the environment.

        Raises InvalidConfigException when it is missing, because a channel without it would let anybody write.
        """
        token = os.environ.get(TOKEN_VARIABLE, "")
        if not token:
            raise InvalidConfigException(f"Set {TOKEN_VARIABLE}: the desk and the assistant share it as their secret.")
        return cls(token)

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The addresses of the channel: a health check, readiness, the webhook, and what people said in between."""
        webhook = Blueprint("desk_webhook", "desk_webhook")

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            return await self._guarded(request, lambda: self._is_warm(request))

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            return await self._guarded(request, lambda: self._answer(request, on_new_message))

        @webhook.route("/human_stretch", methods=["POST"])
        async def remember(request: Request) -> HTTPResponse:
            return await self._guarded(request, lambda: self._remember(request))

        return webhook

    async def _guarded(self, request: Request, work: Callable[[], Awaitable[HTTPResponse]]) -> HTTPResponse:
        if not self._is_authorised(request):
            return _failure(401, "not_authorised", "Send the shared token as a bearer token.")
        agent = request.app.ctx.agent
        if agent is None or not agent.is_ready():
            return _failure(503, "not_ready", "No model is loaded yet.")
        try:
            return await work()
        except BadRequest as error:
            return _failure(400, "bad_request", str(error))
        except Exception:
            # This is the edge of the program: the desk hears a plain failure, the log keeps the reason.
            logger.exception("The desk's request could not be answered.")
            return _failure(500, "bot_failed", "The assistant could not answer; its log says why.")

    async def _is_warm(self, request: Request) -> HTTPResponse:
        if not self._warm_up.is_done(request.app.ctx.agent, self.name()):
            return _failure(503, "not_ready", "The first sentences are being tried, or no action server answers.")
        return response.json({"status": "ok"})

    async def _remember(self, request: Request) -> HTTPResponse:
        sender, said = read_human_stretch(request.body)
        store = request.app.ctx.agent.tracker_store
        async with self._lock(sender):
            tracker = await store.get_or_create_tracker(sender)
            events = after_human_stretch(tracker, said)
            tracker.update_with_events(events, request.app.ctx.agent.domain)
            await store.save(tracker)
        return response.json({"added": len(events)})

    async def _answer(self, request: Request, on_new_message: OnNewMessage) -> HTTPResponse:
        agent, message = request.app.ctx.agent, read_message(request.body)
        async with self._lock(message.sender_id):
            tracker = await agent.tracker_store.retrieve(message.sender_id)
            # A retry gets the stored answer: acting again would ask again or open a case again.
            if tracker is None or not is_answered(tracker, message.message_id):
                await on_new_message(message)
                tracker = await agent.tracker_store.retrieve(message.sender_id)
            return response.json(describe(tracker, message.message_id))

    def _lock(self, sender: Text) -> asyncio.Lock:
        lock = self._locks.get(sender)
        if lock is None:
            lock = self._locks[sender] = asyncio.Lock()
        return lock

    def _is_authorised(self, request: Request) -> bool:
        expected = f"Bearer {self._token}".encode()
        given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(given, expected)


def read_message(body: bytes) -> UserMessage:
    """The customer's message, without identity-card numbers.

    Raises BadRequest when a field is missing or of the wrong type.
    """
    data = _json_object(body)
    metadata = data.get("metadata") or {}
    if not isinstance(metadata, dict):
        raise BadRequest("metadata must be an object.")
    return UserMessage(
        text=star_out_id_cards(_text(data, "message")),
        output_channel=CollectingOutputChannel(),
        sender_id=_text(data, "sender"),
        input_channel=DeskChannel.name(),
        message_id=str(data.get("message_id") or uuid.uuid4().hex),
        metadata=metadata,
    )


def read_human_stretch(body: bytes) -> Tuple[Text, List[Dict[Text, Any]]]:
    """The conversation and what was said in it, as {author, text, seq}.

    Raises BadRequest when a field is missing or of the wrong type.
    """
    data = _json_object(body)
    said = data.get("said")
    if not isinstance(said, list) or not all(isinstance(entry, dict) for entry in said):
        raise BadRequest("said must be a list of objects.")
    if not all(isinstance(entry.get("seq"), int) for entry in said):
        raise BadRequest("Each entry of said needs a whole number seq.")
    entries = [
        {"author": _text(entry, "author"), "text": star_out_id_cards(_text(entry, "text")), "seq": entry["seq"]}
        for entry in said
    ]
    return _text(data, "sender"), entries


def describe(tracker: Optional[DialogueStateTracker], message_id: Text) -> Dict[Text, Any]:
    """The answer to the desk: what the bot said to this message, and what it understood of it."""
    if tracker is None:
        return {"messages": [], "turn": None}
    messages: List[Dict[Text, Any]] = answers_to(tracker, message_id)
    return {"messages": messages, "turn": describe_turn(tracker)}


def _json_object(body: bytes) -> Dict[Text, Any]:
    try:
        data = json.loads(body)
    except ValueError as error:
        raise BadRequest("The body must be JSON.") from error
    if not isinstance(data, dict):
        raise BadRequest("The body must be a JSON object.")
    return data


def _text(data: Dict[Text, Any], field: Text) -> Text:
    value = data.get(field)
    if not isinstance(value, str) or not value.strip():
        raise BadRequest(f"{field} must be a text that is not empty.")
    return value


def _failure(status: int, error: Text, message: Text) -> HTTPResponse:
    return response.json({"error": error, "message": message}, status=status)
