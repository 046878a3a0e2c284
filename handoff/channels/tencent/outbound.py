"""Our messages as texts and quick replies; cards become text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handoff.channels.tencent.splitting import MOST_BYTES, split

Part = dict[str, Any]
_CARD_STEPS = 3


@dataclass(frozen=True)
class Saying:
    """One message of ours."""

    text: str
    buttons: Sequence[Mapping[str, str]] = ()
    card: Mapping[str, Any] | None = None
    matters: bool = False
    """Whether it may have the last message of a window."""


@dataclass(frozen=True)
class Menus:
    """How a platform wants quick replies."""

    item: Callable[[str, str], Part]
    """The item for an id and a title."""
    most_head_bytes: int = MOST_BYTES
    most_items: int = 10


def parts_of(sayings: Sequence[Saying], menus: Menus) -> list[Part]:
    """Messages without their receiver; the quick replies of the last one stand under its end."""
    texts = split("\n\n".join(map(whole_text, sayings)))
    titles = titles_of(sayings)[: menus.most_items]
    if not titles or not texts:
        return [_text(text) for text in texts]
    *earlier, head = [*texts[:-1], *split(texts[-1], menus.most_head_bytes)]
    items = [menus.item(str(number), title) for number, title in enumerate(titles, 101)]
    menu = {"msgtype": "msgmenu", "msgmenu": {"head_content": head, "list": items, "tail_content": ""}}
    return [*map(_text, earlier), menu]


def text_of(part: Part) -> str:
    """What a part says."""
    return str(part["msgmenu"]["head_content"] if part["msgtype"] == "msgmenu" else part["text"]["content"])


def saying_of(body: Mapping[str, Any]) -> Saying:
    """What is left to be said of a delivery."""
    parts = body.get("parts")
    text = body["text"] if parts is None else "\n".join(map(text_of, parts))
    card = body.get("card") if parts is None else None
    return Saying(text, body.get("buttons", ()), card, body.get("matters", False))


def card_text(card: Mapping[str, Any]) -> str:
    """A card's title, state, fields and newest steps, a line each; empty for one that shows nothing."""
    heading = "｜".join(filter(None, (_word(card, "title"), _word(card, "status"), _word(card, "subtitle"))))
    fields = [f"{_word(field, 'label')}：{_word(field, 'value')}" for field in _records(card, "fields")]
    steps = [f"{_word(step, 'time')} {_word(step, 'text')}".strip() for step in _records(card, "steps")]
    return "\n".join(filter(None, (heading, *fields, *steps[:_CARD_STEPS])))


def whole_text(saying: Saying) -> str:
    """The words, and the card in words."""
    return "\n\n".join(filter(None, (saying.text, card_text(saying.card or {}))))


def titles_of(sayings: Sequence[Saying]) -> list[str]:
    """Only the latest message's buttons can be pressed."""
    return [button["title"] for button in sayings[-1].buttons] if sayings else []


def _text(text: str) -> Part:
    return {"msgtype": "text", "text": {"content": text}}


def _word(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""


def _records(card: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = card.get(name)
    return [record for record in found if isinstance(record, dict)] if isinstance(found, list) else []
