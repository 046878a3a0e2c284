"""Records in the courier's database: what a carrier allows is counted for all processes together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from courier.clock import Clock
from courier.storage.tables import tracking_records as table
from courier.tracking.errors import Reason, SourceUnavailable
from courier.tracking.records import DAY, Record

_RECORD = TypeAdapter(Record)
_TIDIED_EVERY = timedelta(hours=1)


class StoredRecords:
    """A row for each waybill, locked while it is held. Owns its engine."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._tidied_at: datetime | None = None

    @asynccontextmanager
    async def held(self, number: str) -> AsyncIterator[Record]:
        """Lock the row, making it if need be, and write it back."""
        try:
            await self._tidy()
            async with self._engine.begin() as connection:
                record = await self._locked(connection, number)
                yield record
                written = update(table).where(table.c.waybill == number)
                await connection.execute(written.values(record=_RECORD.dump_json(record).decode()))
        except (SQLAlchemyError, OSError) as error:
            # The text of such an error names the waybill.
            hint = f"the database cannot be used ({type(error).__name__}); see COURIER_DATABASE_URL and courier migrate"
            raise SourceUnavailable(Reason.BROKEN, hint) from error

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    async def _locked(self, connection: AsyncConnection, number: str) -> Record:
        """One writing statement, which on PostgreSQL locks the row and on SQLite the file."""
        make_insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        fresh = make_insert(table).values(
            waybill=number, record=_RECORD.dump_json(Record(number)).decode(), changed_at=self._clock()
        )
        taken = fresh.on_conflict_do_update(index_elements=["waybill"], set_={"changed_at": fresh.excluded.changed_at})
        return _RECORD.validate_json(str(await connection.scalar(taken.returning(table.c.record))))

    async def _tidy(self) -> None:
        """Forget what is older than a day, which neither answers nor counts any more."""
        now = self._clock()
        if self._tidied_at is not None and now - self._tidied_at < _TIDIED_EVERY:
            return
        self._tidied_at = now
        async with self._engine.begin() as connection:
            await connection.execute(delete(table).where(table.c.changed_at < now - 2 * DAY))
