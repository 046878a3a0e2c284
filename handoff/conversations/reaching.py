"""Saying something to a customer unasked, wherever they are now (decision 10)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.conversations.opening import open_conversation
from handoff.core.conversation import Author
from handoff.core.events import Event
from handoff.queue.entering import owner_changed, stored_event
from handoff.storage import messages
from handoff.storage.locking import for_change
from handoff.storage.messages import Draft
from handoff.storage.tables import Conversation, Customer, Message


async def locked_customer(session: AsyncSession, customer_id: str) -> Customer:
    """The customer's row, locked before anything else of theirs, as messages that come in do."""
    return (await session.execute(for_change(select(Customer).where(Customer.id == customer_id)))).scalar_one()


async def reach(
    session: AsyncSession, customer: Customer, last: Conversation, now: datetime
) -> tuple[Conversation, list[Event]]:
    """The customer's open conversation, or a new one that the assistant owns and that goes out the way of the last."""
    conversation, is_new = await open_conversation(session, customer, last.lang, now)
    if not is_new:
        return conversation, []
    conversation.callback_url, conversation.connector = last.callback_url, last.connector
    return conversation, [owner_changed(conversation, queue_touched=False)]


async def tell(
    session: AsyncSession, conversation: Conversation, text: str, key: str, now: datetime
) -> tuple[Message, Event]:
    """Store a message of the assistant that answers nothing; it goes out through the outbox as agents' messages do."""
    stored = await messages.append(session, conversation, Draft(Author.BOT, text, key), now)
    return stored, stored_event(conversation, stored)
