"""Which outlet to call (BUSINESS B5, B7)."""

from datetime import datetime, time, timedelta

from courier.clock import BEIJING
from courier.coverage import unserved_entry
from courier.facts.schemas import Facts, Outlet
from courier.geography import mentions, nearest


def opens_next(outlet: Outlet, at: datetime) -> datetime:
    """When the outlet is next open: ``at`` itself if it is open then. ``at`` is aware, and so is the answer."""
    opens, closes = (time.fromisoformat(part) for part in outlet.hours.split("-"))
    local = at.astimezone(BEIJING)
    if opens <= local.time() < closes:
        return at
    morning = local.replace(hour=opens.hour, minute=opens.minute, second=0, microsecond=0)
    return morning if local.time() < opens else morning + timedelta(days=1)


def next_visit(outlet: Outlet, start: datetime, end: datetime, now: datetime) -> datetime:
    """The first moment of the wish from ``start`` to ``end`` at which the outlet can come; after it where none is left.

    A time that is over counts from ``now``, and one at night from the next morning (BUSINESS B5).
    """
    if end < now:
        return opens_next(outlet, now)
    return opens_next(outlet, max(start, now))


def outlets_for(facts: Facts, place: str) -> list[Outlet]:
    """The outlets for the place that the text names, the nearest first: same county, same city, same province.

    For an unserved place the nearest outlet that serves its surroundings comes first. An ambiguous name gives the
    outlets of all its bearers; a text without a known place gives none.
    """
    found: dict[str, Outlet] = {}
    for group in mentions(place):
        for candidate in group:
            entry = unserved_entry(facts, candidate.division)
            serving = facts.outlet(entry.nearest_outlet) if entry else None
            for outlet in [*([serving] if serving else []), *nearest(facts.outlets, candidate)]:
                found.setdefault(outlet.code, outlet)
    return list(found.values())
