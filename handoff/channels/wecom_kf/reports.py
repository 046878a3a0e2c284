"""What WeCom reports about messages afterwards: not delivered, taken back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.channels.wecom_kf.contents import LANG
from handoff.core.conversation import Author
from handoff.core.events import Event
from handoff.core.wording import say
from handoff.events import EventBus
from handoff.metrics import WECOM_SEND_FAILED
from handoff.queue.entering import stored_event
from handoff.storage import messages
from handoff.storage.engine import Database
from handoff.storage.messages import Draft
from handoff.storage.outgoing import HELD, delivery_for_change
from handoff.storage.ownership import lock
from handoff.storage.tables import Conversation, Delivery, KfSending, Message
from handoff.storage.uninterrupted import uninterrupted
from handoff.storage.windows import close_window

_REASONS = {1: "deleted", 2: "closed", 4: "late", 5: "ended", 6: "many", 10: "rejected"}
# What can arrive once the customer writes: after two days, after the session's end, after five messages.
_WAITS = frozenset({4, 5, 6})


class Reports:
    """Use cases; a repeat of the same report changes nothing."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock

    @uninterrupted
    async def not_delivered(self, msgid: str, kind: int) -> None:
        """A message of ours did not arrive: it waits for the customer, or is dead; agents read why."""
        events: list[Event] = []
        async with self._database.transaction() as session:
            sending = await session.get(KfSending, msgid)
            if sending is not None:
                events.append(await self._tell_not_delivered(session, sending, kind))
                await session.delete(sending)
        if events:
            WECOM_SEND_FAILED.labels(str(kind)).inc()
        await self._bus.publish(events)

    @uninterrupted
    async def recalled(self, customer_id: str, key: str, report: str) -> None:
        """Mark a message as taken back; its words stay for agents, and the assistant is not asked any more."""
        events: list[Event] = []
        async with self._database.transaction() as session:
            message = await _message(session, customer_id, key)
            if message is not None and "recalled_at" not in (message.card or {}):
                now = self._clock()
                message.payload = None
                message.card = (message.card or {"type": "text"}) | {
                    "recalled_at": now.isoformat(),
                    "status": say("wecom_recalled", LANG),
                }
                line = say("wecom_recalled_line", LANG, seq=str(message.seq))
                events.append(await _add_line(session, message.conversation_id, line, report, now))
        await self._bus.publish(events)

    async def _tell_not_delivered(self, session: AsyncSession, sending: KfSending, kind: int) -> Event:
        now = self._clock()
        reason = say(f"wecom_failed_{_REASONS.get(kind, 'other')}", LANG, kind=str(kind))
        conversation = await lock(session, sending.conversation_id)
        if kind in _WAITS:
            await close_window(session, conversation.customer_id)
        delivery = await delivery_for_change(session, sending.conversation_id, sending.seq)
        delivery.last_error = f"msg_send_fail {kind}: {reason}"
        _put_back(delivery, sending)
        if kind not in _WAITS:
            # Its sender sends no more of it.
            delivery.state = "dead"
        elif delivery.state == "sent":
            # A pending one is with its sender, who finds what was put back.
            delivery.state = HELD
        line = say("wecom_failed", LANG, seq=str(sending.seq), reason=reason)
        return await _add_line(session, conversation.id, line, f"wecom_kf:failed:{sending.msgid}", now)


def _put_back(delivery: Delivery, sending: KfSending) -> None:
    """What did not arrive is first again, behind what was put back before it. Under another id: the old one is used up."""
    part = {name: value for name, value in sending.part.items() if name != "msgid"}
    others = [one for one in delivery.body.get("parts", []) if one.get("msgid") != sending.msgid]
    before, behind = [one for one in others if "msgid" not in one], [one for one in others if "msgid" in one]
    delivery.body = delivery.body | {"parts": [*before, part, *behind]}


async def _add_line(session: AsyncSession, conversation_id: str, text: str, key: str, now: datetime) -> Event:
    conversation = await lock(session, conversation_id)
    stored = await messages.append(session, conversation, Draft(Author.SYSTEM, text, key, delivery=None), now)
    return stored_event(conversation, stored)


async def _message(session: AsyncSession, customer_id: str, key: str) -> Message | None:
    statement = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.customer_id == customer_id, Message.client_id == key)
    )
    return (await session.execute(statement.limit(1))).scalar_one_or_none()
