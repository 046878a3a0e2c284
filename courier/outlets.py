"""Which outlet to call (BUSINESS B5, B7)."""

from courier.coverage import unserved_entry
from courier.facts.schemas import Facts, Outlet
from courier.geography import mentions, nearest


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
