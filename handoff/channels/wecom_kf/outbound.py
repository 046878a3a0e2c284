"""Our messages in WeCom's form (PROTOCOLS §2.4)."""

from handoff.channels.tencent.outbound import Menus, Part
from handoff.channels.tencent.shipping import Shipping


def _click(number: str, title: str) -> Part:
    return {"type": "click", "click": {"id": number, "content": title}}


SHIPPING = Shipping(
    {
        "image/jpeg": ("image", 10),
        "image/png": ("image", 10),
        "audio/amr": ("voice", 2),
        "video/mp4": ("video", 10),
    },
    otherwise=("file", 20),
)
MENUS = Menus(item=_click, most_head_bytes=1024)
