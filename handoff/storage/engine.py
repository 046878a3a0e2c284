"""Opens the database and gives out transactions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

_BUSY_TIMEOUT_MS = 10_000
_WRITERS = 5


class Database:
    """One use case is one `transaction()`; look-ups use `reading()`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _open(url)
        self._writer = self.engine.execution_options(desk_writes=True)
        self._is_sqlite = self.engine.dialect.name == "sqlite"
        self._line: AbstractAsyncContextManager[None] = _Line() if self._is_sqlite else nullcontext()

    @property
    def writers(self) -> int:
        """How many transactions of one worker gain by running at the same time; SQLite has a single write lock."""
        return 1 if self._is_sqlite else _WRITERS

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session that commits at the end of the block and rolls back on any error."""
        async with self._line, AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session for look-ups only."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    async def check(self) -> None:
        """Raise if the database does not answer."""
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()


class _Line:
    """Where this process's writers wait for SQLite's write lock, first come, first served.

    SQLite itself lets them sleep and look again after ever longer pauses, up to 0.1 s, while the lock is long free.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> None:
        async with asyncio.timeout(_BUSY_TIMEOUT_MS / 1000):
            await self._lock.acquire()

    async def __aexit__(self, *_: object) -> None:
        self._lock.release()


def _open(url: str) -> AsyncEngine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, connect_args={"timeout": _BUSY_TIMEOUT_MS / 1000}, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _tune_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _tune_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions on its own: _begin_sqlite decides how they begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", f"busy_timeout={_BUSY_TIMEOUT_MS}", "foreign_keys=ON", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes SQLite's write lock at once: a transaction that reads first and writes later
    # would otherwise fail with "database is locked" instead of waiting for its turn.
    writes = connection.get_execution_options().get("desk_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
