"""Our messages in WeCom's form (PROTOCOLS §2.4)."""

from handoff.channels.tencent.outbound import Menus, Part


def _click(number: str, title: str) -> Part:
    return {"type": "click", "click": {"id": number, "content": title}}


MENUS = Menus(item=_click, most_head_bytes=1024)
