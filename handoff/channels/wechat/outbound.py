"""Our messages in WeChat's form: texts, quick replies, cards as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from handoff.channels.wechat.splitting import MOST_BYTES, split

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


def parts_of(sayings: Sequence[Saying]) -> list[Part]:
    """Customer-service messages without their receiver; the quick replies of the last one stand under its end."""
    texts = split("\n\n".join(map(_whole_text, sayings)))
    parts: list[Part] = [{"msgtype": "text", "text": {"content": text}} for text in texts]
    titles = _titles(sayings)
    if titles and texts:
        parts[-1] = _menu(texts[-1], titles)
    return parts


def text_of(part: Part) -> str:
    """What a part says."""
    return str(part["msgmenu"]["head_content"] if part["msgtype"] == "msgmenu" else part["text"]["content"])


def passive_texts(sayings: Sequence[Saying]) -> list[str]:
    """For passive replies, which know no quick replies: links inside the text do the same."""
    links = "\n".join(map(_link, _titles(sayings)))
    room = MOST_BYTES - len(links.encode()) - 1
    if room <= 0:
        return split("\n\n".join(map(_whole_text, sayings)))
    texts = split("\n\n".join(map(_whole_text, sayings)), room)
    return [*texts[:-1], f"{texts[-1]}\n{links}".rstrip()] if texts else []


def card_text(card: Mapping[str, Any]) -> str:
    """A card's title, state, fields and newest steps, a line each; empty for one that shows nothing."""
    heading = "｜".join(filter(None, (_word(card, "title"), _word(card, "status"), _word(card, "subtitle"))))
    fields = [f"{_word(field, 'label')}：{_word(field, 'value')}" for field in _records(card, "fields")]
    steps = [f"{_word(step, 'time')} {_word(step, 'text')}".strip() for step in _records(card, "steps")]
    return "\n".join(filter(None, (heading, *fields, *steps[:_CARD_STEPS])))


def _whole_text(saying: Saying) -> str:
    return "\n\n".join(filter(None, (saying.text, card_text(saying.card or {}))))


def _titles(sayings: Sequence[Saying]) -> list[str]:
    """Only the latest message's buttons can be pressed."""
    return [button["title"] for button in sayings[-1].buttons] if sayings else []


def _menu(text: str, titles: Sequence[str]) -> Part:
    items = [{"id": str(number), "content": title} for number, title in enumerate(titles, 101)]
    return {"msgtype": "msgmenu", "msgmenu": {"head_content": text, "list": items, "tail_content": ""}}


def _link(title: str) -> str:
    shown = title.replace("<", "＜").replace(">", "＞")
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={quote(title)}&msgmenuid=101">{shown}</a>'


def _word(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""


def _records(card: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = card.get(name)
    return [record for record in found if isinstance(record, dict)] if isinstance(found, list) else []
