"""Serving order: priority first, then age."""

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core.conversation import Owner
from handoff.storage.tables import Conversation

SERVING_ORDER = (Conversation.priority, Conversation.queued_at, Conversation.id)


async def queue_position(session: AsyncSession, conversation: Conversation) -> int | None:
    """How many conversations are served before this one, plus one; None when it does not wait."""
    if conversation.owner != Owner.QUEUE:
        return None
    same_rank = Conversation.priority == conversation.priority
    ahead = or_(
        Conversation.priority < conversation.priority,
        same_rank & (Conversation.queued_at < conversation.queued_at),
    )
    statement = select(func.count()).select_from(Conversation).where(Conversation.owner == Owner.QUEUE, ahead)
    return (await session.execute(statement)).scalar_one() + 1
