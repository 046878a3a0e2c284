"""Sending cases to outlets and taking their answers; each is one transaction."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.agents.service import Me
from handoff.cases.access import check_may_see
from handoff.cases.changing import change_state, locked_case
from handoff.cases.history import Actor, What, is_recorded, record
from handoff.cases.making import due_now
from handoff.core.cases import UNFINISHED, CaseState
from handoff.core.events import DispatchMade, PromisesTouched
from handoff.errors import BadRequest, Conflict, Forbidden, NotFound
from handoff.events import EventBus
from handoff.outlets.letters import Letters
from handoff.outlets.schemas import AnswerIn
from handoff.storage.engine import Database
from handoff.storage.tables import Case, Dispatch
from handoff.storage.uninterrupted import uninterrupted

_LISTED = 200


class Outlets:
    """Use cases between the desk and the outlets."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, letters: Letters) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._letters = letters

    @uninterrupted
    async def send(self, me: Me, number: str, note: str) -> dict[str, Any]:
        """Put the case on its way; while a letter about it waits to go out, that one is given.

        Raises NotFound, Forbidden, BadRequest for a case without an outlet, Conflict for a finished one.
        """
        async with self._database.transaction() as session:
            case = await locked_case(session, number)
            await check_may_see(session, me, case)
            if not case.outlet:
                raise BadRequest("This case has no outlet; add one first.")
            if case.state not in UNFINISHED:
                raise Conflict("This case is finished; reopen it first.")
            pending = select(Dispatch).where(Dispatch.case_number == number, Dispatch.state == "pending")
            dispatch = (await session.execute(pending)).scalars().first()
            if dispatch is None:
                now = self._clock()
                dispatch = self._letters.dispatch(case, case.outlet, note, now)
                session.add(dispatch)
                actor = Actor(me.display_name, me.id)
                record(session, case, actor, What.SENT, now, note=note, outlet=case.outlet)
        await self._bus.publish([DispatchMade()])
        return dispatch_view(dispatch)

    async def dead(self, me: Me) -> list[dict[str, Any]]:
        """Letters that were given up, the newest first; for supervisors. Raises Forbidden."""
        if not me.is_supervisor:
            raise Forbidden("Only supervisors see what could not be delivered.")
        statement = select(Dispatch).where(Dispatch.state == "dead").order_by(Dispatch.made_at.desc()).limit(_LISTED)
        async with self._database.reading() as session:
            return [dispatch_view(one) for one in (await session.execute(statement)).scalars()]

    async def letter(self, token: str) -> dict[str, Any]:
        """What the token's letter said. Raises NotFound."""
        async with self._database.reading() as session:
            return (await self._addressed(session, token)).letter

    @uninterrupted
    async def answer(self, token: str, wish: AnswerIn) -> dict[str, Any]:
        """The outlet's answer: into the history, and to the customer. A repeat changes nothing. Raises NotFound."""
        async with self._database.transaction() as session:
            dispatch = await self._addressed(session, token)
            case = await locked_case(session, dispatch.case_number)
            key = _key(dispatch.id, wish)
            if not await is_recorded(session, key):
                now = self._clock()
                dispatch.answered_at = now
                await _take(session, case, wish, key, now)
                case.version += 1
        await self._bus.publish([PromisesTouched()])
        return {"number": case.number, "state": case.state}

    async def _addressed(self, session: AsyncSession, token: str) -> Dispatch:
        dispatch = await session.get(Dispatch, self._letters.addressed(token))
        if dispatch is None:
            raise NotFound("This address for answers is wrong or too old.")
        return dispatch


def dispatch_view(dispatch: Dispatch) -> dict[str, Any]:
    """A letter in wire form, without what it says."""
    return {
        "id": dispatch.id,
        "case_number": dispatch.case_number,
        "outlet": dispatch.letter["outlet"],
        "state": dispatch.state,
        "attempts": dispatch.attempts,
        "last_error": dispatch.last_error,
        "made_at": dispatch.made_at.isoformat(),
        "answered_at": dispatch.answered_at.isoformat() if dispatch.answered_at else None,
    }


async def _take(session: AsyncSession, case: Case, wish: AnswerIn, key: str, now: datetime) -> None:
    """A result resolves the case, anything else is news; a finished case only gets a line in its history."""
    outlet = Actor("outlet")
    is_open = case.state in UNFINISHED
    record(
        session,
        case,
        outlet,
        What.ANSWERED,
        now,
        note=wish.answer,
        key=key,
        by=wish.answered_by,
        resolved=wish.resolved,
    )
    if is_open and wish.resolved:
        await change_state(session, case, outlet, CaseState.RESOLVED, now, result=wish.answer)
    elif is_open:
        if case.state == CaseState.OPEN:
            await change_state(session, case, outlet, CaseState.IN_PROGRESS, now)
        session.add(due_now(case, case.summary, now, outlet.name, news=wish.answer))


def _key(dispatch_id: str, wish: AnswerIn) -> str:
    said = f"{dispatch_id}\n{wish.answer_id or (wish.resolved, wish.answer)}"
    return f"answer:{hashlib.sha256(said.encode()).hexdigest()}"
