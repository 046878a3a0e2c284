"""A site's signed word makes a visitor a customer who is the same on every device (decision 17)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.conversations.opening import customer_id, open_one
from handoff.core.conversation import Owner
from handoff.core.events import Event
from handoff.core.identities import Course, course
from handoff.events import EventBus
from handoff.identities.facts import note_phone
from handoff.identities.joining import Grounds, alone, join_persons
from handoff.identities.person import members, person_of
from handoff.identities.tokens import SIGNED, Identity
from handoff.queue.entering import owner_changed
from handoff.storage.engine import Database
from handoff.storage.inserting import insert_if_absent
from handoff.storage.locking import for_change
from handoff.storage.ownership import move
from handoff.storage.tables import Attachment, Case, Conversation, Customer, Message
from handoff.storage.uninterrupted import uninterrupted


@dataclass(frozen=True)
class Recognised:
    """As whom the browser goes on, and whether its visitor is used up: the next one at this browser is another."""

    external_id: str
    visitor_done: bool


class Recognising:
    """The use case; one transaction for each time a browser shows an identity."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock

    @uninterrupted
    async def recognise(self, identity: Identity, visitor: str) -> Recognised:
        """The customer of the identity, with what the visitor had open; nothing that was written is lost."""
        external_id, now = identity.external_id, self._clock()
        async with self._database.transaction() as session:
            if await session.get(Customer, customer_id("web", "default", visitor)) is not None:
                await alone(session)
            known = await _locked(session, identity, visitor, now)
            await _note(session, known.own, identity, now)
            events, waits = await _unite(session, known, now) if known.visitor else ([], False)
        await self._bus.publish(events)
        return Recognised(visitor if waits else external_id, known.visitor is not None and not waits)


@dataclass(frozen=True)
class _Known:
    own: Customer
    visitor: Customer | None
    """None for a browser that has not written yet."""


async def _locked(session: AsyncSession, identity: Identity, visitor: str, now: datetime) -> _Known:
    """Both customers' rows, locked in the order of their ids as everything that locks two does."""
    external_id, other = identity.external_id, customer_id("web", "default", visitor)
    own = customer_id("web", "default", external_id)
    name = identity.name or f"会员{identity.subject[-4:]}"
    key = {"channel": "web", "account": "default", "external_id": external_id}
    await insert_if_absent(session, Customer, id=own, display_name=name, created_at=now, **key)
    both = for_change(select(Customer).where(Customer.id.in_((own, other))).order_by(Customer.id))
    both = both.execution_options(populate_existing=True)
    found = {customer.id: customer for customer in (await session.execute(both)).scalars()}
    return _Known(found[own], found.get(other))


async def _note(session: AsyncSession, own: Customer, identity: Identity, now: datetime) -> None:
    if identity.name:
        own.display_name = identity.name
    if identity.phone:
        await note_phone(session, own.id, identity.phone, now)


async def _unite(session: AsyncSession, known: _Known, now: datetime) -> tuple[list[Event], bool]:
    """Make the two one person and settle their open conversations; True if the visitor goes on for now."""
    own, visitor = known.own, known.visitor
    if visitor is None or await _is_somebody_else(session, own, visitor):
        return [], False
    theirs, mine = await open_one(session, visitor.id), await open_one(session, own.id)
    step = course(Owner(theirs.owner) if theirs else None, Owner(mine.owner) if mine else None)
    if step is Course.WAIT:
        return [], True
    await join_persons(session, own, visitor, Grounds("signed", now))
    events: list[Event] = []
    if step is Course.REPLACE and mine is not None:
        closed = await move(session, mine, Owner.CLOSED, now, closed_at=now)
        events += [owner_changed(closed, queue_touched=False)] if closed else []
    if step in (Course.MOVE, Course.REPLACE) and theirs is not None:
        await _move(session, theirs, visitor, own)
        events.append(owner_changed(theirs, queue_touched=theirs.owner == Owner.QUEUE))
    return events, False


async def _is_somebody_else(session: AsyncSession, own: Customer, visitor: Customer) -> bool:
    """Whether another signed identity has used this browser's visitor: two people may share one browser."""
    person = person_of(visitor)
    if person == person_of(own):
        return False
    signed = select(Customer.id).where(members(person), Customer.external_id.startswith(SIGNED))
    return (await session.execute(signed.limit(1))).scalar_one_or_none() is not None


async def _move(session: AsyncSession, conversation: Conversation, visitor: Customer, own: Customer) -> None:
    """Give the conversation, and all that hangs on its customer, to the recognised one.

    `client_scope` goes along: a message that the browser sends again is found, under its new sender too.
    """
    conversation.customer_id = own.id
    await session.flush()
    mine = Message.conversation_id == conversation.id
    sent = update(Message).where(mine, Message.client_scope == visitor.id)
    await session.execute(sent.values(client_scope=own.id))
    opened = update(Case).where(Case.conversation_id == conversation.id, Case.customer_id == visitor.id)
    await session.execute(opened.values(customer_id=own.id))
    await session.execute(update(Attachment).where(Attachment.owner == visitor.id).values(owner=own.id))
