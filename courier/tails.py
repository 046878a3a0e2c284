"""How often a telephone's tail was given wrongly, so that nobody can try them all (DESIGN D9).

A subject is what is protected: a parcel, across all conversations, or a conversation, across all parcels. An attempt is
counted before the tail is looked at, in one statement, so that processes which try at the same time cannot together
try more than is allowed; a right tail takes its count back. No tail is kept.
"""

from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.clock import Clock
from courier.facts.schemas import PrivacyRules
from courier.storage.tables import tail_attempts as table


class TailLog(Protocol):
    """Where attempts are counted. Every implementation passes ``TestTailLog`` in the tests."""

    async def reserve(self, subject: str, key: str) -> bool:
        """Count an attempt as wrong for now; False if the subject is locked. The same ``key`` again counts once."""
        ...

    async def release(self, subject: str) -> None:
        """Take the latest count back: the tail was right, or was not looked at."""
        ...

    async def left(self, subject: str) -> int:
        """How many wrong tails are still allowed; 0 while the subject is locked."""
        ...

    async def close(self) -> None:
        """Give back connections; may be called twice."""
        ...


class StoredTailLog:
    """Counts in the courier's database, which all processes share. Owns its engine."""

    def __init__(self, engine: AsyncEngine, rules: PrivacyRules, clock: Clock) -> None:
        self._engine = engine
        self._most = rules.wrong_tails
        self._locked_for = timedelta(hours=rules.locked_hours)
        self._clock = clock

    async def reserve(self, subject: str, key: str) -> bool:
        """Count in one statement; what is older than a lock lasts is forgotten first."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(table).where(table.c.latest_at <= self._clock() - self._locked_for))
            counted = await connection.execute(self._counting(subject, key))
            return counted.first() is not None

    async def release(self, subject: str) -> None:
        """One less; never below none."""
        statement = update(table).where(table.c.subject == subject, table.c.wrong > 0)
        async with self._engine.begin() as connection:
            await connection.execute(statement.values(wrong=table.c.wrong - 1, latest_key=""))

    async def left(self, subject: str) -> int:
        """What the latest day leaves."""
        since = self._clock() - self._locked_for
        query = select(table.c.wrong).where(table.c.subject == subject, table.c.latest_at > since)
        async with self._engine.connect() as connection:
            return max(self._most - int(await connection.scalar(query) or 0), 0)

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    def _counting(self, subject: str, key: str) -> Any:
        make_insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        insert = make_insert(table).values(subject=subject, wrong=1, latest_key=key, latest_at=self._clock())
        is_repeated = (table.c.latest_key == key) & (table.c.latest_key != "")
        return insert.on_conflict_do_update(
            index_elements=["subject"],
            set_={
                "wrong": case((is_repeated, table.c.wrong), else_=table.c.wrong + 1),
                "latest_key": insert.excluded.latest_key,
                "latest_at": insert.excluded.latest_at,
            },
            where=is_repeated | (table.c.wrong < self._most),
        ).returning(table.c.wrong)


class MemoryTailLog:
    """Counts in this process alone, without a clock: for tests and trials."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._wrong: dict[str, list[str]] = {}

    async def reserve(self, subject: str, key: str) -> bool:
        """Count the attempt, unless there were too many."""
        keys = self._wrong.setdefault(subject, [])
        if key and keys and keys[-1] == key:
            return True
        if len(keys) >= self._most:
            return False
        keys.append(key)
        return True

    async def release(self, subject: str) -> None:
        """Forget the latest attempt."""
        if self._wrong.get(subject):
            self._wrong[subject].pop()

    async def left(self, subject: str) -> int:
        """How many are left."""
        return self._most - len(self._wrong.get(subject, []))

    async def close(self) -> None:
        """Hold nothing open."""
