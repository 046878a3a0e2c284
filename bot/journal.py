"""The lasting record of conversations, in SQLite or PostgreSQL: one row for each turn, written once and never changed."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Optional, Text, Tuple, TypeVar

import sqlalchemy as sa
from rasa.shared.exceptions import ConnectionException
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

Events = List[Dict[Text, Any]]
Result = TypeVar("Result")

_METADATA = sa.MetaData()
_TURNS = sa.Table(
    "turns",
    _METADATA,
    sa.Column("sender", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("events", sa.Text, nullable=False),
    # Where the history was shortened: the events that stand for this turn and for all before it.
    sa.Column("beginning", sa.Text),
)


@dataclass
class Entry:
    """The events of one turn; `beginning` also replaces all that came before."""

    sender: Text
    number: int
    events: Events
    beginning: Optional[Events] = None


class _Waiting:
    """A row on its way into the database, and what went wrong with it."""

    def __init__(self, entry: Entry) -> None:
        self.row = {
            "sender": entry.sender,
            "number": entry.number,
            # ASCII, so that neither half a surrogate pair nor a zero byte can stop a turn from being stored.
            "events": json.dumps(entry.events),
            "beginning": None if entry.beginning is None else json.dumps(entry.beginning),
        }
        self.is_settled = False
        self.error: Optional[Exception] = None


class Journal:
    """Appends turns and reads conversations, off the event loop. Turns that wait together are committed together."""

    def __init__(self, address: Text) -> None:
        """Opens the database, a path of an SQLite file or an URL, and makes its table.

        Raises ConnectionException when that is not possible.
        """
        try:
            self._engine = _engine(address)
            _METADATA.create_all(self._engine)
        except (SQLAlchemyError, ImportError) as error:
            # Rasa would take an ImportError for a missing store, and keep conversations in memory only.
            raise ConnectionException(f"TRACKER_DB cannot be opened: {error}") from error
        # One thread, so that a conversation is never read while one of its turns is still on its way.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._waiting: List[_Waiting] = []
        self._lock = threading.Lock()
        self._writing: "Optional[asyncio.Future[None]]" = None

    async def append(self, entry: Entry) -> None:
        """Store a turn; it is durable when this returns. Raises SQLAlchemyError, also if the number is taken."""
        waiting = _Waiting(entry)
        with self._lock:
            self._waiting.append(waiting)
        while not waiting.is_settled:
            await asyncio.wait([self._current_write()])
        if waiting.error:
            raise waiting.error

    async def read(self, sender: Text) -> Tuple[int, Events]:
        """The number of the latest turn, 0 if there is none, and the events since the history was last shortened."""
        return await self._run(lambda: self._read(sender, whole=False))

    async def read_whole(self, sender: Text) -> Events:
        """Every event of a conversation since its start."""
        _, events = await self._run(lambda: self._read(sender, whole=True))
        return events

    async def senders(self) -> List[Text]:
        """Every conversation there is."""
        return await self._run(self._senders)

    def close(self) -> None:
        """Finish what waits and close the database."""
        self._thread.shutdown()
        self._engine.dispose()

    def _current_write(self) -> "asyncio.Future[None]":
        """The write that is under way, else a new one: turns that come meanwhile share the next."""
        if self._writing is None or self._writing.done():
            self._writing = asyncio.ensure_future(self._run(self._write_waiting))
        return self._writing

    async def _run(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _write_waiting(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        try:
            self._insert(waiting)
        except Exception:  # noqa: BLE001 - One bad turn must not take the others with it.
            for one in waiting:
                self._insert_alone(one)
        for one in waiting:
            one.is_settled = True

    def _insert_alone(self, one: _Waiting) -> None:
        try:
            self._insert([one])
        except Exception as error:  # noqa: BLE001 - Whoever saves the turn raises it again.
            one.error = error

    def _insert(self, waiting: List[_Waiting]) -> None:
        with self._engine.begin() as connection:
            connection.execute(_TURNS.insert(), [one.row for one in waiting])

    def _read(self, sender: Text, *, whole: bool) -> Tuple[int, Events]:
        of_sender = _TURNS.c.sender == sender
        query = (
            sa.select(_TURNS.c.number, _TURNS.c.events, _TURNS.c.beginning).where(of_sender).order_by(_TURNS.c.number)
        )
        if not whole:
            shortened = sa.select(sa.func.max(_TURNS.c.number)).where(of_sender, _TURNS.c.beginning.isnot(None))
            query = query.where(_TURNS.c.number >= sa.func.coalesce(shortened.scalar_subquery(), 0))
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        stored = [row.events if whole or row.beginning is None else row.beginning for row in rows]
        return rows[-1].number if rows else 0, [event for text in stored for event in json.loads(text)]

    def _senders(self) -> List[Text]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(_TURNS.c.sender).distinct()).scalars())


def _engine(address: Text) -> sa.engine.Engine:
    url = sa.engine.make_url(address if "://" in address else f"sqlite:///{address}")
    # The desk's databases are named with asynchronous drivers; the same address must do here.
    url = url.set(drivername=url.get_backend_name())
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, poolclass=QueuePool, pool_size=1, pool_pre_ping=True)
    engine = sa.create_engine(url, poolclass=QueuePool, pool_size=1, connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: Any) -> None:
    # A commit then costs one write to the end of a log, and is on the disk when it returns.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
