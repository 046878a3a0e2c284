"""The tracking state of the parcels a customer named, for the packet: by the same rules as customers are told it."""

import asyncio
from typing import Any

import structlog

from courier.arrival import judged
from courier.clock import Clock
from courier.facts import Facts
from courier.tracking import LookupFailed, Tracking, TrackingSource
from handoff.core.labels import STATUSES

log = structlog.get_logger()


class Snapshots:
    """Looks parcels up for agents."""

    def __init__(self, source: TrackingSource, facts: Facts, clock: Clock) -> None:
        self._source = source
        self._facts = facts
        self._clock = clock

    async def of(self, waybills: list[str]) -> list[dict[str, Any]]:
        """One entry per waybill; a source that fails or wants a tail costs its entry, never the packet."""
        found = await asyncio.gather(*(self._look_up(waybill) for waybill in waybills))
        return [_entry(judged(self._facts, tracking, self._clock())) for tracking in found if tracking]

    async def _look_up(self, waybill: str) -> Tracking | None:
        try:
            return await self._source.track(waybill)
        except LookupFailed as error:
            log.warning("packet.tracking.unavailable", reason=str(error))
        except Exception:
            log.exception("packet.tracking.failed")
        return None


def _entry(tracking: Tracking) -> dict[str, Any]:
    latest = tracking.scans[0] if tracking.scans else None
    return {
        "waybill": tracking.waybill,
        "carrier": tracking.carrier or "",
        "status": tracking.status,
        "status_text": STATUSES[tracking.status],
        "found": tracking.found,
        "latest": latest
        and {"at": latest.at.isoformat(), "type": latest.type, "outlet": latest.outlet, "city": latest.city},
    }
