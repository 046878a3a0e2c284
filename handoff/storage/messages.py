"""Numbering and storing messages: gapless `seq`, idempotent `client_id` (DESIGN D6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core.conversation import Author
from handoff.storage.attachments import join
from handoff.storage.outgoing import schedule_delivery
from handoff.storage.tables import Attachment, Conversation, Message


@dataclass(frozen=True)
class Draft:
    """A message before it has its number."""

    author: Author
    text: str
    client_id: str
    author_name: str | None = None
    agent_id: str | None = None
    payload: str | None = None
    buttons: list[dict[str, str]] = field(default_factory=list)
    card: dict[str, Any] | None = None
    reply_to: int | None = None
    attachments: Sequence[Attachment] = ()
    delivery: Mapping[str, Any] | None = field(default_factory=dict)
    """What only its carrier has to know; None for what the customer got elsewhere or is not told."""


async def append(session: AsyncSession, conversation: Conversation, draft: Draft, now: datetime) -> Message:
    """Store a message under the next number, and schedule its delivery to a connector.

    The counter is raised in the database, which locks the row: two writers get neighbouring numbers, and a transaction
    that fails gives its number back.
    """
    values: dict[str, Any] = {"last_seq": Conversation.last_seq + 1, "changed_at": now}
    if draft.author is Author.CUSTOMER:
        values["last_customer_seq"] = Conversation.last_seq + 1
    statement = update(Conversation).where(Conversation.id == conversation.id).values(**values)
    fresh = statement.returning(Conversation).execution_options(populate_existing=True)
    seq = (await session.execute(fresh)).scalar_one().last_seq
    message = _message(conversation, draft, seq, now)
    join(message, draft.attachments)
    session.add(message)
    await session.flush()
    if draft.delivery is not None:
        await schedule_delivery(session, conversation, message, draft.delivery)
    return message


async def find_repeat(session: AsyncSession, scope: str, client_id: str) -> Message | None:
    """The message that this client already sent under the same id, if any."""
    statement = select(Message).where(Message.client_scope == scope, Message.client_id == client_id)
    return (await session.execute(statement)).scalar_one_or_none()


async def replies_to(session: AsyncSession, conversation_id: str, seq: int) -> list[Message]:
    """What was answered to the turn that ended with this message, in order."""
    statement = select(Message).where(Message.conversation_id == conversation_id, Message.reply_to == seq)
    return list((await session.execute(statement.order_by(Message.seq))).scalars())


async def after(session: AsyncSession, conversation_id: str, seq: int, limit: int = 500) -> list[Message]:
    """Messages with a higher number, in order."""
    statement = select(Message).where(Message.conversation_id == conversation_id, Message.seq > seq)
    return list((await session.execute(statement.order_by(Message.seq).limit(limit))).scalars())


def view(message: Message) -> dict[str, Any]:
    """The wire form of docs/contracts.md §1, whose attachments have no `url` yet (`handoff.attachments.links`)."""
    return {
        "conversation_id": message.conversation_id,
        "seq": message.seq,
        "client_id": message.client_id if message.author in (Author.CUSTOMER, Author.AGENT) else None,
        "author": message.author,
        "author_name": message.author_name,
        "text": message.text,
        "buttons": message.buttons,
        "card": message.card,
        "attachments": message.attachments,
        "at": message.at.isoformat(),
    }


def _message(conversation: Conversation, draft: Draft, seq: int, now: datetime) -> Message:
    scopes = {Author.CUSTOMER: conversation.customer_id, Author.AGENT: conversation.id}
    return Message(
        conversation_id=conversation.id,
        seq=seq,
        client_scope=scopes.get(draft.author, f"desk:{conversation.id}"),
        client_id=draft.client_id,
        author=draft.author,
        author_name=draft.author_name,
        agent_id=draft.agent_id,
        text=draft.text,
        payload=draft.payload,
        buttons=draft.buttons,
        card=draft.card,
        attachments=[],
        reply_to=draft.reply_to,
        epoch=conversation.epoch,
        at=now,
    )
