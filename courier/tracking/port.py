"""The port for tracking sources, and the twin that knows nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from courier.tracking.model import People, Tracking
from courier.vocabulary import canonical_waybill, carrier_of

Clock = Callable[[], datetime]


class TrackingSource(Protocol):
    """Where tracking comes from. Every implementation passes ``TestTrackingSource`` in the tests."""

    async def track(self, waybill: str) -> Tracking:
        """Look a waybill up; blanks, hyphens and case do not matter. Unknown ones have ``found=False``."""
        ...

    async def people(self, waybill: str) -> People | None:
        """Give what identifies people, for callers that check the telephone's tail; None if unknown."""
        ...

    async def close(self) -> None:
        """Give back connections; may be called twice."""
        ...


class NullSource:
    """A source without any record: the stack starts and answers honestly before a courier's data is there."""

    async def track(self, waybill: str) -> Tracking:
        """Answer that there is no record."""
        return unknown(waybill)

    async def people(self, waybill: str) -> People | None:
        """Know nobody."""
        return None

    async def close(self) -> None:
        """Hold nothing open."""


def unknown(waybill: str) -> Tracking:
    """The answer for a waybill that a source does not know."""
    number = canonical_waybill(waybill)
    return Tracking(number, carrier_of(number), found=False, status="no_record")


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)
