"""How agents' attachments go out: by the platform's own messages where it takes them, else as a link."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handoff.attachments.links import Links
from handoff.channels.tencent.outbound import MOST_BYTES, Part, text_part
from handoff.core.text import without_controls
from handoff.core.wording import say

_MEGABYTE = 1024 * 1024
_LANG = "zh-CN"
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Shipping:
    """What a platform takes."""

    kinds: Mapping[str, tuple[str, int]]
    """Media type → the platform's type of message, and how many megabytes it takes at most."""
    otherwise: tuple[str, int] | None = field(default=None)
    """The same for every other type; None sends a link."""

    def way_of(self, attachment: Mapping[str, Any]) -> str | None:
        """The type of message, or None for a link."""
        way = self.kinds.get(attachment["media_type"], self.otherwise)
        if way is None or attachment["size"] > way[1] * _MEGABYTE:
            way = self.otherwise
        return None if way is None or attachment["size"] > way[1] * _MEGABYTE else way[0]


def link_text(links: Links, attachment: Mapping[str, Any]) -> str:
    """The attachment as words."""
    (linked,) = links.absolute({"attachments": [attachment]})["attachments"]
    name = without_controls(linked["name"])[:_LONGEST_NAME]
    return say("attachment_link", _LANG, name=name, url=linked["url"])


def link_part(links: Links, attachment: Mapping[str, Any]) -> Part:
    """The same as a message."""
    return text_part(link_text(links, attachment).encode()[:MOST_BYTES].decode("utf-8", "ignore"))
