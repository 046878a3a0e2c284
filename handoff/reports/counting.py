"""Cases counted by the database, by outlet and kind or by outlet and day."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement, Integer, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import BEIJING
from handoff.core.cases import UNFINISHED
from handoff.storage.tables import Case

# Ordering a pickup and asking for something are business; these are trouble.
TROUBLE = ("enquiry", "complaint", "claim")
_NUMBERS = 8


def day_edges(now: datetime, days: int) -> list[datetime]:
    """Midnights in Beijing around so many days, of which today is the last."""
    midnight = now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    return [midnight + timedelta(days=1 - back) for back in range(days, -1, -1)]


def by_outlet_and_kind(since: datetime, now: datetime) -> Select[str | None, str, int, int, int, int]:
    """Rows of `OutletRow`, in no order; a case belongs to the row of the outlet that it names now."""
    before = since - (now - since)
    opened, earlier = Case.opened_at >= since, (Case.opened_at >= before) & (Case.opened_at < since)
    unfinished = Case.state.in_(UNFINISHED)
    return (
        select(
            Case.outlet,
            Case.kind,
            _count(opened).label("opened"),
            _count(earlier).label("before"),
            _count(unfinished).label("unfinished"),
            _count(unfinished & (Case.deadline_at < now)).label("late"),
        )
        .where((Case.opened_at >= before) | unfinished)
        .group_by(Case.outlet, Case.kind)
    )


async def troubles_by_day(session: AsyncSession, edges: Sequence[datetime]) -> Mapping[str, Sequence[int]]:
    """How much trouble there was about each outlet between each two neighbouring edges."""
    days = [_count((Case.opened_at >= start) & (Case.opened_at < end)) for start, end in pairwise(edges)]
    wanted = (Case.outlet.is_not(None), Case.kind.in_(TROUBLE), Case.opened_at >= edges[0])
    rows = await session.execute(select(Case.outlet, *days).where(*wanted).group_by(Case.outlet))
    return {str(row[0]): row[1:] for row in rows}


async def latest_troubles(session: AsyncSession, outlet: str, since: datetime) -> list[str]:
    """Numbers of the newest cases that are counted as trouble."""
    wanted = (Case.outlet == outlet, Case.kind.in_(TROUBLE), Case.opened_at >= since)
    newest = select(Case.number).where(*wanted).order_by(Case.opened_at.desc()).limit(_NUMBERS)
    return list((await session.execute(newest)).scalars())


async def days_known(session: AsyncSession, edges: Sequence[datetime]) -> int:
    """On how many of the days the desk was in use: whatever lies before its first case is unknown and not nothing."""
    first = (await session.execute(select(func.min(Case.opened_at)))).scalar_one_or_none()
    return sum(first < end for end in edges[1:]) if first else 0


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((which, 1), else_=0), type_=Integer)
