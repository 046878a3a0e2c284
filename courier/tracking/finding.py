"""Finding a parcel without its number. Not every source can: a carrier's system wants the waybill."""

from typing import Protocol, runtime_checkable

from courier.tracking.model import Tracking


@runtime_checkable
class ParcelFinder(Protocol):
    """A source that knows its parcels by more than their number."""

    async def find(self, origin: str, destination: str, tail: str) -> tuple[Tracking, ...]:
        """The newest few parcels between two places on which a telephone ends in ``tail``, with masked numbers.

        Places are in the customer's words. Without four digits, or with a place that is not known, there are none.
        """
        ...


async def find_in(source: object, origin: str, destination: str, tail: str) -> tuple[Tracking, ...]:
    """What the source finds; nothing if it cannot look."""
    return await source.find(origin, destination, tail) if isinstance(source, ParcelFinder) else ()
