"""Writing parcels and scans: each statement may be repeated without making anything twice."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from courier.storage.tables import parcels, scans

Row = Mapping[str, Any]
SCAN_KEY = ("waybill", "at", "type", "outlet")
# SQLite allows 32766 bound values in a statement; 15 columns times this stays well below.
BATCH = 500


async def known_waybills(connection: AsyncConnection, waybills: Iterable[str]) -> set[str]:
    """Which of these waybills have a parcel."""
    query = select(parcels.c.waybill).where(parcels.c.waybill.in_(list(waybills)))
    return set((await connection.execute(query)).scalars())


async def save_parcels(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Insert parcels, or bring those that exist up to date; of equal waybills the last one counts."""
    await _upsert(connection, parcels, list({row["waybill"]: row for row in rows}.values()), ("waybill",))


async def save_scans(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Insert scans, or bring the courier and note of those that exist up to date."""
    unique = {tuple(row[name] for name in SCAN_KEY): row for row in rows}
    await _upsert(connection, scans, list(unique.values()), SCAN_KEY)


async def delete_scans(connection: AsyncConnection, waybills: Sequence[str]) -> None:
    """Forget the scans of these parcels."""
    for at in range(0, len(waybills), BATCH):
        await connection.execute(delete(scans).where(scans.c.waybill.in_(waybills[at : at + BATCH])))


async def _upsert(connection: AsyncConnection, table: Table, rows: list[Row], key: Sequence[str]) -> None:
    make_insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        insert = make_insert(table).values([dict(row) for row in batch])
        fresh = {name: insert.excluded[name] for name in batch[0] if name not in key}
        await connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=fresh))
