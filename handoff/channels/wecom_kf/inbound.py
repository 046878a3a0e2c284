"""What a pulled item means to the desk (PROTOCOLS §2.3)."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handoff.channels.wecom_kf.contents import Content, Item, content_of, placeholder, word
from handoff.core.text import MAX_LENGTH
from handoff.errors import BadRequest

_CUSTOMER, _SERVICER = 3, 5
_ID = re.compile(r"[\w-]{1,128}", re.ASCII)
WELCOME_LASTS_S = 20
_WELCOME = "wecom_welcome"


@dataclass(frozen=True)
class Happened:
    """Something of one customer of one account."""

    key: str
    """The same for each repeat, different for everything else."""
    open_kfid: str
    external_userid: str
    at: int
    """Seconds since 1970, by WeCom's clock."""


@dataclass(frozen=True)
class Wrote(Happened):
    """The customer wrote, or sent something."""

    content: Content


@dataclass(frozen=True)
class Entered(Happened):
    """The customer opened the chat; the code lets us say one thing within WELCOME_LASTS_S."""

    code: str
    content: Content


@dataclass(frozen=True)
class Served(Happened):
    """Somebody answered in the WeCom client."""

    servicer: str
    content: Content


@dataclass(frozen=True)
class NotDelivered(Happened):
    """A message of ours was taken and did not arrive."""

    msgid: str
    kind: int


@dataclass(frozen=True)
class SessionChanged(Happened):
    """People in the WeCom client took the customer (1), passed them on (2), or ended (3)."""

    kind: int
    servicer: str


@dataclass(frozen=True)
class Recalled(Happened):
    """A message was taken back by who wrote it."""

    msgid: str


def read(item: Item, open_kfid: str) -> Happened | None:
    """What happened; None for what is about no customer. Raises BadRequest."""
    kind, at = item.get("msgtype"), item.get("send_time")
    if not isinstance(kind, str) or not isinstance(at, int):
        raise BadRequest("An item needs msgtype and send_time.")
    if kind == "event":
        return _event(item, open_kfid, at)
    common = _common(item, item, open_kfid, at)
    if item.get("origin") == _SERVICER:
        return Served(**common, servicer=word(item, "servicer_userid"), content=content_of(item))
    return Wrote(**common, content=content_of(item)) if item.get("origin") == _CUSTOMER else None


def _event(item: Item, open_kfid: str, at: int) -> Happened | None:
    event = item.get("event")
    if not isinstance(event, dict):
        raise BadRequest("An event needs its event.")
    make = _EVENTS.get(word(event, "event_type"))
    return make(event, _common(item, event, open_kfid, at)) if make else None


def _common(item: Item, about: Item, open_kfid: str, at: int) -> dict[str, Any]:
    customer, inbox = word(about, "external_userid"), word(about, "open_kfid")
    if not _ID.fullmatch(customer) or inbox not in ("", open_kfid):
        raise BadRequest("An item needs external_userid, and is of the account that it was pulled for.")
    return {"key": f"wecom_kf:{_msgid(item)}", "open_kfid": open_kfid, "external_userid": customer, "at": at}


def _msgid(item: Item) -> str:
    msgid = word(item, "msgid")
    if _ID.fullmatch(msgid):
        return msgid
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:32]


def _entered(event: Item, common: dict[str, Any]) -> Happened | None:
    """Only told to people where it says something: whence, or that it was the first time."""
    code, scene = word(event, "welcome_code"), word(event, "scene")
    where = " ".join(filter(None, (scene, word(event, "scene_param"))))
    if not (code or where):
        return None
    enclosed = {"type": "event", "event": "enter_session"}
    text = placeholder("enter", where)[:MAX_LENGTH]
    return Entered(**common, code=code, content=Content(text, enclosed=enclosed, notice=_WELCOME if code else None))


def _not_delivered(event: Item, common: dict[str, Any]) -> Happened:
    return NotDelivered(**common, msgid=word(event, "fail_msgid"), kind=_number(event, "fail_type"))


def _session_changed(event: Item, common: dict[str, Any]) -> Happened:
    return SessionChanged(**common, kind=_number(event, "change_type"), servicer=word(event, "new_servicer_userid"))


def _recalled(event: Item, common: dict[str, Any]) -> Happened:
    return Recalled(**common, msgid=f"wecom_kf:{word(event, 'recall_msgid')}")


_EVENTS: Mapping[str, Callable[[Item, dict[str, Any]], Happened | None]] = {
    "enter_session": _entered,
    "msg_send_fail": _not_delivered,
    "session_status_change": _session_changed,
    "user_recall_msg": _recalled,
    "servicer_recall_msg": _recalled,
}


def _number(record: Item, name: str) -> int:
    value = record.get(name)
    return value if isinstance(value, int) else 0
