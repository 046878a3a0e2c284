"""What a channel can show of an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Abilities:
    """Of one channel, or of one connector of it. By default everything can be shown, at any length."""

    buttons: Literal["native", "menu", "links", "none"] = "native"
    """Each with its text (native), in a menu under the last text, as links inside the text, or not at all: numbers."""
    card: Literal["native", "text"] = "native"
    most_characters: int | None = None
    """The longest text, in characters; None where there is no limit."""
    most_bytes: int | None = None
    """The longest text, in bytes of UTF-8; None where there is no limit."""
    link: Callable[[str], str] = str
    """Where buttons are links: the link that stands for a title."""

    def fits(self, text: str) -> bool:
        """Whether it can be one message."""
        return len(self.longest_start(text)) == len(text)

    def longest_start(self, text: str) -> str:
        """As many whole characters as one message holds."""
        start = text[: self.most_characters]
        return start if self.most_bytes is None else start.encode()[: self.most_bytes].decode("utf-8", "ignore")
