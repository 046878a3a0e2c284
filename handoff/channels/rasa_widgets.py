"""The exchange that existing Rasa widgets expect (PROTOCOLS §3)."""

import re
from typing import Any

from handoff.attachments.sniffing import Kind

_SESSION_ID = re.compile(r"[\x21-\x7e]{1,128}")
_OPENING = re.compile(r"/[A-Za-z_]+(\{.*\})?")
GREETING = "你好"


def valid_session_id(session_id: str | None) -> str | None:
    """A session id that a widget may choose itself: printable ASCII, up to 128 characters."""
    return session_id if session_id and _SESSION_ID.fullmatch(session_id) else None


def opening_text(text: str) -> str:
    """What a widget sends on its own when it opens (`/get_started`) is no customer's text: it becomes a greeting."""
    return GREETING if _OPENING.fullmatch(text.strip()) else text


def utterances(view: dict[str, Any]) -> list[dict[str, Any]]:
    """A message as bot_uttered payloads: one bubble per paragraph, with only the keys that widgets know."""
    # A message of attachments alone has words only for those who cannot show them.
    text = "" if view["attachments"] and view["card"] else view["text"]
    bubbles: list[dict[str, Any]] = [{"text": part.strip()} for part in text.split("\n\n") if part.strip()]
    bubbles += [_attachment(one) for one in view["attachments"]]
    if view["buttons"] and bubbles:
        bubbles[-1]["quick_replies"] = [
            {"content_type": "text", "title": button["title"], "payload": button["payload"]}
            for button in view["buttons"]
        ]
    return bubbles


def _attachment(attachment: dict[str, Any]) -> dict[str, Any]:
    """A picture as a picture; anything else as a line with its address, because these widgets show nothing else."""
    if attachment["kind"] == Kind.IMAGE:
        return {"attachment": {"type": "image", "payload": {"src": attachment["url"], "title": attachment["name"]}}}
    return {"text": f"{attachment['name']} {attachment['url']}"}
