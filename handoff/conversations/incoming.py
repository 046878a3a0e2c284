"""What a channel delivers, and the message that it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from handoff.conversations.choosing import pressed
from handoff.conversations.enclosing import Wordless
from handoff.core.conversation import Author
from handoff.storage.media import Media
from handoff.storage.messages import Draft
from handoff.storage.tables import Attachment, Conversation


@dataclass(frozen=True)
class Sender:
    """Who writes: the channel, our account there, and the channel's id of the customer."""

    channel: str
    external_id: str
    account: str = "default"
    lang: str = "zh-CN"


@dataclass(frozen=True)
class Incoming:
    """One message as a channel delivers it."""

    text: str
    client_id: str
    payload: str | None = None
    callback_url: str | None = None
    connector: dict[str, Any] | None = None
    """What the customer's connector can show and wants to hear (`ConnectorIn` of `handoff/channels/rest/schemas.py`)."""
    by_title: bool = False
    """The text is the title of a tapped button, from a messenger that sends no payload back."""
    command: str | None = None
    """A payload of our own configuration (a messenger's menu), which the assistant need not have offered."""
    enclosed: dict[str, Any] | None = None
    """What the assistant cannot read, such as a picture: kept as the message's card, while people read the text."""
    notice: str | None = None
    """Key of what the desk says to it where the assistant cannot (`handoff/wording.yml`)."""
    notice_delivery: Mapping[str, Any] = field(default_factory=dict)
    """What the carrier of that has to know."""
    media: Media | None = None
    """What the messenger still keeps of it, to be fetched."""
    attachments: Sequence[str] = ()
    """Ids of what this customer uploaded (`Attachments.keep`); with them `text` may be empty."""


@dataclass(frozen=True)
class Received:
    """The acknowledgement: the message is stored."""

    conversation_id: str
    customer_id: str
    seq: int
    client_id: str
    at: datetime


async def draft_of(session: AsyncSession, conversation: Conversation, incoming: Incoming, text: str) -> Draft:
    """The message as it is stored: its words, and the button that they stand for."""
    plain = Draft(author=Author.CUSTOMER, text=text, client_id=incoming.client_id, card=incoming.enclosed)
    if incoming.enclosed is not None:
        return plain
    if incoming.command is not None:
        return replace(plain, payload=incoming.command)
    button = await pressed(session, conversation, text, incoming.payload, by_title=incoming.by_title)
    return plain if button is None else replace(plain, text=button.text, payload=button.payload)


def wordless_kinds(incoming: Incoming, attached: Sequence[Attachment], text: str) -> list[str]:
    """Kinds of what came without words; empty where there are words, which the assistant reads."""
    if incoming.media is not None and incoming.enclosed is not None:
        return [incoming.enclosed["type"]]
    return [] if text else [one.kind for one in attached]


def bare_draft(incoming: Incoming, bare: Wordless) -> Draft:
    """The same for a message without words."""
    card = incoming.enclosed or bare.card
    return Draft(Author.CUSTOMER, bare.text, incoming.client_id, payload=bare.payload, card=card)
