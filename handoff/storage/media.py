"""Asking for what a messenger keeps, in the transaction that stores the message."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from handoff.storage.tables import Conversation, MediaFetch, Message


@dataclass(frozen=True)
class Media:
    """Where it is kept, and under which id."""

    address: str
    media_id: str


def want(session: AsyncSession, conversation: Conversation, message: Message, media: Media) -> None:
    """Have it fetched soon."""
    session.add(
        MediaFetch(
            conversation_id=conversation.id,
            seq=message.seq,
            address=media.address,
            media_id=media.media_id,
            owner=conversation.customer_id,
            next_at=message.at,
            made_at=message.at,
        )
    )
