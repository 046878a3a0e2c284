"""Scheduling deliveries to connectors, in the transaction that stores the message."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core.conversation import Author
from handoff.storage.locking import for_change
from handoff.storage.tables import Conversation, Customer, Delivery, Message

WECHAT, WECHAT_PASSIVE, WECOM_KF = "wechat", "wechat-passive", "wecom-kf"
"""Schemes of addresses that are no web address: an Official Account, one that can only answer requests, WeCom."""
COUNTING = frozenset({WECHAT, WECHAT_PASSIVE, WECOM_KF})
"""Those whose messages are counted, and which get everything that is said."""
HELD = "held"
"""State of a delivery that waits until the customer writes again."""


def scheme_of(address: str) -> str:
    """What sends to this address."""
    return address.partition(":")[0]


async def schedule_delivery(
    session: AsyncSession, conversation: Conversation, message: Message, more: Mapping[str, Any]
) -> None:
    """Add a message of ours, and what only its carrier has to know, to the outbox, if it goes out that way."""
    address = conversation.callback_url
    if address is None or message.author == Author.CUSTOMER:
        return
    is_counted = scheme_of(address) in COUNTING
    if message.reply_to is not None and not is_counted and not _gets_answers(conversation):
        # The answer to a request of the REST channel is in its response, unless its connector wants it otherwise.
        return
    customer = await session.get_one(Customer, conversation.customer_id)
    session.add(
        Delivery(
            conversation_id=conversation.id,
            seq=message.seq,
            url=address,
            body=_body(customer, message) | {"connector": conversation.connector} | dict(more),
            state=HELD if scheme_of(address) == WECHAT_PASSIVE else "pending",
            next_at=message.at,
        )
    )


async def delivery_for_change(session: AsyncSession, conversation_id: str, seq: int) -> Delivery:
    """Locked: its sender and what the platform reports about it may write at the same moment."""
    of_message = select(Delivery).where(Delivery.conversation_id == conversation_id, Delivery.seq == seq)
    return (await session.execute(for_change(of_message))).scalar_one()


async def release_held(session: AsyncSession, customer_id: str, now: datetime) -> None:
    """The customer wrote: what waited for that goes out."""
    theirs = select(Conversation.id).where(Conversation.customer_id == customer_id)
    held = select(Delivery).where(Delivery.state == HELD, Delivery.conversation_id.in_(theirs)).order_by(Delivery.seq)
    for one in (await session.execute(for_change(held))).scalars():
        one.state, one.attempts, one.next_at = "pending", 0, now


def _gets_answers(conversation: Conversation) -> bool:
    return (conversation.connector or {}).get("answers") == "callback"


def _body(customer: Customer, message: Message) -> dict[str, Any]:
    """`matters` is what an agent writes and what was promised: for it the last message of a window is kept."""
    unasked = message.author == Author.BOT and message.reply_to is None
    return {
        "recipient_id": customer.external_id,
        "text": message.text,
        "attachments": message.attachments,
        "buttons": message.buttons,
        "card": message.card,
        "matters": message.author == Author.AGENT or unasked,
        "metadata": {
            "conversation_id": message.conversation_id,
            "seq": message.seq,
            "author": message.author,
            "author_name": message.author_name,
        },
    }
