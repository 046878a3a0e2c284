"""Making and settling promises: by the actions, and by agents in conversations they own."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.agents.service import Me
from handoff.cases.access import visible_cases
from handoff.cases.making import new_promise
from handoff.cases.schemas import AgentPromiseIn, PromiseIn
from handoff.cases.shapes import promise_view
from handoff.core.conversation import Owner
from handoff.core.events import PromisesTouched
from handoff.core.promises import PromiseState, Terms
from handoff.errors import BadRequest, Conflict, Forbidden, NotFound, NotOwner
from handoff.events import EventBus
from handoff.identities.person import same_person
from handoff.storage.engine import Database
from handoff.storage.locking import for_change
from handoff.storage.ownership import lock
from handoff.storage.tables import Case, Conversation, Promise
from handoff.storage.uninterrupted import uninterrupted

_LONGEST = timedelta(days=60)
_LISTED = 200


class Promising:
    """Use cases around promises; each is one transaction, and the keeper hears of it after the commit."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, terms: Terms) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._terms = terms

    @uninterrupted
    async def by_actions(self, wanted: PromiseIn) -> dict[str, Any]:
        """Record a promise of the assistant; the same idempotency key again gives the same one.

        Raises UnknownConversation, NotFound.
        """
        async with self._database.transaction() as session:
            await lock(session, wanted.conversation_id)
            if wanted.case_number and await session.get(Case, wanted.case_number) is None:
                raise NotFound(f"There is no case {wanted.case_number}.")
            promise = await self._once(
                session,
                wanted.idempotency_key,
                conversation_id=wanted.conversation_id,
                text=wanted.text,
                due_at=wanted.due_at,
                made_by=wanted.made_by,
                case_number=wanted.case_number,
            )
        await self._bus.publish([PromisesTouched()])
        return promise_view(promise)

    @uninterrupted
    async def by_agent(self, me: Me, conversation_id: str, wanted: AgentPromiseIn) -> dict[str, Any]:
        """Record a promise of the agent who owns the conversation; a double click makes one promise.

        Raises UnknownConversation, NotOwner, NotFound, and BadRequest for a time that is past or months away.
        """
        _check_time(wanted.due_at, self._clock())
        async with self._database.transaction() as session:
            conversation = await lock(session, conversation_id)
            if (conversation.owner, conversation.agent_id) != (Owner.AGENT, me.id):
                raise NotOwner
            await _check_case(session, conversation, wanted.case_number)
            promise = await self._once(
                session,
                _key(me, conversation_id, wanted),
                conversation_id=conversation_id,
                text=wanted.text,
                due_at=wanted.due_at,
                made_by=me.id,
                case_number=wanted.case_number,
            )
        await self._bus.publish([PromisesTouched()])
        return promise_view(promise)

    @uninterrupted
    async def fulfil(self, me: Me, promise_id: str) -> dict[str, Any]:
        """The agent has told the customer: the keeper need not. Raises NotFound, Forbidden, Conflict if it was broken."""
        async with self._database.transaction() as session:
            statement = for_change(select(Promise).where(Promise.id == promise_id))
            promise = (await session.execute(statement)).scalar_one_or_none()
            if promise is None:
                raise NotFound("There is no such promise.")
            await _check_responsible(session, me, promise)
            if promise.state == PromiseState.BROKEN:
                raise Conflict("The customer was told meanwhile that it takes longer; load the promises again.")
            if promise.state == PromiseState.OPEN:
                promise.state, promise.settled_at = PromiseState.KEPT, self._clock()
        return promise_view(promise)

    async def due_soon(self, me: Me) -> list[dict[str, Any]]:
        """Open promises that the agent was warned about or would be, the most urgent first."""
        statement = (
            select(Promise, Conversation)
            .join(Conversation, Conversation.id == Promise.conversation_id)
            .outerjoin(Case, Case.number == Promise.case_number)
            .where(Promise.state == PromiseState.OPEN, Promise.warned_at.is_not(None), _concerns(me))
            .order_by(Promise.due_at)
            .limit(_LISTED)
        )
        async with self._database.reading() as session:
            return [promise_view(promise) for promise, _ in (await session.execute(statement)).all()]

    async def _once(self, session: AsyncSession, key: str, *, case_number: str | None, **values: Any) -> Promise:
        statement = select(Promise).where(Promise.idempotency_key == key)
        known = (await session.execute(statement)).scalar_one_or_none()
        if known is not None:
            return known
        promise = new_promise(self._terms, now=self._clock(), key=key, **values)
        promise.case_number = case_number
        session.add(promise)
        return promise


def _concerns(me: Me) -> Any:
    mine = (Conversation.owner == Owner.AGENT) & (Conversation.agent_id == me.id)
    return mine | (Case.number.is_not(None) & visible_cases(me)) if not me.is_supervisor else visible_cases(me)


def _check_time(due_at: datetime, now: datetime) -> None:
    if not now < due_at <= now + _LONGEST:
        raise BadRequest(f"due_at lies in the future, at most {_LONGEST.days} days from now.")


async def _check_case(session: AsyncSession, conversation: Conversation, number: str | None) -> None:
    if number is None:
        return
    case = await session.get(Case, number)
    if case is None or case.customer_id not in (await session.execute(same_person(conversation.customer_id))).scalars():
        raise NotFound(f"This customer has no case {number}.")


async def _check_responsible(session: AsyncSession, me: Me, promise: Promise) -> None:
    statement = (
        select(Promise.id)
        .join(Conversation, Conversation.id == Promise.conversation_id)
        .outerjoin(Case, Case.number == Promise.case_number)
        .where(Promise.id == promise.id, _concerns(me))
    )
    if promise.made_by != me.id and (await session.execute(statement)).scalar_one_or_none() is None:
        raise Forbidden("This promise is a colleague's.")


def _key(me: Me, conversation_id: str, wanted: AgentPromiseIn) -> str:
    said = f"{conversation_id}\n{me.id}\n{wanted.due_at.isoformat()}\n{wanted.case_number}\n{wanted.text}"
    return f"agent:{hashlib.sha256(said.encode()).hexdigest()}"
