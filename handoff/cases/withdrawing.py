"""A customer needs a case no more: what only they wait for ends, and nobody is told what they said themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.cases.changing import change_state, locked_case
from handoff.cases.forwarding import Forwarding
from handoff.cases.history import BOT, What, is_recorded, record
from handoff.cases.schemas import WithdrawIn
from handoff.cases.shapes import case_view
from handoff.core.cases import UNFINISHED, CaseState
from handoff.core.events import Event
from handoff.core.promises import PromiseState
from handoff.errors import NotFound, UnknownConversation
from handoff.events import EventBus
from handoff.identities.person import same_person
from handoff.storage.engine import Database
from handoff.storage.tables import Case, Conversation, Promise
from handoff.storage.uninterrupted import uninterrupted

# Complaints and claims are closed by people, who are still to answer (BUSINESS B4, B11).
_ENDED_BY_CUSTOMERS = frozenset({"enquiry", "pickup"})


class Withdrawing:
    """The use case; one transaction."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, forwarding: Forwarding) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._forwarding = forwarding

    @uninterrupted
    async def by_customer(self, number: str, wish: WithdrawIn) -> dict[str, Any]:
        """Note it; an enquiry or pickup ends, unless somebody else waits for it too. Once for each key.

        Raises NotFound for a case that is none of this customer's, UnknownConversation.
        """
        events: list[Event] = []
        async with self._database.transaction() as session:
            case = await locked_case(session, number)
            customers = await _customers_of(session, wish.conversation_id)
            key = f"withdraw:{wish.idempotency_key}"
            if case.state in UNFINISHED and not await is_recorded(session, key):
                events = await self._withdraw(session, case, customers, key, wish.note)
        await self._bus.publish(events)
        return case_view(case)

    async def _withdraw(
        self, session: AsyncSession, case: Case, customers: set[str], key: str, note: str
    ) -> list[Event]:
        now = self._clock()
        waiting = await _who_waits(session, case)
        if not customers & {case.customer_id, *waiting}:
            raise NotFound(f"This customer has no case {case.number}.")
        case.version += 1
        is_over = case.kind in _ENDED_BY_CUSTOMERS and waiting | {case.customer_id} <= customers
        if case.kind in _ENDED_BY_CUSTOMERS:
            await _settle(session, case, customers, now)
        if not is_over:
            record(session, case, BOT, What.NOTE, now, note=note, key=key)
            return []
        events = await self._forwarding.changed(session, case, now, key, note)
        await change_state(session, case, BOT, CaseState.CLOSED, now, note=note, key=key)
        return events


async def _customers_of(session: AsyncSession, conversation_id: str) -> set[str]:
    """Whoever writes there, on each channel that they use."""
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None:
        raise UnknownConversation
    return set((await session.execute(same_person(conversation.customer_id))).scalars())


async def _who_waits(session: AsyncSession, case: Case) -> set[str]:
    """Customers who were promised an answer that they do not have yet."""
    statement = (
        select(Conversation.customer_id)
        .join(Promise, Promise.conversation_id == Conversation.id)
        .where(Promise.case_number == case.number, Promise.state == PromiseState.OPEN)
    )
    return set((await session.execute(statement)).scalars())


async def _settle(session: AsyncSession, case: Case, customers: set[str], now: datetime) -> None:
    """What this customer was promised about the case is owed no more."""
    theirs = select(Conversation.id).where(Conversation.customer_id.in_(customers))
    owed = update(Promise).where(Promise.case_number == case.number, Promise.state == PromiseState.OPEN)
    await session.execute(
        owed.where(Promise.conversation_id.in_(theirs)).values(state=PromiseState.KEPT, settled_at=now)
    )
