"""Cases and promises: opened once, found by number, waybill or conversation (DESIGN D10)."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.agents.service import Me
from handoff.cases.schemas import CaseIn, PromiseIn
from handoff.clock import Clock
from handoff.conversations.visibility import visible_to
from handoff.errors import NotFound
from handoff.storage.engine import Database
from handoff.storage.ownership import lock
from handoff.storage.tables import Case, Conversation, Promise
from handoff.storage.uninterrupted import uninterrupted

_PREFIXES = {
    "enquiry": "CX",
    "complaint": "TS",
    "claim": "LP",
    "pickup": "QJ",
    "demand": "XQ",
    "follow_up": "HF",
}
_BEIJING = ZoneInfo("Asia/Shanghai")
_LISTED = 200


class Cases:
    """Use cases around cases and promises."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @uninterrupted
    async def open(self, wanted: CaseIn) -> dict[str, Any]:
        """Open a case; the same idempotency key again gives the same case. Raises UnknownConversation."""
        async with self._database.transaction() as session:
            conversation = await lock(session, wanted.conversation_id)
            statement = select(Case).where(Case.idempotency_key == wanted.idempotency_key)
            case = (await session.execute(statement)).scalar_one_or_none()
            if case is None:
                now = self._clock()
                number = await _free_number(session, wanted.kind, now)
                values = wanted.model_dump() | {"number": number, "state": "open", "opened_at": now}
                case = Case(customer_id=conversation.customer_id, **values)
                session.add(case)
        return case_view(case)

    @uninterrupted
    async def promise(self, wanted: PromiseIn) -> dict[str, Any]:
        """Record a promise; the same idempotency key again gives the same one."""
        async with self._database.transaction() as session:
            await lock(session, wanted.conversation_id)
            if wanted.case_number and await session.get(Case, wanted.case_number) is None:
                raise NotFound(f"There is no case {wanted.case_number}.")
            statement = select(Promise).where(Promise.idempotency_key == wanted.idempotency_key)
            promise = (await session.execute(statement)).scalar_one_or_none()
            if promise is None:
                promise = Promise(made_at=self._clock(), **wanted.model_dump())
                session.add(promise)
        return promise_view(promise)

    async def find(
        self,
        *,
        conversation_id: str | None = None,
        number: str | None = None,
        waybill: str | None = None,
        due: str = "all",
        me: Me | None = None,
    ) -> list[dict[str, Any]]:
        """Cases by any of the keys, the earliest deadline first; `due` is overdue, today or all.

        For an agent, those of conversations that they may see.
        """
        statement = select(Case).order_by(Case.deadline_at).limit(_LISTED)
        if me is not None:
            statement = statement.join(Conversation).where(visible_to(me))
        wanted = {"conversation_id": conversation_id, "number": number, "waybill": waybill}
        statement = statement.filter_by(**{key: value for key, value in wanted.items() if value})
        if due != "all":
            statement = statement.where(Case.state.in_(("open", "in_progress")), Case.deadline_at < self._limit(due))
        async with self._database.reading() as session:
            return [case_view(case) for case in (await session.execute(statement)).scalars()]

    def _limit(self, due: str) -> datetime:
        now = self._clock()
        if due == "overdue":
            return now
        midnight = now.astimezone(_BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=1)


def case_view(case: Case) -> dict[str, Any]:
    """A case in wire form."""
    return {
        "number": case.number,
        "kind": case.kind,
        "state": case.state,
        "summary": case.summary,
        "waybill": case.waybill,
        "outlet": case.outlet,
        "deadline_at": case.deadline_at.isoformat(),
        "opened_at": case.opened_at.isoformat(),
        "conversation_id": case.conversation_id,
        "details": case.details,
    }


def promise_view(promise: Promise) -> dict[str, Any]:
    """A promise in wire form."""
    return {"id": promise.id, "text": promise.text, "due_at": promise.due_at.isoformat(), "state": promise.state}


async def _free_number(session: AsyncSession, kind: str, now: datetime) -> str:
    """Two letters for the kind, Beijing month and day, five digits: short enough to read aloud."""
    day = now.astimezone(_BEIJING).strftime("%m%d")
    while True:
        number = f"{_PREFIXES[kind]}{day}{secrets.randbelow(100_000):05d}"
        if await session.get(Case, number) is None:
            return number
