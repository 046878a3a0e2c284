"""Rows that are on their way out: leased to one worker, tried again with growing pauses, dead but visible at the end."""

from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select

from handoff.storage.engine import Database
from handoff.storage.locking import for_change

ATTEMPTS = 8
_FIRST_PAUSE_S = 2.0
_LEASE_S = 30.0


class Outgoing(Protocol):
    """What such a row has: `state` is pending, sent or dead."""

    state: Any
    attempts: Any
    next_at: Any
    last_error: Any


Row = TypeVar("Row", bound=Outgoing)


async def lease(database: Database, due: Select[Row], now: datetime) -> Row | None:
    """Take the first row that is due and that no other worker is taking; the lease ends by itself."""
    first = due.limit(1)
    async with database.reading() as session:
        # Mostly there is none, and who only looks need not keep writers waiting.
        if (await session.execute(first)).scalar_one_or_none() is None:
            return None
    async with database.transaction() as session:
        row = (await session.execute(for_change(first, skip_locked=True))).scalar_one_or_none()
        if row is not None:
            row.attempts += 1
            renew(row, now)
        return row


def renew(row: Outgoing, now: datetime) -> None:
    """Its worker goes on with it."""
    row.next_at = now + timedelta(seconds=_LEASE_S)


def settle(row: Outgoing, error: str | None, now: datetime, *, is_final: bool = False) -> None:
    """Sent, to be tried again, or dead: after the last attempt, or where another one would end alike."""
    row.last_error = error
    if error is None:
        row.state = "sent"
    elif is_final or row.attempts >= ATTEMPTS:
        row.state = "dead"
    else:
        row.next_at = now + timedelta(seconds=_FIRST_PAUSE_S * 2 ** (row.attempts - 1))
