"""Access tokens, shared by all processes: one fetches, the others go on with the old one or wait."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from sqlalchemy import select, update

from courier.clock import Clock
from handoff.channels.tencent.errors import SILENT, CallFailed
from handoff.storage.engine import Database
from handoff.storage.inserting import insert_if_absent
from handoff.storage.tables import AccessToken
from handoff.storage.uninterrupted import uninterrupted

# WeChat renews a token five minutes before its end, and in that time takes the old one and the new one.
_AHEAD = timedelta(minutes=5)
_FETCH_LEASE = timedelta(seconds=7)
_LOOK_EVERY_S = 0.05
_MOST_WAIT_S = 8.0


@dataclass(frozen=True)
class Fetched:
    """A token as WeChat gives it."""

    token: str
    lasts: timedelta


Fetch = Callable[[], Awaitable[Fetched]]


class Tokens:
    """The tokens of all apps."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def current(self, app_id: str, fetch: Fetch) -> str:
        """A token that is valid now. Raises CallFailed, also when another process fetches in vain."""
        deadline = monotonic() + _MOST_WAIT_S
        while monotonic() < deadline:
            row = await self._row(app_id)
            now = self._clock()
            is_usable = row is not None and row.token != "" and row.expires_at > now
            if row is not None and is_usable and row.expires_at - _AHEAD > now:
                return row.token
            if await self._take(app_id):
                return await self._fetch(app_id, fetch)
            if row is not None and is_usable:
                return row.token
            await asyncio.sleep(_LOOK_EVERY_S)
        raise CallFailed(None, SILENT)

    @uninterrupted
    async def refuse(self, app_id: str, token: str) -> None:
        """WeChat does not take this token; one that was fetched meanwhile stays."""
        refused = update(AccessToken).where(AccessToken.app_id == app_id, AccessToken.token == token)
        async with self._database.transaction() as session:
            await session.execute(refused.values(expires_at=self._clock()))

    async def _row(self, app_id: str) -> AccessToken | None:
        async with self._database.reading() as session:
            return (await session.execute(select(AccessToken).where(AccessToken.app_id == app_id))).scalar_one_or_none()

    @uninterrupted
    async def _take(self, app_id: str) -> bool:
        """Become the one who fetches."""
        now = self._clock()
        take = update(AccessToken).where(
            AccessToken.app_id == app_id,
            AccessToken.fetching_until <= now,
            AccessToken.expires_at <= now + _AHEAD,
        )
        async with self._database.transaction() as session:
            await insert_if_absent(session, AccessToken, app_id=app_id, token="", expires_at=now, fetching_until=now)
            taken = await session.execute(take.values(fetching_until=now + _FETCH_LEASE).returning(AccessToken.app_id))
            return taken.one_or_none() is not None

    async def _fetch(self, app_id: str, fetch: Fetch) -> str:
        try:
            fetched = await fetch()
        except BaseException:
            await self._give_back(app_id)
            raise
        await self._give_back(app_id, fetched)
        return fetched.token

    @uninterrupted
    async def _give_back(self, app_id: str, fetched: Fetched | None = None) -> None:
        now = self._clock()
        given_back = update(AccessToken).where(AccessToken.app_id == app_id).values(fetching_until=now)
        if fetched is not None:
            given_back = given_back.values(token=fetched.token, expires_at=now + fetched.lasts)
        async with self._database.transaction() as session:
            await session.execute(given_back)
