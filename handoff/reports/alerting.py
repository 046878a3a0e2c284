"""Alerts as rows: raised once while a situation lasts, over when it is."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core.abnormal import Evidence, Situation
from handoff.core.events import AlertsChanged
from handoff.storage.tables import Alert, new_id

Found = Mapping[tuple[Situation, str], Evidence]
"""What the rules found, by situation and outlet."""


async def bring_up_to_date(
    session: AsyncSession, kinds: Collection[Situation], found: Found, now: datetime
) -> list[AlertsChanged]:
    """Raise what is new of these kinds and end what is over; the caller holds the lock of all alerts."""
    statement = select(Alert).where(Alert.over_at.is_(None), Alert.kind.in_(kinds))
    lasting = {(Situation(one.kind), one.outlet): one for one in (await session.execute(statement)).scalars()}
    raised = [_raise(kind, outlet, found[kind, outlet], now) for kind, outlet in found.keys() - lasting.keys()]
    session.add_all(raised)
    for key, alert in lasting.items():
        if key in found:
            alert.evidence = found[key]
        else:
            alert.over_at = now
    is_changed = bool(raised) or bool(lasting.keys() - found.keys())
    return [AlertsChanged(tuple(alert_view(one, None) for one in raised))] if is_changed else []


def alert_view(alert: Alert, by: str | None) -> dict[str, Any]:
    """An alert in wire form; `by` is the name of who took note of it."""
    return {
        "id": alert.id,
        "kind": alert.kind,
        "outlet": alert.outlet,
        "state": _state(alert),
        "evidence": alert.evidence,
        "raised_at": alert.raised_at.isoformat(),
        "over_at": alert.over_at.isoformat() if alert.over_at else None,
        "acknowledged_at": alert.acknowledged_at.isoformat() if alert.acknowledged_at else None,
        "acknowledged_by": by,
    }


def _state(alert: Alert) -> str:
    if alert.over_at:
        return "over"
    return "acknowledged" if alert.acknowledged_at else "open"


def _raise(kind: Situation, outlet: str, evidence: Evidence, now: datetime) -> Alert:
    return Alert(id=new_id(), kind=kind, outlet=outlet, evidence=evidence, raised_at=now)
