"""What a callback means to the desk: the words, their unique key, and what they allow us to send."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from handoff.channels.tencent.xml import Fields
from handoff.channels.wechat.settings import MenuItem
from handoff.core.text import MAX_LENGTH, clean_text
from handoff.core.wording import say
from handoff.errors import BadRequest, EmptyMessage

Menu = Mapping[str, MenuItem]
LANG = "zh-CN"
_UNREADABLE, _WELCOME, _READY = "sent_unreadable", "wechat_welcome", "wechat_ready"
# What WeChat reports of our own sendings; no customer did anything.
_RECEIPTS = ("templatesendjobfinish", "masssendjobfinish", "subscribe_msg_", "publishjobfinish")
_LONGEST_OPENID = 64
_FETCHED = ("image", "voice", "video")
_MESSAGE_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Grant(Enum):
    """What an act of the customer lets us send (PROTOCOLS §1.6)."""

    NOTHING = "nothing"
    MESSAGE = "message"
    ACTION = "action"


@dataclass(frozen=True)
class Inbound:
    """One act of a customer. `text` is never empty."""

    openid: str
    account_id: str
    """The account's own id (gh_…), which an answer comes from."""
    key: str
    """The same for each repeat of the same act, different for every other act of this customer."""
    created: int
    """Seconds since 1970, by WeChat's clock."""
    text: str
    grant: Grant
    is_tap: bool = False
    """Whether the text is the title of one of our quick replies."""
    command: str | None = None
    """The payload that stands for a tapped menu item."""
    enclosed: dict[str, Any] | None = None
    """What the assistant cannot read, for people."""
    notice: str | None = None
    """Key of the desk's own answer."""
    media_id: str | None = None
    """What WeChat keeps of it for three days."""


@dataclass(frozen=True)
class _Meaning:
    """The part of an Inbound that depends on its type."""

    text: str
    grant: Grant = Grant.MESSAGE
    is_tap: bool = False
    command: str | None = None
    enclosed: dict[str, Any] | None = None
    notice: str | None = None
    media_id: str | None = None


def read(fields: Fields, menu: Menu) -> Inbound | None:
    """The customer's act, or None for a report about our own sendings. Raises BadRequest."""
    kind, openid = fields.get("MsgType", "").lower(), fields.get("FromUserName", "")
    if not (kind and openid and len(openid) <= _LONGEST_OPENID and openid.isprintable()):
        raise BadRequest("A message needs MsgType and FromUserName.")
    if kind == "event" and fields.get("Event", "").lower().startswith(_RECEIPTS):
        return None
    created = fields.get("CreateTime", "")
    if not (created.isascii() and created.isdecimal() and len(created) <= 12):
        raise BadRequest("CreateTime is a number of seconds.")
    meaning = _event(fields, menu) if kind == "event" else _MESSAGES.get(kind, _unknown)(fields)
    return Inbound(
        openid=openid,
        account_id=fields.get("ToUserName", ""),
        key=_key(fields),
        created=int(created),
        **vars(meaning) | {"text": meaning.text[:MAX_LENGTH]},
    )


def _key(fields: Fields) -> str:
    """Messages have an id of their own; events are known by their time, name and key (PROTOCOLS §1.4)."""
    if _MESSAGE_ID.fullmatch(fields.get("MsgId", "")):
        return fields["MsgId"]
    parts = [fields.get(name, "") for name in ("MsgType", "Event", "EventKey", "Content", "MediaId")]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"{fields['CreateTime']}:{digest[:24]}"


def _text(fields: Fields) -> _Meaning:
    content = fields.get("Content", "")
    try:
        clean_text(content[:MAX_LENGTH])
    except EmptyMessage:
        return _unread("nothing", fields)
    is_tap = bool(fields.get("bizmsgmenuid"))
    return _Meaning(content, Grant.ACTION if is_tap else Grant.MESSAGE, is_tap)


def _voice(fields: Fields) -> _Meaning:
    """WeChat's own speech recognition, where the account has it switched on."""
    heard = fields.get("Recognition", "")
    return replace(_text({"Content": heard}), media_id=_media_id(fields)) if heard else _unread("voice", fields)


def _location(fields: Fields) -> _Meaning:
    label = fields.get("Label", "")
    if label:
        return _Meaning(say("sent_place", LANG, place=label))
    return _unread("location", fields, where=f"{fields.get('Location_X', '')},{fields.get('Location_Y', '')}")


def _media(kind: str) -> Callable[[Fields], _Meaning]:
    return lambda fields: _unread(kind, fields)


def _link(fields: Fields) -> _Meaning:
    return _unread("link", fields, where=f"{fields.get('Title', '')} {fields.get('Url', '')}")


def _unknown(fields: Fields) -> _Meaning:
    return _unread("other", fields, where=fields["MsgType"][:32])


_MESSAGES: Mapping[str, Callable[[Fields], _Meaning]] = {
    "text": _text,
    "voice": _voice,
    "location": _location,
    "link": _link,
    "image": _media("image"),
    "video": _media("video"),
    "shortvideo": _media("video"),
}


def _unread(kind: str, fields: Fields, where: str = "") -> _Meaning:
    """Kept for people, who see where it is; the desk asks for words."""
    enclosed = {"type": kind} | {name: fields[name] for name in ("MediaId", "PicUrl", "Url") if fields.get(name)}
    meaning = _Meaning(_placeholder(kind, where), enclosed=enclosed, notice=_UNREADABLE)
    return replace(meaning, media_id=_media_id(fields)) if kind in _FETCHED else meaning


def _media_id(fields: Fields) -> str | None:
    return fields.get("MediaId") or None


def _event(fields: Fields, menu: Menu) -> _Meaning:
    name, key = fields.get("Event", "").lower(), fields.get("EventKey", "")
    scene = key.removeprefix("qrscene_") if name == "subscribe" else key
    item = menu.get(scene) if name in ("click", "scan", "subscribe") else None
    if item is not None:
        return _Meaning(item.say, Grant.ACTION, command=f"/{item.intent}" if item.intent else None)
    return _other_event(name, scene, fields)


def _other_event(name: str, key: str, fields: Fields) -> _Meaning:
    """Events are told to people in brackets; the desk answers those after which WeChat lets it."""
    notices = {"subscribe": _WELCOME, "scan": _READY, "click": _READY, "scancode_waitmsg": _READY}
    known = name if name in ("subscribe", "unsubscribe", "scan", "click", "view") else "event"
    text = _placeholder(known, key if known != "event" else f"{name[:32]} {key}")
    notice = notices.get(name)
    grant = Grant.ACTION if notice or name == "scancode_push" else Grant.NOTHING
    return _Meaning(text, grant, enclosed={"type": "event", "event": fields.get("Event", "")[:32]}, notice=notice)


def _placeholder(kind: str, where: str) -> str:
    return f"{say(f'sent_{kind}', LANG)} {where}".strip()
