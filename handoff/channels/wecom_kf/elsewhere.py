"""Conversations that people serve in the WeCom client: kept here as agents' lines, owned by no agent of ours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.channels.wecom_kf.contents import LANG, Content
from handoff.conversations.incoming import Sender
from handoff.conversations.opening import find_customer, open_conversation
from handoff.conversations.serving import last_seq_of_ours
from handoff.core.conversation import Author, Owner
from handoff.core.events import Event
from handoff.core.wording import say
from handoff.events import EventBus
from handoff.queue.entering import owner_changed, stored_event
from handoff.storage import messages
from handoff.storage.engine import Database
from handoff.storage.locking import for_change
from handoff.storage.media import want
from handoff.storage.messages import Draft
from handoff.storage.ownership import move
from handoff.storage.tables import Conversation, Message
from handoff.storage.uninterrupted import uninterrupted

_LONGEST_NAME = 40


@dataclass(frozen=True)
class Line:
    """What a servicer wrote, and in which account's chat."""

    key: str
    servicer: str
    content: Content
    address: str


class Elsewhere:
    """Use cases; each is one transaction, events go out after it."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock

    async def has(self, customer_id: str) -> bool:
        """Whether people there serve this customer, as far as we know."""
        statement = select(Conversation.id).where(Conversation.customer_id == customer_id)
        statement = statement.where(Conversation.owner == Owner.AGENT, Conversation.agent_id.is_(None))
        async with self._database.reading() as session:
            return (await session.execute(statement)).first() is not None

    @uninterrupted
    async def add_line(self, sender: Sender, line: Line) -> None:
        """Keep what a servicer wrote, once; who speaks to the customer has them."""
        now = self._clock()
        name = say("wecom_servicer", LANG, name=line.servicer[:_LONGEST_NAME])
        async with self._database.transaction() as session:
            customer = await find_customer(session, sender.channel, sender.account, sender.external_id, now)
            if await _is_known(session, customer.id, line.key):
                return
            conversation, is_new = await open_conversation(session, customer, sender.lang, now)
            events: list[Event] = [owner_changed(conversation, queue_touched=False)] if is_new else []
            conversation, moved = await _moved_there(session, conversation, now)
            conversation.callback_url = line.address
            card, media = line.content.enclosed, line.content.media(line.address)
            draft = Draft(Author.AGENT, line.content.text, line.key, author_name=name, card=card, delivery=None)
            stored = await messages.append(session, conversation, draft, now)
            if media is not None:
                want(session, conversation, stored, media)
            events += [*moved, stored_event(conversation, stored)]
        await self._bus.publish(events)

    async def take_over(self, customer_id: str, servicer: str = "") -> None:
        """People there have the customer now; whoever of ours has them keeps the conversation."""
        who = say("wecom_servicer", LANG, name=servicer[:_LONGEST_NAME])
        await self._change(
            customer_id, lambda c: c.owner in (Owner.BOT, Owner.QUEUE), say("wecom_taken", LANG, who=who)
        )

    async def give_back(self, customer_id: str) -> None:
        """People there are done; the assistant serves what comes next."""
        await self._change(
            customer_id, lambda c: (c.owner, c.agent_id) == (Owner.AGENT, None), say("wecom_ended", LANG)
        )

    @uninterrupted
    async def _change(self, customer_id: str, applies: Callable[[Conversation], bool], line: str) -> None:
        now = self._clock()
        statement = for_change(
            select(Conversation).where(Conversation.customer_id == customer_id, Conversation.owner != Owner.CLOSED)
        )
        async with self._database.transaction() as session:
            conversation = (await session.execute(statement)).scalar_one_or_none()
            if conversation is None or not applies(conversation):
                return
            change = _moved_back if conversation.owner == Owner.AGENT else _moved_there
            conversation, events = await change(session, conversation, now)
            draft = Draft(Author.SYSTEM, line, f"wecom_kf:{conversation.epoch}", delivery=None)
            events.append(stored_event(conversation, await messages.append(session, conversation, draft, now)))
        await self._bus.publish(events)


async def _moved_there(
    session: AsyncSession, conversation: Conversation, now: datetime
) -> tuple[Conversation, list[Event]]:
    """From the assistant or the queue to people elsewhere, through the queue, as every way to people leads."""
    if conversation.owner not in (Owner.BOT, Owner.QUEUE):
        return conversation, []
    was_waiting = conversation.owner == Owner.QUEUE
    queued = (
        conversation if was_waiting else await move(session, conversation, Owner.QUEUE, now, **_leave_bot(conversation))
    )
    moved = queued and await move(session, queued, Owner.AGENT, now, agent_id=None, claimed_at=now)
    if moved is None:
        return conversation, []
    return moved, [owner_changed(moved, queue_touched=was_waiting)]


async def _moved_back(
    session: AsyncSession, conversation: Conversation, now: datetime
) -> tuple[Conversation, list[Event]]:
    heard = {"bot_handled_seq": await last_seq_of_ours(session, conversation.id), "queued_at": None}
    moved = await move(session, conversation, Owner.BOT, now, **heard)
    return (conversation, []) if moved is None else (moved, [owner_changed(moved, queue_touched=False)])


def _leave_bot(conversation: Conversation) -> dict[str, object]:
    return {
        "human_from_seq": conversation.human_from_seq or conversation.bot_handled_seq + 1,
        "handoff_request": None,
        "turn_holder": None,
        "turn_until": None,
        "turn_up_to_seq": None,
        "offered": {},
    }


async def _is_known(session: AsyncSession, customer_id: str, key: str) -> bool:
    statement = (
        select(Message.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.customer_id == customer_id, Message.client_id == key)
    )
    return (await session.execute(statement)).first() is not None
