"""What is in a message of WeCom's customer service, in words: text as it is, everything else in brackets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handoff.core.text import MAX_LENGTH, clean_text, without_controls
from handoff.core.wording import say
from handoff.errors import EmptyMessage
from handoff.storage.media import Media

Item = Mapping[str, Any]
LANG = "zh-CN"
_UNREADABLE = "sent_unreadable"
_LONGEST_DETAIL = 500


@dataclass(frozen=True)
class Content:
    """`text` is never empty."""

    text: str
    is_tap: bool = False
    """Whether the text is the title of one of our quick replies."""
    enclosed: dict[str, Any] | None = None
    """What the assistant cannot read, for people."""
    notice: str | None = None
    """Key of the desk's own answer to it."""

    def media(self, address: str) -> Media | None:
        """What WeCom keeps of it for three days, for the account's address."""
        media_id = (self.enclosed or {}).get("media_id")
        return Media(address, media_id) if media_id else None


def content_of(item: Item) -> Content:
    """The content of a message of any type."""
    kind = item["msgtype"]
    body = item.get(kind)
    return _KINDS.get(kind, _other)(kind, body if isinstance(body, dict) else {})


def placeholder(kind: str, detail: str = "") -> str:
    """What people read instead of what is no text."""
    return f"{say(f'sent_{kind}', LANG)} {without_controls(detail)[:_LONGEST_DETAIL]}".strip()


def word(record: Item, name: str) -> str:
    """A field's text; empty where there is none."""
    value = record.get(name)
    return without_controls(value).strip() if isinstance(value, str) else ""


def _text(_kind: str, body: Item) -> Content:
    words = word(body, "content")[:MAX_LENGTH]
    try:
        clean_text(words)
    except EmptyMessage:
        return _unread("nothing", {})
    return Content(words, is_tap=bool(word(body, "menu_id")))


def _location(_kind: str, body: Item) -> Content:
    where = " ".join(filter(None, (word(body, "name"), word(body, "address"))))[:_LONGEST_DETAIL]
    if where:
        return Content(say("sent_place", LANG, place=where))
    return _unread("location", {}, f"{body.get('latitude', '')},{body.get('longitude', '')}")


def _media(kind: str, body: Item) -> Content:
    return _unread(kind, {"media_id": word(body, "media_id")})


def _link(_kind: str, body: Item) -> Content:
    return _unread("link", {"url": word(body, "url")}, f"{word(body, 'title')} {word(body, 'url')}")


def _miniprogram(_kind: str, body: Item) -> Content:
    return _unread("miniprogram", {"appid": word(body, "appid")}, word(body, "title"))


def _card(_kind: str, body: Item) -> Content:
    return _unread("business_card", {}, word(body, "userid"))


def _other(kind: str, _body: Item) -> Content:
    return _unread("other", {}, kind[:32])


_KINDS: Mapping[str, Callable[[str, Item], Content]] = {
    "text": _text,
    "location": _location,
    "link": _link,
    "miniprogram": _miniprogram,
    "business_card": _card,
    **dict.fromkeys(("image", "voice", "video", "file"), _media),
}


def _unread(kind: str, more: dict[str, str], detail: str = "") -> Content:
    enclosed = {"type": kind} | {name: value for name, value in more.items() if value}
    return Content(placeholder(kind, detail), enclosed=enclosed, notice=_UNREADABLE)
