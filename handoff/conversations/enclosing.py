"""Messages that bring attachments, with words or without."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from courier.vocabulary import star_out_id_cards
from handoff.core.text import clean_text
from handoff.core.wording import say
from handoff.errors import TooManyAttachments
from handoff.storage.tables import Attachment

MOST_ATTACHMENTS = 9


@dataclass(frozen=True)
class Wordless:
    """What stands for a message that is attachments alone."""

    text: str
    """What stands in its place where no picture can be shown: [图片]."""
    card: dict[str, Any]
    """`{type: kind}`: the text is no words of anybody, so the assistant does not read it and pages do not show it."""
    notice: str
    """What the desk says to it."""


def cleaned(text: str, attachments: Sequence[str]) -> str:
    """The text without what nobody may keep; empty only beside attachments.

    Raises EmptyMessage, MessageTooLong, TooManyAttachments.
    """
    if len(attachments) > MOST_ATTACHMENTS:
        raise TooManyAttachments
    return "" if attachments and not text.strip() else star_out_id_cards(clean_text(text))


def wordless(attached: Sequence[Attachment], lang: str) -> Wordless:
    """The placeholder of attachments that came without words."""
    first = attached[0].kind
    return Wordless(
        text="".join(say(f"sent_{one.kind}", lang) for one in attached),
        card={"type": first},
        notice=say("attachment_received", lang, what=say(f"what_{first}", lang)),
    )
