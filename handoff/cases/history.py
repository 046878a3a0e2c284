"""The history of a case: each change leaves one line, in the transaction that makes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.storage.tables import Case, CaseEvent


class What(StrEnum):
    """What happened to a case."""

    OPENED = "opened"
    CORRECTED = "corrected"
    STATE = "state"
    REOPENED = "reopened"
    OWNER = "owner"
    DEADLINE = "deadline"
    NOTE = "note"
    TOLD = "told"
    ESCALATED = "escalated"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Actor:
    """Who did it: an agent, or one of `bot`, `desk`, `outlet`."""

    name: str
    agent_id: str | None = None


BOT, DESK = Actor("bot"), Actor("desk")


def record(
    session: AsyncSession,
    case: Case,
    who: Actor,
    what: What,
    now: datetime,
    *,
    note: str = "",
    key: str | None = None,
    **data: Any,
) -> None:
    """Add a line. `key` makes a change that is asked for again known."""
    line = CaseEvent(case_number=case.number, at=now, who=who.name, agent_id=who.agent_id, what=what, note=note)
    line.data, line.idempotency_key = data, key
    session.add(line)


async def is_recorded(session: AsyncSession, key: str) -> bool:
    """Whether a change with this key was made already."""
    statement = select(CaseEvent.id).where(CaseEvent.idempotency_key == key)
    return (await session.execute(statement)).scalar_one_or_none() is not None


async def lines(session: AsyncSession, number: str) -> list[CaseEvent]:
    """The history, oldest first."""
    statement = select(CaseEvent).where(CaseEvent.case_number == number).order_by(CaseEvent.id)
    return list((await session.execute(statement)).scalars())
