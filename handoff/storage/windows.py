"""Counting what a messenger still lets us send to a customer.

A transaction that changes both locks the window before the deliveries that wait for it, so that none waits for another.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.storage.inserting import insert_if_absent
from handoff.storage.locking import for_change
from handoff.storage.tables import SendingWindow


@dataclass(frozen=True)
class Allowance:
    """So many messages for so long. A short one, after a tap or a scan, stands beside the long one after a message."""

    messages: int
    lasts: timedelta
    is_short: bool = False


@dataclass(frozen=True)
class Act:
    """Something a customer did, by the messenger's id and clock."""

    key: str
    created: int


async def open_window(session: AsyncSession, customer_id: str, act: Act, allowance: Allowance, now: datetime) -> bool:
    """Begin to count anew. A repeat of what opened it, and what happened before that, changes nothing (False)."""
    nothing = {"opened_by": "", "opened_at": 0, "message_until": now, "action_until": now}
    await insert_if_absent(session, SendingWindow, customer_id=customer_id, message_left=0, action_left=0, **nothing)
    window = await _locked(session, customer_id)
    if window is None or window.opened_by == act.key or act.created < window.opened_at:
        return False
    window.opened_by, window.opened_at = act.key, act.created
    if allowance.is_short:
        window.action_left, window.action_until = allowance.messages, now + allowance.lasts
    else:
        window.message_left, window.message_until = allowance.messages, now + allowance.lasts
    return True


async def messages_left(session: AsyncSession, customer_id: str, now: datetime) -> int | None:
    """How many we may send now; None when nothing was counted yet, so that only the messenger knows."""
    window = await session.get(SendingWindow, customer_id)
    return None if window is None else sum(left for left, until in _spans(window) if until > now)


async def count_sent(session: AsyncSession, customer_id: str, now: datetime) -> int | None:
    """One was sent, on the allowance that ends first. Returns how many are left, as `messages_left`."""
    window = await _locked(session, customer_id)
    if window is None:
        return None
    if window.action_left > 0 and window.action_until > now:
        window.action_left -= 1
    elif window.message_left > 0:
        window.message_left -= 1
    return await messages_left(session, customer_id, now)


async def close_window(session: AsyncSession, customer_id: str) -> None:
    """The messenger says that it takes nothing more until the customer writes."""
    window = await _locked(session, customer_id)
    if window is not None:
        window.message_left = window.action_left = 0


def closes_at(window: SendingWindow, now: datetime) -> datetime | None:
    """When the last message that is left may be sent at the latest; None if none is left."""
    return max((until for left, until in _spans(window) if left > 0 and until > now), default=None)


def _spans(window: SendingWindow) -> tuple[tuple[int, datetime], ...]:
    return (window.action_left, window.action_until), (window.message_left, window.message_until)


async def _locked(session: AsyncSession, customer_id: str) -> SendingWindow | None:
    statement = for_change(select(SendingWindow).where(SendingWindow.customer_id == customer_id))
    return (await session.execute(statement)).scalar_one_or_none()
