"""The tracking source that reads our own database."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.clock import Clock
from courier.facts.schemas import TrackingRules
from courier.storage.tables import parcels, scans
from courier.tracking.errors import Reason, SourceUnavailable
from courier.tracking.model import People, Person, Scan, Tracking, status_of
from courier.tracking.port import unknown
from courier.tracking.public import down_to_county, public_note
from courier.vocabulary import canonical_waybill, mask_waybill, places

MOST_FOUND = 3
# Who looks for a parcel without its number has sent it or waits for it now.
FOUND_FOR = timedelta(days=60)
DIGITS = re.compile("[0-9]")
NEWEST_FIRST = (scans.c.at.desc(), scans.c.id.desc())


class LocalSource:
    """Tracking from the tables that ``python -m courier import`` fills. Owns its engine."""

    name = "local"

    def __init__(self, engine: AsyncEngine, rules: TrackingRules, clock: Clock) -> None:
        self._engine = engine
        self._stuck_after = timedelta(hours=rules.stuck_after_hours)
        self._clock = clock

    def serves(self, carrier: str | None) -> bool:
        """Say yes: whatever was imported is here, parcels forwarded by others too."""
        return True

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        """Look the parcel and its scans up and derive the status; nobody has to know the tail for that."""
        parcel, rows = await self._read(canonical_waybill(waybill))
        if parcel is None:
            return unknown(waybill)
        events = tuple(_public_scan(row) for row in rows)
        return Tracking(
            parcel.waybill,
            parcel.carrier,
            found=True,
            status=status_of(events, self._clock(), self._stuck_after),
            kind=parcel.kind,
            insured=parcel.insured,
            declared_value=Decimal(parcel.declared_value_fen) / 100,
            origin=down_to_county(parcel.origin),
            destination=down_to_county(parcel.destination),
            sent_at=parcel.sent_at,
            scans=events,
        )

    async def people(self, waybill: str) -> People | None:
        """Give sender, receiver and address, the courier of the newest scan that names one, and all notes."""
        parcel, rows = await self._read(canonical_waybill(waybill))
        if parcel is None:
            return None
        return People(
            parcel.waybill,
            Person(parcel.sender_name, parcel.sender_phone),
            Person(parcel.receiver_name, parcel.receiver_phone),
            parcel.address,
            parcel.content,
            next((Person(row.courier, row.courier_phone) for row in rows if row.courier), None),
            tuple(row.note for row in rows if row.note),
            _note(rows, "签收"),
            _note(rows, "入柜"),
        )

    async def knows_tail(self, waybill: str, tail: str) -> bool:
        """Compare with both telephones of the record."""
        people = await self.people(waybill)
        return people is not None and people.knows_tail(tail)

    async def find(self, origin: str, destination: str, tail: str) -> tuple[Tracking, ...]:
        """Look through the parcels of the latest weeks for the telephone, then for the route."""
        if not (len(tail) == len(DIGITS.findall(tail)) == 4):
            return ()
        query = (
            select(parcels)
            .where(
                parcels.c.sent_at > self._clock() - FOUND_FOR,
                parcels.c.sender_phone.endswith(tail) | parcels.c.receiver_phone.endswith(tail),
            )
            .order_by(parcels.c.sent_at.desc(), parcels.c.waybill)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        fitting = [row for row in rows if _lies_in(row.origin, origin) and _lies_in(row.destination, destination)]
        found = [await self.track(row.waybill) for row in fitting[:MOST_FOUND]]
        return tuple(replace(one, waybill=mask_waybill(one.waybill)) for one in found)

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    async def _read(self, waybill: str) -> tuple[Row[Any] | None, list[Row[Any]]]:
        if not waybill.isalnum():
            return None, []  # No waybill, and PostgreSQL refuses some of what customers can type (NUL).
        try:
            return await self._select(waybill)
        except (SQLAlchemyError, OSError) as error:
            # The text of such an error names the waybill.
            hint = f"the database cannot be used ({type(error).__name__}); see COURIER_DATABASE_URL and courier migrate"
            raise SourceUnavailable(Reason.BROKEN, hint) from error

    async def _select(self, waybill: str) -> tuple[Row[Any] | None, list[Row[Any]]]:
        async with self._engine.connect() as connection:
            query = select(parcels).where(parcels.c.waybill == waybill)
            parcel = (await connection.execute(query)).one_or_none()
            if parcel is None:
                return None, []
            events = select(scans).where(scans.c.waybill == waybill).order_by(*NEWEST_FIRST)
            return parcel, list((await connection.execute(events)).all())


def _note(rows: list[Row[Any]], scan_type: str) -> str:
    return next((str(row.note) for row in rows if row.type == scan_type and row.note), "")


def _lies_in(stored: str, named: str) -> bool:
    """Whether a stored place lies in one that the customer's words may mean."""
    known = places(stored)[:1]
    return any(one.division.within(meant.division) for one in known for meant in places(named))


def _public_scan(row: Row[Any]) -> Scan:
    return Scan(row.at, row.type, row.outlet, row.city, public_note(row.type, row.note))
