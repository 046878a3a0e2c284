"""What agents have to know about a messenger that takes only so many messages."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.storage.outgoing import COUNTING, HELD, scheme_of
from handoff.storage.tables import Conversation, Delivery, SendingWindow
from handoff.storage.windows import closes_at, messages_left


async def sending_view(session: AsyncSession, conversation: Conversation, now: datetime) -> dict[str, Any] | None:
    """`Packet.sending` of docs/contracts.md §3; None where messages are not counted."""
    if scheme_of(conversation.callback_url or "") not in COUNTING:
        return None
    states = select(Delivery.state, func.count()).join(Conversation, Conversation.id == Delivery.conversation_id)
    theirs = states.where(Conversation.customer_id == conversation.customer_id).group_by(Delivery.state)
    counts: dict[str, int] = dict((await session.execute(theirs)).all())
    window = await session.get(SendingWindow, conversation.customer_id)
    until = closes_at(window, now) if window else None
    return {
        "left": await messages_left(session, conversation.customer_id, now) or 0,
        "until": until.isoformat() if until else None,
        "held": counts.get(HELD, 0),
        "failed": counts.get("dead", 0),
    }
