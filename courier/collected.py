"""How many parcels each outlet took in, day by day: what is missing where an outlet stands still (BUSINESS B15)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Protocol

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.settings import CourierSettings
from courier.storage.engine import make_engine
from courier.storage.tables import scans

COLLECTION = "收件"
Collected = Mapping[str, Sequence[int]]
"""By the outlet's name, how many on each of the days."""


class Collections(Protocol):
    """Where collections are counted."""

    async def by_day(self, edges: Sequence[datetime]) -> Collected | None:
        """What was collected between each two neighbouring edges; None where nobody keeps all scans."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...


class NoCollections:
    """Where parcels are tracked at a carrier's: it answers for one waybill at a time, and never for an outlet."""

    async def by_day(self, edges: Sequence[datetime]) -> Collected | None:
        """Say that nobody knows."""
        return None

    async def close(self) -> None:
        """Hold nothing."""


class StoredCollections:
    """The scans that ``python -m courier import`` fills. Owns its engine."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def by_day(self, edges: Sequence[datetime]) -> Collected | None:
        """One pass over the days' scans, whichever database they are in."""
        days = [
            func.sum(case(((scans.c.at >= start) & (scans.c.at < end), 1), else_=0)) for start, end in pairwise(edges)
        ]
        wanted = (scans.c.type == COLLECTION, scans.c.at >= edges[0], scans.c.at < edges[-1])
        query = select(scans.c.outlet, *days).where(*wanted).group_by(scans.c.outlet)
        async with self._engine.connect() as connection:
            return {row[0]: [int(count) for count in row[1:]] for row in await connection.execute(query)}

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()


def open_collections(settings: CourierSettings) -> Collections:
    """Those of our own database, where that is what is tracked. Nothing connects yet."""
    return (
        StoredCollections(make_engine(settings.database_url))
        if settings.tracking_source == "local"
        else NoCollections()
    )
