"""Parcels to try the product with. Their times are relative to the moment of loading; the rest never changes.

These waybills are always there, one for each state; the receiver's telephone ends in 1234, the sender's in 5678.
"""

from courier.tracking.model import Status

TAIL_OF_RECEIVER = "1234"
TAIL_OF_SENDER = "5678"

KNOWN_WAYBILLS: dict[str, Status] = {
    "73100000000011": "in_transit",
    "73100000000012": "out_for_delivery",
    "73100000000013": "signed",
    "73100000000014": "in_locker",
    "73100000000015": "problem",
    "73100000000016": "returned",
    "73100000000017": "stuck",
    "73100000000018": "no_record",
    "73100000000021": "in_transit",
    "73100000000022": "signed",
    "73100000000023": "problem",
}
"""…18 is registered but was never scanned; …21 is a document, …22 insured goods, …23 has a declared value of 5000 CNY."""

UNKNOWN_WAYBILL = "73100000000019"
"""No parcel has this number: the courier has no record of it."""
