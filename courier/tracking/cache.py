"""A source that asks seldom: one query for many questions, kept answers while they are fresh, old ones in need."""

import asyncio
from dataclasses import replace
from datetime import datetime

import structlog

from courier.tracking.breaker import Breaker
from courier.tracking.errors import PhoneTailNeeded, Reason, SourceUnavailable
from courier.tracking.model import People, Tracking
from courier.tracking.port import Clock, TrackingSource, carrier_compares, unknown
from courier.tracking.records import DAY, Limits, Record, Records
from courier.vocabulary import canonical_waybill, carrier_of

MOST_RECORDS = 10_000
# An older answer says so little about a parcel that it is better to have somebody look.
STALE_AT_MOST = DAY
# Asked again soon, a strict carrier locks the waybill: a query that timed out has probably been counted.
MAY_LOCK = frozenset({Reason.TOO_SOON, Reason.TIMEOUT})

log = structlog.get_logger(__name__)


class CachedSource:
    """Stands before a source at a carrier. Everything here is kept per process, and ends with it."""

    def __init__(
        self,
        source: TrackingSource,
        limits: Limits,
        breaker: Breaker,
        clock: Clock,
        *,
        most_records: int = MOST_RECORDS,
    ) -> None:
        self.name = source.name
        self._source = source
        self._limits = limits
        self._breaker = breaker
        self._clock = clock
        self._records = Records(most_records)
        self._flights: dict[tuple[str, str | None], asyncio.Task[Tracking]] = {}

    def serves(self, carrier: str | None) -> bool:
        """Serve what the source serves."""
        return self._source.serves(carrier)

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        """Give the fresh answer, else ask, else give the one of before. Raises SourceUnavailable, PhoneTailNeeded."""
        number = canonical_waybill(waybill)
        if not self.serves(carrier_of(number)):
            return unknown(waybill)
        record = self._records.of(number)
        kept = record.fresh_for(phone_tail, self._clock(), self._limits)
        if kept is not None:
            return replace(kept, as_of=record.asked_at)
        try:
            return await self._join_flight(number, phone_tail, record)
        except SourceUnavailable:
            stale = self._stale(record, phone_tail)
            if stale is None:
                raise
            return stale

    async def people(self, waybill: str) -> People | None:
        """Ask the source: what identifies people is not kept."""
        return await self._source.people(waybill)

    async def knows_tail(self, waybill: str, tail: str) -> bool:
        """Have the carrier compare it, unless it did so for the answer that is kept."""
        return await carrier_compares(self, waybill, tail)

    async def close(self) -> None:
        """End what is under way, and close the source."""
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)
        await self._source.close()

    def _stale(self, record: Record, tail: str | None) -> Tracking | None:
        answer = record.answer_for(tail)
        if answer is None or not answer.found or record.asked_at is None:
            return None
        if self._clock() - record.asked_at > STALE_AT_MOST:
            return None
        # The status stays as it was: that nothing new came says nothing while nothing can come.
        return replace(answer, as_of=record.asked_at, is_stale=True)

    async def _join_flight(self, number: str, tail: str | None, record: Record) -> Tracking:
        """Wait for the query that somebody else made for the same, or make it; it goes on when an asker leaves."""
        key = (number, tail)
        flight = self._flights.get(key)
        if flight is None:
            record.admit(self._clock(), self._limits)
            flight = asyncio.create_task(self._breaker.call(lambda: self._query(number, tail, record)))
            self._flights[key] = flight
            flight.add_done_callback(lambda done: self._landed(key, done))
        return await asyncio.shield(flight)

    async def _query(self, number: str, tail: str | None, record: Record) -> Tracking:
        now = self._clock()
        record.is_asked = True
        try:
            answer = await self._source.track(number, phone_tail=tail)
        except PhoneTailNeeded as error:
            # Without a tail nothing was looked up, and often nothing was sent.
            record.queries.extend([now] if error.mismatch else [])
            raise
        except SourceUnavailable as error:
            record.queries.append(now)
            self._note_failure(error, record, now)
            raise
        finally:
            record.is_asked = False
        record.keep(answer, tail, now)
        return answer

    def _note_failure(self, error: SourceUnavailable, record: Record, now: datetime) -> None:
        if self._limits.is_strict and error.reason in MAY_LOCK:
            record.locked_until = now + self._limits.fresh_for
        write = log.warning if error.is_retryable else log.error
        write("tracking.source.failed", source=self.name, reason=str(error.reason), hint=error.hint)

    def _landed(self, key: tuple[str, str | None], flight: "asyncio.Task[Tracking]") -> None:
        del self._flights[key]
        if not flight.cancelled():
            # Whoever asked may have left; an exception that nobody fetches would fill the log.
            flight.exception()
