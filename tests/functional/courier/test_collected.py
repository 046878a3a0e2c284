"""What outlets took in is counted by the days of Beijing, from our own scans."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.collected import NoCollections, StoredCollections, open_collections
from courier.settings import CourierSettings
from courier.storage.tables import parcels, scans

MIDNIGHT = datetime(2026, 11, 20, 16, tzinfo=UTC)
EDGES = [MIDNIGHT + timedelta(days=day) for day in range(3)]
PARCEL = {"waybill": "73100000000011", "carrier": "zto", "origin": "", "destination": "", "kind": "goods"}
MEASURES = {"weight_g": 1, "insured": False, "declared_value_fen": 0, "sent_at": MIDNIGHT}


async def scanned(engine: AsyncEngine, outlet: str, hours: float, type_: str = "收件") -> None:
    at = MIDNIGHT + timedelta(hours=hours)
    row = {"waybill": PARCEL["waybill"], "at": at, "type": type_, "outlet": outlet, "city": ""}
    async with engine.begin() as connection:
        await connection.execute(insert(scans).values(row))


async def test_collections_are_counted_by_outlet_and_day(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(insert(parcels).values(PARCEL | MEASURES))
    for hours in (-0.1, 0, 1, 25, 48):
        await scanned(engine, "甲网点", hours)
    await scanned(engine, "乙网点", 23.9)
    await scanned(engine, "丙网点", 1, "派件")
    counted = await StoredCollections(engine).by_day(EDGES)
    assert counted == {"甲网点": [2, 1], "乙网点": [1, 0]}


async def test_where_a_carrier_tracks_nobody_counts(in_folder: Path) -> None:
    carrier = open_collections(CourierSettings(_env_file=None, tracking_source="null"))
    assert isinstance(carrier, NoCollections)
    assert await carrier.by_day(EDGES) is None
    await carrier.close()
