"""Our messages in WeChat's form."""

from collections.abc import Sequence
from urllib.parse import quote

from handoff.channels.rich.abilities import Abilities
from handoff.channels.rich.rendering import Saying, render
from handoff.channels.tencent.outbound import MOST_BYTES, Menus
from handoff.channels.tencent.shipping import Shipping

SHIPPING = Shipping(
    {
        "image/jpeg": ("image", 10),
        "image/png": ("image", 10),
        "audio/amr": ("voice", 2),
        "audio/mpeg": ("voice", 2),
        "video/mp4": ("video", 10),
    }
)
MENUS = Menus(item=lambda number, title: {"id": number, "content": title})


def passive_texts(sayings: Sequence[Saying]) -> list[str]:
    """For passive replies, which know no quick replies: links inside the text do the same."""
    return [bubble.text for bubble in render(sayings, _REPLIES) if bubble.text]


def _link(title: str) -> str:
    shown = title.replace("<", "＜").replace(">", "＞")
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={quote(title)}&msgmenuid=101">{shown}</a>'


_REPLIES = Abilities(buttons="links", card="text", most_bytes=MOST_BYTES, link=_link)
