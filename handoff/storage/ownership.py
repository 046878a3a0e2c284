"""The only place where a conversation changes hands (DESIGN D5)."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core.conversation import Owner, may_move
from handoff.errors import UnknownConversation
from handoff.storage.locking import for_change
from handoff.storage.tables import Conversation, Transition


async def lock(session: AsyncSession, conversation_id: str) -> Conversation:
    """The conversation, locked until the end of the transaction. Raises UnknownConversation."""
    statement = for_change(select(Conversation).where(Conversation.id == conversation_id))
    conversation = (await session.execute(statement)).scalar_one_or_none()
    if conversation is None:
        raise UnknownConversation
    return conversation


async def move(
    session: AsyncSession,
    conversation: Conversation,
    to: Owner,
    now: datetime,
    **changes: Any,
) -> Conversation | None:
    """Give the conversation, as it was read, to another owner and raise its epoch.

    One UPDATE whose condition is the epoch that was read: None means that somebody else was faster, or that this
    move does not exist. The transition is recorded in the same transaction.
    """
    before = Owner(conversation.owner)
    if not may_move(before, to):
        return None
    statement = (
        update(Conversation)
        .where(Conversation.id == conversation.id, Conversation.epoch == conversation.epoch)
        .where(Conversation.owner == before)
        .values(owner=to, epoch=Conversation.epoch + 1, changed_at=now, **changes)
        .returning(Conversation)
        .execution_options(populate_existing=True)
    )
    moved = (await session.execute(statement)).scalar_one_or_none()
    if moved is not None:
        session.add(_transition(moved, before, now))
    return moved


def _transition(moved: Conversation, before: Owner, now: datetime) -> Transition:
    return Transition(
        conversation_id=moved.id,
        epoch=moved.epoch,
        from_owner=before,
        to_owner=moved.owner,
        agent_id=moved.agent_id,
        reason=moved.reason,
        at_seq=moved.last_seq,
        at=now,
    )
