"""Putting a conversation into the queue: one transition, one notice to the customer, a restated problem."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core import packet, routing
from handoff.core.burst import stands_alone
from handoff.core.conversation import Author, Owner
from handoff.core.events import Event, MessageStored, OwnerChanged
from handoff.core.routing import HandoffRequest, Reason
from handoff.core.wording import say
from handoff.storage import messages
from handoff.storage.messages import Draft
from handoff.storage.ownership import move
from handoff.storage.tables import Conversation, Message, Understanding

_NOTICES = {
    Reason.BOT_UNAVAILABLE: "bot_unavailable",
    Reason.EMERGENCY: "emergency",
    Reason.AGENT_LEFT: "agent_left",
    Reason.TRANSFERRED: "transferred_to_queue",
    Reason.PROMISE_MISSED: "promise_missed",
}


async def enter_queue(
    session: AsyncSession,
    conversation: Conversation,
    request: HandoffRequest,
    now: datetime,
    *,
    reply_to: int | None = None,
) -> list[Event]:
    """Move the conversation to the queue; empty when it changed hands meanwhile.

    The place in the queue belongs to the conversation: one that waited before keeps its old time.
    `reply_to` is the customer's message that is just being answered; if the assistant itself asked for people, its
    answer has told the customer, and the desk does not say it again.
    """
    understood, said = await history(session, conversation.id)
    agent_before = conversation.agent_id
    moved = await move(
        session,
        conversation,
        Owner.QUEUE,
        now,
        agent_id=None,
        reason=request.reason,
        trigger=request.trigger,
        skill=request.skill or routing.skill_for([u.intent for u in understood]),
        priority=routing.priority_for(request.reason) if request.priority is None else request.priority,
        summary=packet.restate(understood, said),
        queued_at=conversation.queued_at or now,
        human_from_seq=conversation.human_from_seq or conversation.bot_handled_seq + 1,
        handoff_request=None,
        turn_holder=None,
        turn_until=None,
        turn_up_to_seq=None,
        offered={},
    )
    if moved is None:
        return []
    changed = owner_changed(moved, queue_touched=True, previous_agent_id=agent_before)
    if reply_to is not None and request.told and request.reason is not Reason.BOT_UNAVAILABLE:
        return [changed]
    notice = say(_NOTICES.get(request.reason, "handed_over"), moved.lang)
    stored = await messages.append(session, moved, system_draft(moved, notice, reply_to), now)
    return [changed, stored_event(moved, stored)]


async def history(session: AsyncSession, conversation_id: str) -> tuple[list[packet.Understood], list[packet.Said]]:
    """What the assistant understood and what the customer wrote, in order."""
    turns = select(Understanding).where(Understanding.conversation_id == conversation_id).order_by(Understanding.seq)
    written = (
        select(Message.seq, Message.text)
        .where(Message.conversation_id == conversation_id, Message.author == Author.CUSTOMER)
        .order_by(Message.seq)
    )
    understood = [
        packet.Understood(t.seq, t.at, t.intent, t.confidence, t.slots, t.active_loop)
        for t in (await session.execute(turns)).scalars()
    ]
    return understood, [packet.Said(seq, text) for seq, text in await session.execute(written)]


def system_draft(conversation: Conversation, text: str, reply_to: int | None = None) -> Draft:
    """A line from the desk itself; one per change of owner."""
    return Draft(author=Author.SYSTEM, text=text, client_id=f"system:{conversation.epoch}", reply_to=reply_to)


def owner_changed(
    conversation: Conversation, *, queue_touched: bool, previous_agent_id: str | None = None
) -> OwnerChanged:
    """The event for a conversation that just moved."""
    return OwnerChanged(
        conversation.id,
        conversation.customer_id,
        Owner(conversation.owner),
        conversation.agent_id,
        previous_agent_id,
        queue_touched,
    )


def stored_event(conversation: Conversation, message: Message) -> MessageStored:
    """The event for a message that just got its number."""
    is_written = message.author == Author.CUSTOMER
    return MessageStored(
        conversation.id,
        conversation.customer_id,
        conversation.channel,
        Author(message.author),
        conversation.agent_id if conversation.owner == Owner.AGENT else None,
        messages.view(message),
        stands_alone=is_written and stands_alone(message.text, message.payload),
    )
