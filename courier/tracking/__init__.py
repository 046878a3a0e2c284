"""Where a parcel is. ``open_source`` gives a source; all sources answer with ``Tracking``, which names no person."""

from courier.tracking.model import People, Person, Scan, ScanType, Status, Tracking
from courier.tracking.opening import open_source
from courier.tracking.port import Clock, NullSource, TrackingSource

__all__ = [
    "Clock",
    "NullSource",
    "People",
    "Person",
    "Scan",
    "ScanType",
    "Status",
    "Tracking",
    "TrackingSource",
    "open_source",
]
