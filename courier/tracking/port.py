"""The port for tracking sources, and the twin that knows nothing."""

from typing import Protocol

from courier.tracking.errors import PhoneTailNeeded
from courier.tracking.model import People, Tracking
from courier.vocabulary import canonical_waybill, carrier_of


class TrackingSource(Protocol):
    """Where tracking comes from. Every implementation passes ``TestTrackingSource`` in the tests."""

    name: str
    """What logs call it; the value of TRACKING_SOURCE."""

    def serves(self, carrier: str | None) -> bool:
        """Say whether parcels of this carrier are looked up here; None is a number in nobody's format."""
        ...

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        """Look a waybill up; blanks, hyphens and case do not matter. Unknown ones have ``found=False``.

        ``phone_tail`` are four digits that the customer gave; some carriers check them. Raises SourceUnavailable and
        PhoneTailNeeded.
        """
        ...

    async def people(self, waybill: str) -> People | None:
        """Give what identifies people, for callers that check the telephone's tail; None if it is not known here."""
        ...

    async def knows_tail(self, waybill: str, tail: str) -> bool:
        """Say whether these four digits end a telephone on the parcel; not provable counts as no.

        Raises SourceUnavailable.
        """
        ...

    async def close(self) -> None:
        """Give back connections; may be called twice."""
        ...


class NullSource:
    """A source without any record: the stack starts and answers honestly before a courier's data is there."""

    name = "null"

    def serves(self, carrier: str | None) -> bool:
        """Look nothing up."""
        return False

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        """Answer that there is no record."""
        return unknown(waybill)

    async def people(self, waybill: str) -> People | None:
        """Know nobody."""
        return None

    async def knows_tail(self, waybill: str, tail: str) -> bool:
        """Know no telephone."""
        return False

    async def close(self) -> None:
        """Hold nothing open."""


async def carrier_compares(source: TrackingSource, waybill: str, tail: str) -> bool:
    """Whether a carrier that asks for the tail accepts this one; where it tells everybody, the tail proves nothing."""
    try:
        answer = await source.track(waybill, phone_tail=tail)
    except PhoneTailNeeded:
        return False
    return answer.found and answer.needed_tail


def unknown(waybill: str) -> Tracking:
    """The answer for a waybill that a source does not know."""
    number = canonical_waybill(waybill)
    return Tracking(number, carrier_of(number), found=False, status="no_record")
