"""One event for each lookup: which source, how it came out, how long it took."""

from time import perf_counter

import structlog

from courier.tracking.errors import LookupFailed, PhoneTailNeeded, SourceUnavailable
from courier.tracking.finding import find_in
from courier.tracking.model import People, Tracking
from courier.tracking.port import TrackingSource
from courier.vocabulary import canonical_waybill, carrier_of, mask_waybill

log = structlog.get_logger(__name__)


class ObservedSource:
    """Stands before any source. The waybill is masked, and nothing of an answer is logged."""

    def __init__(self, source: TrackingSource) -> None:
        self.name = source.name
        self._source = source

    def serves(self, carrier: str | None) -> bool:
        """Serve what the source serves."""
        return self._source.serves(carrier)

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        """Ask the source. Raises SourceUnavailable and PhoneTailNeeded."""
        started = perf_counter()
        try:
            answer = await self._source.track(waybill, phone_tail=phone_tail)
        except LookupFailed as error:
            self._log(_failure(error), waybill, started)
            raise
        self._log(_outcome(answer), waybill, started)
        return answer

    async def people(self, waybill: str) -> People | None:
        """Ask the source."""
        return await self._source.people(waybill)

    async def knows_tail(self, waybill: str, tail: str) -> bool:
        """Ask the source."""
        return await self._source.knows_tail(waybill, tail)

    async def find(self, origin: str, destination: str, tail: str) -> tuple[Tracking, ...]:
        """Ask the source, if it can look."""
        return await find_in(self._source, origin, destination, tail)

    async def close(self) -> None:
        """Close the source."""
        await self._source.close()

    def _log(self, outcome: str, waybill: str, started: float) -> None:
        number = canonical_waybill(waybill)
        # What has no carrier's format may be anything of any length.
        masked = mask_waybill(number) if carrier_of(number) else "****"
        milliseconds = round((perf_counter() - started) * 1000)
        log.info("tracking.lookup", source=self.name, outcome=outcome, waybill=masked, duration_ms=milliseconds)


def _outcome(answer: Tracking) -> str:
    if answer.is_stale:
        return "stale"
    if answer.as_of:
        return "kept"
    return "found" if answer.found else "not_found"


def _failure(error: LookupFailed) -> str:
    if isinstance(error, PhoneTailNeeded):
        return "tail_mismatch" if error.mismatch else "tail_needed"
    return str(error.reason) if isinstance(error, SourceUnavailable) else "failed"
