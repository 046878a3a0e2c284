"""A source that asks seldom: one query for many questions, kept answers while they are fresh, old ones in need."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from courier.clock import Clock
from courier.tracking.breaker import Breaker
from courier.tracking.errors import PhoneTailNeeded, Reason, SourceUnavailable
from courier.tracking.model import People, Tracking
from courier.tracking.port import TrackingSource, carrier_compares, unknown
from courier.tracking.records import DAY, Limits, Record, Records, RecordStore
from courier.vocabulary import canonical_waybill, carrier_of

MOST_RECORDS = 10_000
# An older answer says so little about a parcel that it is better to have somebody look.
STALE_AT_MOST = DAY
# How long a query may take until its process counts as dead: longer than any time-out of a source.
ASKING_AT_MOST = timedelta(seconds=10)
# How often, and how many times, to look whether another process got an answer.
LOOK_AGAIN_S = 0.05
MOST_LOOKS = 120
# Asked again soon, a strict carrier locks the waybill: a query that timed out has probably been counted.
MAY_LOCK = frozenset({Reason.TOO_SOON, Reason.TIMEOUT})

log = structlog.get_logger(__name__)


class CachedSource:
    """Stands before a source at a carrier.

    What was asked and answered is in a store, for all processes that share it; each has the fresh answers at hand too.
    Which queries fail in a row, and for how long the source then rests, each process finds out for itself.
    """

    def __init__(
        self,
        source: TrackingSource,
        limits: Limits,
        breaker: Breaker,
        clock: Clock,
        *,
        store: RecordStore | None = None,
        most_records: int = MOST_RECORDS,
    ) -> None:
        """Without a ``store`` records are kept in this process alone."""
        self.name = source.name
        self._source = source
        self._limits = limits
        self._breaker = breaker
        self._clock = clock
        self._front = Records(most_records)
        self._store = store or self._front
        self._flights: dict[tuple[str, str | None], asyncio.Task[Tracking]] = {}

    def serves(self, carrier: str | None) -> bool:
        """Serve what the source serves."""
        return self._source.serves(carrier)

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        """Give the fresh answer, else ask, else give the one of before. Raises SourceUnavailable, PhoneTailNeeded."""
        number = canonical_waybill(waybill)
        if not self.serves(carrier_of(number)):
            return unknown(waybill)
        record = self._front.of(number)
        kept = record.fresh_for(phone_tail, self._clock(), self._limits)
        if kept is not None:
            return replace(kept, as_of=record.asked_at)
        try:
            return await self._join_flight(number, phone_tail)
        except SourceUnavailable:
            stale = self._stale(self._front.of(number), phone_tail)
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
        await self._store.close()
        await self._source.close()

    def _stale(self, record: Record, tail: str | None) -> Tracking | None:
        answer = record.answer_for(tail)
        if answer is None or not answer.found or record.asked_at is None:
            return None
        if self._clock() - record.asked_at > STALE_AT_MOST:
            return None
        # The status stays as it was: that nothing new came says nothing while nothing can come.
        return replace(answer, as_of=record.asked_at, is_stale=True)

    async def _join_flight(self, number: str, tail: str | None) -> Tracking:
        """Wait for the query that somebody else made for the same, or make it; it goes on when an asker leaves."""
        key = (number, tail)
        flight = self._flights.get(key)
        if flight is None:
            flight = asyncio.create_task(self._fly(number, tail))
            self._flights[key] = flight
            flight.add_done_callback(lambda done: self._landed(key, done))
        return await asyncio.shield(flight)

    async def _fly(self, number: str, tail: str | None) -> Tracking:
        """Give what another process was answered meanwhile, wait while it asks, or ask."""
        for _ in range(MOST_LOOKS):
            async with self._store.held(number) as record:
                now = self._clock()
                kept = record.fresh_for(tail, now, self._limits)
                is_asked = kept is None and self._is_asked(record, now)
                if kept is None and not is_asked:
                    record.begin(now, self._limits)
            self._front.put(record)
            if kept is not None:
                return replace(kept, as_of=record.asked_at)
            if not is_asked:
                return await self._breaker_call(number, tail)
            await asyncio.sleep(LOOK_AGAIN_S)
        raise SourceUnavailable(Reason.TIMEOUT, "another process asks for this waybill and got no answer in time")

    def _is_asked(self, record: Record, now: datetime) -> bool:
        """Whether somebody asks at this moment; a query whose process died was probably counted by the carrier."""
        if record.asking_since is None or now - record.asking_since < ASKING_AT_MOST:
            return record.asking_since is not None
        record.lock(record.asking_since, self._limits)
        record.end(is_counted=True)
        return False

    async def _breaker_call(self, number: str, tail: str | None) -> Tracking:
        try:
            return await self._breaker.call(lambda: self._query(number, tail))
        except SourceUnavailable as error:
            if error.reason is Reason.RESTING:
                await self._end(number, is_counted=False)
            raise

    async def _query(self, number: str, tail: str | None) -> Tracking:
        now = self._clock()
        try:
            answer = await self._source.track(number, phone_tail=tail)
        except PhoneTailNeeded as error:
            # Without a tail nothing was looked up, and often nothing was sent.
            await self._end(number, is_counted=error.mismatch)
            raise
        except SourceUnavailable as error:
            self._log_failure(error)
            await self._end(number, is_counted=True, locked_since=now if error.reason in MAY_LOCK else None)
            raise
        async with self._store.held(number) as record:
            record.keep(answer, tail, now)
            record.end(is_counted=True)
        self._front.put(record)
        return answer

    async def _end(self, number: str, *, is_counted: bool, locked_since: datetime | None = None) -> None:
        async with self._store.held(number) as record:
            if locked_since is not None:
                record.lock(locked_since, self._limits)
            record.end(is_counted=is_counted)

    def _log_failure(self, error: SourceUnavailable) -> None:
        write = log.warning if error.is_retryable else log.error
        write("tracking.source.failed", source=self.name, reason=str(error.reason), hint=error.hint)

    def _landed(self, key: tuple[str, str | None], flight: "asyncio.Task[Tracking]") -> None:
        del self._flights[key]
        if not flight.cancelled():
            # Whoever asked may have left; an exception that nobody fetches would fill the log.
            flight.exception()
