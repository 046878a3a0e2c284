"""How soon after their time promises are told, with ten thousand open ones (BUSINESS B3.4).

usage: python -m bench.promises     one keeper over SQLite, and over PostgreSQL if it is installed; prints a table
"""

import asyncio
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import quantiles

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import utc_now
from handoff.cases.keeper import Keeper
from handoff.core.events import Event, MessageStored
from handoff.core.promises import Terms
from handoff.events import EventBus
from handoff.storage.engine import Database
from handoff.storage.migrate import migrate
from handoff.storage.tables import Conversation, Customer, Message, Promise, new_id
from scripts.services import throwaway_services

OPEN = 10_000
STEADY, WINDOW_S = 300, 30
BURST = 200
LIMIT_S = 2.0
_CHUNK = 500
_TERMS = Terms(warning=timedelta(minutes=10), renewal=timedelta(minutes=30), most_renewals=3)


async def measure(url: str, due: Sequence[timedelta]) -> list[float]:
    """Seconds between due time and the stored message for promises due after `due`, among OPEN open ones."""
    database = Database(url)
    await migrate(database)
    start = utc_now() + timedelta(seconds=10)
    later = [timedelta(days=1, seconds=number) for number in range(OPEN - len(due))]
    await _fill(database, [start + after for after in (*due, *later)])
    bus, told = EventBus(), asyncio.Semaphore(0)

    async def count(event: Event) -> None:
        if isinstance(event, MessageStored):
            told.release()

    bus.subscribe(count)
    keeper = asyncio.create_task(Keeper(database, bus, utc_now, _TERMS).keep_forever())
    for _ in due:
        await told.acquire()
    keeper.cancel()
    await asyncio.gather(keeper, return_exceptions=True)
    lags = await _lags(database)
    await database.close()
    return lags


async def _fill(database: Database, due: Sequence[datetime]) -> None:
    for begin in range(0, len(due), _CHUNK):
        async with database.transaction() as session:
            await _insert(session, due[begin : begin + _CHUNK])


async def _insert(session: AsyncSession, due: Sequence[datetime]) -> None:
    made = utc_now() - timedelta(minutes=30)
    ids = [new_id() for _ in due]
    customer = {"channel": "web", "account": "default", "display_name": "", "created_at": made}
    conversation = {"channel": "web", "owner": "bot", "opened_at": made, "changed_at": made}
    # They were warned about before, as all promises are that fall due.
    promise = {"text": "半小时内答复", "made_at": made, "warned_at": made}
    await session.execute(insert(Customer), [customer | {"id": one, "external_id": one} for one in ids])
    await session.execute(insert(Conversation), [conversation | {"id": one, "customer_id": one} for one in ids])
    rows = zip(ids, due, strict=True)
    keys = [{"conversation_id": one, "due_at": at, "next_at": at, "idempotency_key": one} for one, at in rows]
    await session.execute(insert(Promise), [promise | key for key in keys])


async def _lags(database: Database) -> list[float]:
    told = (Message.conversation_id == Promise.told_conversation_id) & (Message.seq == Promise.told_seq)
    async with database.reading() as session:
        rows = (await session.execute(select(Promise.due_at, Message.at).join(Message, told))).all()
    return [(at - due_at).total_seconds() for due_at, at in rows]


def row(name: str, lags: Sequence[float]) -> str:
    """One line of the table, in seconds."""
    cuts = quantiles(lags, n=100)
    within = sum(lag <= LIMIT_S for lag in lags) / len(lags)
    return f"{name:<34}{len(lags):>6}{cuts[49]:>9.3f}{cuts[94]:>9.3f}{max(lags):>9.3f}{within:>12.1%}"


async def main() -> None:
    """Measure both loads on each database that there is."""
    steady = [timedelta(seconds=WINDOW_S * number / STEADY) for number in range(STEADY)]
    loads = {f"{STEADY} within {WINDOW_S} s": steady, f"{BURST} at one moment": [timedelta()] * BURST}
    print(f"Seconds after the due time, one desk process, {OPEN} open promises")
    print(f"{'':<34}{'told':>6}{'median':>9}{'p95':>9}{'most':>9}{f'within {LIMIT_S:g} s':>12}")
    with throwaway_services() as services, tempfile.TemporaryDirectory() as folder:
        for load, due in loads.items():
            print(row(f"SQLite, {load}", await measure(f"sqlite+aiosqlite:///{folder}/{len(due)}.db", due)))
        if server := services.get("TEST_POSTGRES_URL"):
            for load, due in loads.items():
                print(row(f"PostgreSQL, {load}", await measure(await _fresh(server), due)))


async def _fresh(server: str) -> str:
    """The address of a new database on the throw-away server."""
    name = f"bench_{new_id()}"
    database = Database(server)
    async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        await connection.exec_driver_sql(f"CREATE DATABASE {name}")
    await database.close()
    return server.rpartition("/")[0] + f"/{name}"


if __name__ == "__main__":
    asyncio.run(main())
