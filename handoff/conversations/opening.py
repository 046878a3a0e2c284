"""Finding or making the customer and the one open conversation."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core.conversation import Owner
from handoff.storage.inserting import insert_if_absent
from handoff.storage.locking import for_change
from handoff.storage.tables import Conversation, Customer, new_id

_CUSTOMERS = uuid.UUID("5f0c6f0e-5c0b-4b59-9a5e-0d2f6f1f7a11")
# Channels whose ids of customers tell an agent nothing.
_NAMELESS = {"web": "访客", "wechat": "微信用户", "wecom_kf": "微信客户"}


def customer_id(channel: str, account: str, external_id: str) -> str:
    """The id follows from the key, so that an edge can address a customer who has not written yet."""
    return uuid.uuid5(_CUSTOMERS, f"{channel}\n{account}\n{external_id}").hex


async def find_customer(session: AsyncSession, channel: str, account: str, external_id: str, now: datetime) -> Customer:
    """The customer behind a channel's own id, made on the first message.

    The row is locked: one customer's messages are stored one after the other, so repeats always find each other.
    """
    key = {"channel": channel, "account": account, "external_id": external_id}
    own_id = customer_id(**key)
    statement = for_change(select(Customer).where(Customer.id == own_id))
    customer = (await session.execute(statement)).scalar_one_or_none()
    if customer is None:
        name = f"{_NAMELESS[channel]}{external_id[-4:]}" if channel in _NAMELESS else external_id[:24]
        await insert_if_absent(session, Customer, id=own_id, display_name=name, created_at=now, **key)
        customer = (await session.execute(statement)).scalar_one()
    return customer


async def open_conversation(
    session: AsyncSession, customer: Customer, lang: str, now: datetime
) -> tuple[Conversation, bool]:
    """The customer's open conversation and whether it was just made.

    Two first messages at the same moment meet in the unique index over open conversations, so only one is made.
    """
    found = await open_one(session, customer.id)
    if found is not None:
        return found, False
    new = new_id()
    await insert_if_absent(
        session,
        Conversation,
        id=new,
        customer_id=customer.id,
        channel=customer.channel,
        lang=lang,
        owner=Owner.BOT,
        opened_at=now,
        changed_at=now,
    )
    conversation = await open_one(session, customer.id)
    if conversation is None:
        raise RuntimeError("An open conversation vanished inside its own transaction.")
    return conversation, conversation.id == new


async def latest_conversation(session: AsyncSession, customer_id: str) -> Conversation | None:
    """The open conversation, or else the one that was closed last."""
    statement = select(Conversation).where(Conversation.customer_id == customer_id)
    return (await session.execute(statement.order_by(Conversation.opened_at.desc()).limit(1))).scalar_one_or_none()


async def open_one(session: AsyncSession, customer_id: str) -> Conversation | None:
    """The customer's open conversation, locked."""
    statement = select(Conversation).where(Conversation.customer_id == customer_id, Conversation.owner != Owner.CLOSED)
    # The lock makes the customer's messages take their turns with agents' actions on the same conversation.
    # Read anew: the lock may have been waited for, and what was known of the conversation is then of before.
    fresh = for_change(statement).execution_options(populate_existing=True)
    return (await session.execute(fresh)).scalar_one_or_none()
