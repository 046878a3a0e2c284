"""Joining attachments to messages, in the transaction that stores the message."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.errors import UnknownAttachment
from handoff.storage.locking import for_change
from handoff.storage.tables import Attachment, Message

KEPT = "kept"
_AGENT = "agent:"


def agent_owner(agent_id: str) -> str:
    """The owner of what an agent brings; a customer's is the customer's id."""
    return f"{_AGENT}{agent_id}"


def is_agent(owner: str) -> bool:
    """Whether an agent brought it."""
    return owner.startswith(_AGENT)


async def take(session: AsyncSession, owner: str, ids: Sequence[str]) -> list[Attachment]:
    """The attachments that this owner brought and has not sent yet, in the order of `ids`. Raises UnknownAttachment."""
    if not ids:
        return []
    unsent = select(Attachment).where(Attachment.id.in_(ids), Attachment.owner == owner)
    unsent = unsent.where(Attachment.conversation_id.is_(None), Attachment.state == KEPT)
    found = {one.id: one for one in (await session.execute(for_change(unsent))).scalars()}
    if len(found) < len(set(ids)):
        raise UnknownAttachment
    return [found[one] for one in dict.fromkeys(ids)]


def join(message: Message, attachments: Sequence[Attachment]) -> None:
    """Make them part of the message, beside those that it has."""
    for one in attachments:
        one.conversation_id, one.seq = message.conversation_id, message.seq
    message.attachments = [*message.attachments, *map(shown, attachments)]


def shown(attachment: Attachment) -> dict[str, Any]:
    """What a message tells of it; the edges add the `url`."""
    return {
        "id": attachment.id,
        "kind": attachment.kind,
        "media_type": attachment.media_type,
        "name": attachment.name,
        "size": attachment.size,
    }
