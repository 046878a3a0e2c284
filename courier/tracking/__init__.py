"""Where a parcel is. ``open_source`` gives a source; all sources answer with ``Tracking``, which names no person."""

from courier.tracking.errors import LookupFailed, PhoneTailNeeded, Reason, SourceUnavailable
from courier.tracking.model import People, Person, Scan, ScanType, Status, Tracking
from courier.tracking.opening import open_source
from courier.tracking.port import NullSource, TrackingSource, unknown

__all__ = [
    "LookupFailed",
    "NullSource",
    "People",
    "Person",
    "PhoneTailNeeded",
    "Reason",
    "Scan",
    "ScanType",
    "SourceUnavailable",
    "Status",
    "Tracking",
    "TrackingSource",
    "open_source",
    "unknown",
]
