"""Our messages as texts and quick replies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handoff.channels.rich.abilities import Abilities
from handoff.channels.rich.rendering import Saying, render
from handoff.channels.rich.splitting import split

Part = dict[str, Any]
MOST_BYTES = 2048
_TEXTS = Abilities(buttons="menu", card="text", most_bytes=MOST_BYTES)


@dataclass(frozen=True)
class Menus:
    """How a platform wants quick replies."""

    item: Callable[[str, str], Part]
    """The item for an id and a title."""
    most_head_bytes: int = MOST_BYTES
    most_items: int = 10


def parts_of(sayings: Sequence[Saying], menus: Menus) -> list[Part]:
    """Messages without their receiver; the quick replies of the last one stand under its end."""
    bubbles = [bubble for bubble in render(sayings, _TEXTS) if bubble.text]
    titles = [button["title"] for button in bubbles[-1].buttons][: menus.most_items] if bubbles else []
    if not titles:
        return [text_part(bubble.text) for bubble in bubbles]
    *earlier, head = [
        *(bubble.text for bubble in bubbles[:-1]),
        *split(bubbles[-1].text, Abilities(most_bytes=menus.most_head_bytes)),
    ]
    items = [menus.item(str(number), title) for number, title in enumerate(titles, 101)]
    menu = {"msgtype": "msgmenu", "msgmenu": {"head_content": head, "list": items, "tail_content": ""}}
    return [*map(text_part, earlier), menu]


def parts_of_bodies(bodies: Sequence[Mapping[str, Any]], menus: Menus) -> list[Part]:
    """Everything of some deliveries: first what they say, then what is attached to them."""
    attached = [part for body in bodies for part in attached_to(body)]
    return [*parts_of([saying_of(body) for body in bodies], menus), *attached]


def attached_to(body: Mapping[str, Any]) -> list[Part]:
    """What is left to be sent of a delivery's attachments; each becomes the platform's own message when it goes out."""
    parts = body.get("parts")
    if parts is None:
        return [{"msgtype": "attachment", "attachment": one} for one in body.get("attachments") or ()]
    return [part for part in parts if "attachment" in part]


def text_of(part: Part) -> str:
    """What a part says."""
    return str(part["msgmenu"]["head_content"] if part["msgtype"] == "msgmenu" else part["text"]["content"])


def saying_of(body: Mapping[str, Any]) -> Saying:
    """What is left to be said of a delivery."""
    parts = body.get("parts")
    # A message of attachments alone has words only for those who cannot show them.
    if parts is None and body.get("attachments") and body.get("card"):
        return Saying("", matters=body.get("matters", False))
    text = body["text"] if parts is None else "\n".join(text_of(part) for part in parts if "attachment" not in part)
    card = body.get("card") if parts is None else None
    return Saying(text, body.get("buttons", ()), card, body.get("matters", False))


def text_part(text: str) -> Part:
    """A message of words."""
    return {"msgtype": "text", "text": {"content": text}}
