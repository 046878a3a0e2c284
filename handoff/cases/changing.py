"""Changing a case: state, owner, note, result, deadline by agents; corrections by the actions."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.agents.service import Me
from handoff.cases.access import check_may_see
from handoff.cases.forwarding import Forwarding
from handoff.cases.history import BOT, Actor, What, is_recorded, record
from handoff.cases.making import due_now
from handoff.cases.schemas import CasePatch, CorrectionIn
from handoff.cases.shapes import case_view
from handoff.conversations.reaching import locked_customer
from handoff.core.cases import CaseState, is_reopening, may_become
from handoff.core.events import Event, PromisesTouched
from handoff.core.promises import PromiseState
from handoff.errors import BadRequest, Conflict, Forbidden, NotFound
from handoff.events import EventBus
from handoff.identities.person import same_person
from handoff.storage.engine import Database
from handoff.storage.locking import for_change
from handoff.storage.tables import Agent, Case, Conversation, Promise
from handoff.storage.uninterrupted import uninterrupted


class CaseChanges:
    """Use cases that change a case; each is one transaction and leaves lines in its history."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, forwarding: Forwarding) -> None:
        self._database = database
        self._forwarding = forwarding
        self._bus = bus
        self._clock = clock

    @uninterrupted
    async def by_agent(self, me: Me, number: str, wish: CasePatch) -> dict[str, Any]:
        """Change what the agent changed. Raises NotFound, Forbidden, BadRequest, and Conflict for an old version."""
        async with self._database.transaction() as session:
            case = await locked_case(session, number)
            await check_may_see(session, me, case)
            if case.version != wish.version:
                raise Conflict("The case changed meanwhile; load it again.", detail={"version": case.version})
            actor, now = Actor(me.display_name, me.id), self._clock()
            if "owner_id" in wish.model_fields_set:
                await _give(session, me, case, wish.owner_id, now)
            if wish.deadline_at is not None:
                _move_deadline(session, case, actor, wish.deadline_at, now)
            if wish.state is not None:
                await change_state(session, case, actor, wish.state, now, note=wish.note, result=wish.result)
            elif wish.note:
                record(session, case, actor, What.NOTE, now, note=wish.note)
            case.version += 1
        await self._bus.publish([PromisesTouched()])
        return case_view(case)

    @uninterrupted
    async def correct(self, number: str, wish: CorrectionIn) -> dict[str, Any]:
        """What the customer corrected or added; the same idempotency key again changes nothing. Raises NotFound."""
        events: list[Event] = []
        async with self._database.transaction() as session:
            case = await locked_case(session, number)
            key = f"correct:{wish.idempotency_key}"
            if not await is_recorded(session, key):
                before = {name: getattr(case, name) for name in wish.changed() if name != "details"}
                for name, value in wish.changed().items():
                    setattr(case, name, case.details | value if name == "details" else value)
                case.version += 1
                data, now = {"before": before, "after": wish.changed()}, self._clock()
                record(session, case, BOT, What.CORRECTED, now, note=wish.note, key=key, **data)
                events = await self._forwarding.changed(session, case, now, key, wish.note)
        await self._bus.publish(events)
        return case_view(case)


async def locked_case(session: AsyncSession, number: str) -> Case:
    """The case, locked after its customer as the keeper does. Raises NotFound."""
    statement = select(Case).where(Case.number == number)
    found = (await session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound(f"There is no case {number}.")
    await locked_customer(session, found.customer_id)
    fresh = for_change(statement).execution_options(populate_existing=True)
    return (await session.execute(fresh)).scalar_one()


async def change_state(
    session: AsyncSession,
    case: Case,
    actor: Actor,
    to: CaseState,
    now: datetime,
    *,
    note: str = "",
    result: str | None = None,
    key: str | None = None,
) -> None:
    """Move the case on; a result is told to the customer by the keeper. Raises BadRequest for a step that is none."""
    before = CaseState(case.state)
    if not may_become(before, to):
        raise BadRequest(f"A case that is {before} cannot become {to}.")
    reopened = is_reopening(before, to)
    case.state, case.result = to, result or (None if reopened else case.result)
    what = What.REOPENED if reopened else What.STATE
    data: dict[str, Any] = {"before": before, "after": to}
    if result:
        data["result"] = result
    record(session, case, actor, what, now, note=note, key=key, **data)
    if to in (CaseState.RESOLVED, CaseState.CLOSED):
        await _tell_now(session, case, actor, now, has_news=bool(result))


def _move_deadline(session: AsyncSession, case: Case, actor: Actor, to: datetime, now: datetime) -> None:
    """A new deadline of ours; the legal one stays. Raises BadRequest for one that has passed."""
    if to <= now:
        raise BadRequest("deadline_at lies in the future.")
    data = {"before": case.deadline_at.isoformat(), "after": to.isoformat()}
    case.deadline_at = to
    record(session, case, actor, What.DEADLINE, now, **data)


async def _tell_now(session: AsyncSession, case: Case, actor: Actor, now: datetime, *, has_news: bool) -> None:
    """Bring what was promised about the case forward; who opened it is told a result without a promise, too."""
    owed = (Promise.case_number == case.number, Promise.state == PromiseState.OPEN)
    await session.execute(update(Promise).where(*owed).values(next_at=now))
    opener = select(Promise.id).join(Conversation, Conversation.id == Promise.conversation_id)
    opener = opener.where(*owed, Conversation.customer_id.in_(same_person(case.customer_id)))
    if has_news and (await session.execute(opener.limit(1))).first() is None:
        session.add(due_now(case, case.summary, now, actor.agent_id or actor.name))


async def _give(session: AsyncSession, me: Me, case: Case, owner_id: str | None, now: datetime) -> None:
    """Take a case that nobody owns, give one's own away; supervisors decide about all."""
    if not me.is_supervisor and case.owner_id not in (None, me.id):
        raise Forbidden("This case is a colleague's; a supervisor may give it to you.")
    owner = await session.get(Agent, owner_id) if owner_id else None
    if owner_id and owner is None:
        raise NotFound("There is no such agent.")
    case.owner_id = owner_id
    name = owner.display_name if owner else None
    record(session, case, Actor(me.display_name, me.id), What.OWNER, now, owner=name)
