"""What is remembered of one waybill: the latest answer, and when it was asked for."""

import hashlib
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from courier.tracking.errors import PhoneTailNeeded, Reason, SourceUnavailable
from courier.tracking.model import Tracking

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Limits:
    """How often one waybill may be asked for.

    An answer counts as fresh for ``fresh_for``, and is not asked for again within that time. ``is_strict`` means that
    the carrier locks a waybill otherwise, so that not even another telephone's tail may bring a query forward.
    ``per_day`` bounds the queries in 24 hours; None for no bound.
    """

    fresh_for: timedelta
    is_strict: bool
    per_day: int | None = None


@dataclass
class Record:
    """One waybill. ``tail`` is the digest of what the carrier had checked before it gave the answer."""

    number: str
    answer: Tracking | None = None
    asked_at: datetime | None = None
    tail: str | None = field(default=None, repr=False)
    locked_until: datetime | None = None
    queries: deque[datetime] = field(default_factory=deque)
    asking_since: datetime | None = None

    def answer_for(self, tail: str | None) -> Tracking | None:
        """The kept answer, for whoever knows what the first asker had to know."""
        return self.answer if self.tail is None or self.tail == self._digest(tail) else None

    def fresh_for(self, tail: str | None, now: datetime, limits: Limits) -> Tracking | None:
        """The kept answer if it is fresh. Raises PhoneTailNeeded for an asker without the tail it was given for."""
        if self.asked_at is None or now - self.asked_at >= limits.fresh_for:
            return None
        if tail is None and self.tail is not None:
            raise PhoneTailNeeded(mismatch=False)
        return self.answer_for(tail)

    def begin(self, now: datetime, limits: Limits) -> None:
        """Let a query pass. Raises SourceUnavailable where the carrier would lock the waybill for it."""
        while self.queries and now - self.queries[0] >= DAY:
            self.queries.popleft()
        is_recent = self.asked_at is not None and now - self.asked_at < limits.fresh_for
        if limits.is_strict and is_recent:
            raise SourceUnavailable(Reason.TOO_SOON, "asked with another tail within the time that the carrier wants")
        if self.locked_until is not None and now < self.locked_until:
            raise SourceUnavailable(Reason.TOO_SOON, "the carrier has locked this waybill for a while")
        if limits.per_day is not None and len(self.queries) >= limits.per_day:
            raise SourceUnavailable(Reason.TOO_SOON, f"asked for {limits.per_day} times in 24 hours")
        self.asking_since = now

    def end(self, *, is_counted: bool) -> None:
        """The query is over; ``is_counted`` if the carrier has probably counted it."""
        if is_counted and self.asking_since is not None:
            self.queries.append(self.asking_since)
        self.asking_since = None

    def lock(self, since: datetime, limits: Limits) -> None:
        """A strict carrier may have locked the waybill."""
        if limits.is_strict:
            self.locked_until = since + limits.fresh_for

    def keep(self, answer: Tracking, tail: str | None, now: datetime) -> None:
        """Keep a new answer."""
        self.answer, self.asked_at = answer, now
        self.tail = self._digest(tail) if answer.needed_tail else None

    def _digest(self, tail: str | None) -> str | None:
        """Four digits can be guessed all the same; but nobody who looks at the table reads them in passing."""
        return hashlib.sha256(f"{self.number}:{tail}".encode()).hexdigest() if tail is not None else None


class RecordStore(Protocol):
    """Where records are kept. Every implementation passes the tests of ``CachedSource``."""

    def held(self, number: str) -> AbstractAsyncContextManager[Record]:
        """The waybill's record, for this task alone until the end of the block; what it changes is kept.

        An exception keeps nothing. Raises SourceUnavailable if the records cannot be reached.
        """
        ...

    async def close(self) -> None:
        """Give back connections; may be called twice."""
        ...


class Records:
    """The records of the waybills that were asked for last, ``most`` at the most, in this process alone."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._records: OrderedDict[str, Record] = OrderedDict()

    def of(self, number: str) -> Record:
        """The waybill's record; the one that was not needed for longest makes room."""
        return self.put(self._records.get(number) or Record(number))

    def put(self, record: Record) -> Record:
        """Keep this record of the waybill."""
        self._records[record.number] = record
        self._records.move_to_end(record.number)
        while len(self._records) > self._most:
            self._records.popitem(last=False)
        return record

    @asynccontextmanager
    async def held(self, number: str) -> AsyncIterator[Record]:
        """Nobody else runs while a block has nothing to wait for."""
        yield self.of(number)

    async def close(self) -> None:
        """Hold nothing open."""

    def __len__(self) -> int:
        return len(self._records)
