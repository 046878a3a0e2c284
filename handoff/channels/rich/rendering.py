"""Renders what was said for what a channel can show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handoff.channels.rich.abilities import Abilities
from handoff.channels.rich.cards import card_text
from handoff.channels.rich.splitting import split
from handoff.core.choices import are_numbered
from handoff.core.wording import say

_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Saying:
    """One message of ours."""

    text: str
    buttons: Sequence[Mapping[str, str]] = ()
    card: Mapping[str, Any] | None = None
    matters: bool = False
    """Whether it may have the last message of a window."""


@dataclass(frozen=True)
class Bubble:
    """One message as the channel shows it; `buttons` and `card` are those that the channel shows itself."""

    text: str
    buttons: Sequence[Mapping[str, str]] = ()
    card: Mapping[str, Any] | None = None


def render(sayings: Sequence[Saying], abilities: Abilities) -> list[Bubble]:
    """What was said together as bubbles that fit. Only the latest message's buttons can be pressed, under the end."""
    if not sayings:
        return []
    last = sayings[-1]
    texts = split("\n\n".join(_whole_text(one, abilities) for one in sayings), abilities)
    if abilities.buttons in ("links", "none"):
        texts = _join(texts, _choices(last, abilities), abilities)
    shown = last.buttons if abilities.buttons in ("native", "menu") else ()
    card = last.card if abilities.card == "native" else None
    if not texts and not shown and not card:
        return []
    *before, end = texts or [""]
    return [*map(Bubble, before), Bubble(end, shown, card)]


def _whole_text(saying: Saying, abilities: Abilities) -> str:
    card = card_text(saying.card or {}) if abilities.card == "text" else ""
    return "\n\n".join(filter(None, (saying.text, card)))


def _choices(saying: Saying, abilities: Abilities) -> str:
    """What stands for the buttons, in the language of the message."""
    titles = [button["title"] for button in saying.buttons]
    if abilities.buttons == "links" or not titles:
        return "\n".join(map(abilities.link, titles))
    lang = "zh-CN" if _CHINESE.search(saying.text + "".join(titles)) else "en"
    if not are_numbered(titles):
        return say("choose_words", lang, choices="\n".join(f"- {title}" for title in titles))
    if len(titles) == 1:
        return say("choose_one", lang, title=titles[0])
    return say("choose_number", lang, choices="\n".join(f"{n}. {title}" for n, title in enumerate(titles, 1)))


def _join(texts: list[str], choices: str, abilities: Abilities) -> list[str]:
    """The choices under the last text, or after it where there is no room."""
    if not choices or not texts:
        return texts or split(choices, abilities)
    together = f"{texts[-1]}\n{choices}"
    return [*texts[:-1], together] if abilities.fits(together) else [*texts, *split(choices, abilities)]
