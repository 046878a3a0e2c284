"""What a tracking source answers with, and the status that follows from the scans. Pure: the clock is a parameter."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from courier.vocabulary import phones

Status = Literal["no_record", "in_transit", "out_for_delivery", "in_locker", "signed", "problem", "returned", "stuck"]
ScanType = Literal["收件", "发件", "到件", "派件", "签收", "退件", "问题件", "入柜"]
Kind = Literal["document", "goods"]

SCAN_TYPES: tuple[ScanType, ...] = ("收件", "发件", "到件", "派件", "签收", "退件", "问题件", "入柜")
STATUS_AFTER: dict[str, Status] = {
    "派件": "out_for_delivery",
    "入柜": "in_locker",
    "签收": "signed",
    "问题件": "problem",
    "退件": "returned",
}
# A parcel that moves must be scanned again soon; one that waits for its recipient need not be.
MOVING: frozenset[Status] = frozenset({"in_transit", "out_for_delivery"})


@dataclass(frozen=True)
class Scan:
    """One event on the way. ``note`` is the reason of a 问题件 or 退件; other notes may name people or pickup codes."""

    at: datetime
    type: str
    outlet: str
    city: str
    note: str = ""


@dataclass(frozen=True)
class Tracking:
    """What may be told to anyone who knows the waybill; the newest scan comes first.

    ``found`` is False if the source does not know the waybill. ``origin`` and ``destination`` go down to the county.
    Times are aware, in UTC; ``declared_value`` is CNY, 0 for not declared. ``as_of`` is set on an answer that was
    kept from an earlier query, made then; ``is_stale`` on one that is only given because the source is silent now.
    ``is_own_record`` is False where somebody else keeps the record, who knows other carriers' parcels too;
    ``needed_tail`` is True if the carrier compared the asker's telephone tail before it told.
    """

    waybill: str
    carrier: str | None
    found: bool
    status: Status
    kind: Kind | None = None
    insured: bool | None = None
    declared_value: Decimal | None = None
    origin: str = ""
    destination: str = ""
    sent_at: datetime | None = None
    scans: tuple[Scan, ...] = ()
    as_of: datetime | None = None
    is_stale: bool = False
    is_own_record: bool = True
    needed_tail: bool = False

    @property
    def latest(self) -> Scan | None:
        """The newest scan."""
        return self.scans[0] if self.scans else None

    @property
    def is_unseen(self) -> bool:
        """Whether nothing is known because the source is silent, which says nothing about the parcel."""
        return self.is_stale and not self.found


@dataclass(frozen=True)
class Person:
    """Somebody on a parcel. The representation shows nothing, so that a log cannot give them away."""

    name: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True)
class People:
    """What identifies people. Ask for it only after ``knows_tail``, and show it only then (D9)."""

    waybill: str
    sender: Person
    receiver: Person
    address: str = field(repr=False)
    content: str = field(repr=False)
    courier: Person | None = None
    notes: tuple[str, ...] = field(default=(), repr=False)
    # What the courier noted at the signature, and at the locker, such as its code.
    signed_by: str = field(default="", repr=False)
    in_locker: str = field(default="", repr=False)

    def knows_tail(self, tail: str) -> bool:
        """Say whether ``tail`` is the last four digits of the sender's or the receiver's telephone."""
        return len(tail) == 4 and tail in {phone_tail(self.sender.phone), phone_tail(self.receiver.phone)}


def phone_tail(number: str) -> str:
    """The last four digits of a telephone as it is stored; "" if it has fewer."""
    found = phones(number)
    digits = found[0].tail if found else "".join(filter(str.isdecimal, number))[-4:]
    return digits if len(digits) == 4 else ""


def in_order(scans: Iterable[Scan]) -> tuple[Scan, ...]:
    """Each scan once, the newest first: carriers send them unordered and repeat them.

    Of two scans in the same moment, the one sent later comes first.
    """
    latest_sent_first = list(dict.fromkeys(scans))[::-1]
    return tuple(sorted(latest_sent_first, key=lambda scan: scan.at, reverse=True))


def status_of(scans: tuple[Scan, ...], now: datetime, stuck_after: timedelta) -> Status:
    """Derive the status from the scans, the newest first.

    A parcel that was sent back stays ``returned`` whatever is scanned afterwards, also the sender's signature. One
    that should move but was not scanned for longer than ``stuck_after`` is ``stuck``.
    """
    if not scans:
        return "no_record"
    if any(scan.type == "退件" for scan in scans):
        return "returned"
    status = STATUS_AFTER.get(scans[0].type, "in_transit")
    if status in MOVING and now - scans[0].at > stuck_after:
        return "stuck"
    return status
