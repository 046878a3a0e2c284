"""Scheduling deliveries to connectors, in the transaction that stores the message."""

from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core.conversation import Author
from handoff.storage.tables import Conversation, Customer, Delivery, Message


async def schedule_delivery(session: AsyncSession, conversation: Conversation, message: Message) -> None:
    """Add a message of ours, said unasked, to the outbox if this customer's connector asked for delivery."""
    if conversation.callback_url is None or message.author == Author.CUSTOMER:
        return
    customer = await session.get_one(Customer, conversation.customer_id)
    session.add(
        Delivery(
            conversation_id=conversation.id,
            seq=message.seq,
            url=conversation.callback_url,
            body={
                "recipient_id": customer.external_id,
                "text": message.text,
                "metadata": {
                    "conversation_id": conversation.id,
                    "seq": message.seq,
                    "author": message.author,
                    "author_name": message.author_name,
                },
            },
            next_at=message.at,
        )
    )
