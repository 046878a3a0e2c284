"""How OpenAPI describes the channel (/docs)."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from sanic_ext.extensions.openapi.definitions import Parameter

from handoff.attachments.schemas import AttachmentOut
from handoff.channels.rest.schemas import AnswerOut, ConversationOut, ErrorOut, MessageIn, ReadIn, TakenOut, TypingIn
from handoff.conversations.schemas import MessageOut

_JSON = "application/json"
_ERRORS: Mapping[int, tuple[str, str]] = {
    400: ("bad_request", "The request does not have the expected form: message: Field required."),
    401: ("not_logged_in", "The bearer token of the connector is missing or wrong."),
    404: ("unknown_conversation", "This sender has not written yet."),
    415: ("unsupported_type", "Files of this type are not taken; send a picture, a recording, an MP4 video or a PDF."),
    413: ("payload_too_large", "Request body exceeds the size limit"),
    429: ("too_many_messages", "Too many messages in a short time; wait a few seconds."),
}
_MESSAGE = {
    "sender": "u-1",
    "message": "73100000000011到哪了",
    "message_id": "m-1",
    "callback_url": "https://bridge.example/qiantai",
    "attachments": [{"url": "https://files.example/photo.jpg", "name": "外包装.jpg"}],
    "metadata": {"buttons": False, "max_characters": 1000, "events": ["typing", "conversation"]},
}
_ANSWER = [{"recipient_id": "u-1", "text": "您的快件在路上……\n1. 请帮我催一下\n2. 转人工\n请回复数字，选择其中一项。"}]
_CONVERSATION = {
    "id": "4f1c",
    "owner": "queue",
    "agent_name": None,
    "queue_position": 2,
    "last_seq": 7,
    "opened_at": "2026-11-21T13:05:00+00:00",
}
_STORED = {
    "conversation_id": "4f1c",
    "seq": 8,
    "client_id": None,
    "author": "agent",
    "author_name": "小林",
    "text": "已为您查到",
    "buttons": [],
    "card": None,
    "at": "2026-11-21T13:06:00+00:00",
}


_ATTACHMENT = {
    "id": "9a3e",
    "kind": "image",
    "media_type": "image/jpeg",
    "name": "外包装.jpg",
    "size": 183_452,
    "url": "https://desk.example/attachments/IjlhM2Ui",
}


def _content(model: Any, example: object) -> dict[str, Any]:
    described = TypeAdapter(model).json_schema()
    return {_JSON: {"schema": _inlined(described, described.pop("$defs", {})), "example": example}}


def _inlined(node: Any, models: Mapping[str, Any]) -> Any:
    """References point into this schema, which is only a part of the document: what they point to takes their place."""
    if isinstance(node, list):
        return [_inlined(one, models) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inlined(models[node["$ref"].rpartition("/")[2]], models)
    return {name: _inlined(one, models) for name, one in node.items()}


def _body(model: type, example: object) -> dict[str, Any]:
    return {"content": _content(model, example), "required": True}


def _responses(model: Any, example: object, *errors: int) -> list[dict[str, Any]]:
    taken = {"content": _content(model, example), "status": 200, "description": "Taken"}
    return [taken, *(_refusal(status) for status in (*errors, 401))]


def _refusal(status: int) -> dict[str, Any]:
    code, message = _ERRORS[status]
    return {"content": _content(ErrorOut, {"error": code, "message": message}), "status": status, "description": code}


_FORM = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}},
    "required": ["file"],
}
_SENDER = Parameter("sender", str, "query", required=True, description="The connector's own id of the customer")
WEBHOOK: dict[str, Any] = {
    "summary": "Send a customer's message, get the answers (Rasa's REST format)",
    "description": "Any content type is read as JSON; `?stream=true` gives one answer per line. While people own the "
    "conversation the answer is `[]`. What is said later goes to `callback_url`, signed; docs/connect-a-messenger.md.",
    "body": _body(MessageIn, _MESSAGE),
    "parameter": [Parameter("stream", bool, "query", required=False, description="One JSON object per line")],
    "response": _responses(list[AnswerOut], _ANSWER, 400, 413, 415, 429),
    "tag": "channels",
}
UPLOAD: dict[str, Any] = {
    "summary": "Upload a picture or file, to be sent with a message by its id",
    "body": {"content": {"multipart/form-data": {"schema": _FORM}}, "required": True},
    "parameter": [_SENDER],
    "response": _responses(AttachmentOut, _ATTACHMENT, 400, 413, 415),
    "tag": "channels",
}
MESSAGES: dict[str, Any] = {
    "summary": "Everything after a seq, for connectors without a callback address; at most 500 at a time",
    "parameter": [
        _SENDER,
        Parameter("after", int, "query", required=False, description="The last seq that the connector has; 0 for all"),
        Parameter("conversation_id", str, "query", required=False, description="The latest one if none is named"),
    ],
    "response": _responses(list[MessageOut], [_STORED], 400, 404),
    "tag": "channels",
}
CONVERSATION: dict[str, Any] = {
    "summary": "Who serves the customer now, and the place in the queue",
    "parameter": [_SENDER],
    "response": _responses(ConversationOut, _CONVERSATION, 400, 404),
    "tag": "channels",
}
TYPING: dict[str, Any] = {
    "summary": "The customer is typing: agents see it, and the assistant waits for the end of it",
    "body": _body(TypingIn, {"sender": "u-1", "on": True}),
    "response": _responses(TakenOut, {"status": "ok"}, 400, 404),
    "tag": "channels",
}
READ: dict[str, Any] = {
    "summary": "The customer has read everything up to a seq, which agents see",
    "body": _body(ReadIn, {"sender": "u-1", "seq": 8}),
    "response": _responses(TakenOut, {"status": "ok"}, 400, 404),
    "tag": "channels",
}
