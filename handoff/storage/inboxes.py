"""Which inbox is to be pulled, and who pulls it: leased rows, fenced by their holder."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.storage.engine import Database
from handoff.storage.inserting import insert_if_absent
from handoff.storage.locking import for_change
from handoff.storage.tables import KfInbox, KfSending, new_id
from handoff.storage.uninterrupted import uninterrupted

_LEASE = timedelta(seconds=30)
_RENEW_WITHIN = timedelta(seconds=20)
_TOKEN_LASTS = timedelta(minutes=9)
_STALE = timedelta(minutes=10)
_REPORTS_LAST = timedelta(days=4)
_LONGEST_PAUSE_S = 300.0


class LeaseLost(Exception):
    """Another process pulls now."""


@dataclass
class HeldInbox:
    """An inbox while we pull it."""

    open_kfid: str
    account: str
    cursor: str
    token: str
    """Empty once it is too old."""
    asked: int
    failures: int
    since: datetime
    holder: str
    held_until: datetime


class Inboxes:
    """Use cases of pulling; each is one transaction."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @uninterrupted
    async def ask(self, open_kfid: str, account: str, token: str) -> None:
        """A callback says that there is something, also where nobody knew of this inbox."""
        now = self._clock()
        called = update(KfInbox).where(KfInbox.open_kfid == open_kfid)
        news = {"account": account, "token": token, "token_until": now + _TOKEN_LASTS, "next_at": now, "failures": 0}
        async with self._database.transaction() as session:
            await _make(session, open_kfid, account, now)
            await session.execute(called.values(asked=KfInbox.asked + 1, **news))

    @uninterrupted
    async def know(self, open_kfid: str, account: str) -> None:
        """There is this inbox; one that is known stays as it is."""
        async with self._database.transaction() as session:
            await _make(session, open_kfid, account, self._clock())

    @uninterrupted
    async def take(self, accounts: tuple[str, ...]) -> HeldInbox | None:
        """An inbox of these accounts that is due and that nobody pulls."""
        now = self._clock()
        is_free = or_(KfInbox.holder.is_(None), KfInbox.held_until <= now)
        due = select(KfInbox).where(KfInbox.next_at <= now, is_free, KfInbox.account.in_(accounts))
        async with self._database.transaction() as session:
            first = for_change(due.order_by(KfInbox.next_at).limit(1), skip_locked=True)
            row = (await session.execute(first)).scalar_one_or_none()
            if row is None:
                return None
            row.holder, row.held_until = new_id(), now + _LEASE
            token = row.token if row.token_until > now else ""
            names = ("open_kfid", "account", "cursor", "asked", "failures", "since", "holder", "held_until")
            return HeldInbox(token=token, **{name: getattr(row, name) for name in names})

    async def keep(self, inbox: HeldInbox) -> None:
        """Go on; the lease is renewed when it grows short. Raises LeaseLost."""
        if inbox.held_until - self._clock() < _RENEW_WITHIN:
            await self._change(inbox)

    async def advance(self, inbox: HeldInbox, cursor: str) -> None:
        """Everything before the cursor is stored. Raises LeaseLost."""
        await self._change(inbox, cursor=cursor)
        inbox.cursor = cursor

    async def finish(self, inbox: HeldInbox, every: timedelta) -> None:
        """Nothing more for now, unless somebody called meanwhile; look again by ourselves after `every`."""
        now = self._clock()
        next_at = case((KfInbox.asked == inbox.asked, now + every), else_=now)
        await self._change(inbox, holder=None, held_until=now, failures=0, next_at=next_at)

    async def put_off(self, inbox: HeldInbox) -> None:
        """It failed; try again with growing pauses."""
        now, pause_s = self._clock(), min(2.0 ** min(inbox.failures + 1, 16), _LONGEST_PAUSE_S)
        next_at = now + timedelta(seconds=pause_s)
        await self._change(inbox, holder=None, held_until=now, failures=inbox.failures + 1, next_at=next_at)

    @uninterrupted
    async def forget_reports(self) -> None:
        """No report comes any more about what was sent days ago."""
        old = delete(KfSending).where(KfSending.at < self._clock() - _REPORTS_LAST)
        async with self._database.transaction() as session:
            await session.execute(old)

    @uninterrupted
    async def _change(self, inbox: HeldInbox, **values: Any) -> None:
        until = self._clock() + _LEASE
        ours = update(KfInbox).where(KfInbox.open_kfid == inbox.open_kfid, KfInbox.holder == inbox.holder)
        async with self._database.transaction() as session:
            changed = await session.execute(ours.values({"held_until": until} | values).returning(KfInbox.open_kfid))
            if changed.one_or_none() is None:
                raise LeaseLost
        inbox.held_until = until


async def _make(session: AsyncSession, open_kfid: str, account: str, now: datetime) -> None:
    new = {"account": account, "token_until": now, "since": now - _STALE, "next_at": now, "held_until": now}
    await insert_if_absent(session, KfInbox, open_kfid=open_kfid, cursor="", token="", asked=0, failures=0, **new)
