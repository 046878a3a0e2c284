"""Which place a customer's words mean, and how far two places are apart by administrative division."""

from collections.abc import Iterable

from courier.facts.schemas import Outlet
from courier.vocabulary import Place, places


def mentions(text: str) -> list[list[Place]]:
    """Group the places in a text by the words that name them; a group of several is an ambiguous name."""
    groups: dict[tuple[int, int], list[Place]] = {}
    for place in places(text):
        groups.setdefault((place.start, place.end), []).append(place)
    return list(groups.values())


def closeness(outlet: Outlet, place: Place) -> int:
    """3 in the same county, 2 in the same city, 1 in the same province, 0 elsewhere."""
    if outlet.province != place.province:
        return 0
    if not place.city or outlet.city != place.city:
        return 1
    return 3 if place.county and outlet.district == place.county else 2


def nearest(outlets: Iterable[Outlet], place: Place) -> list[Outlet]:
    """The outlets of the place's province, the closest first; distribution centres serve nobody and are left out."""
    near = [one for one in outlets if one.kind == "outlet" and closeness(one, place) > 0]
    return sorted(near, key=lambda one: (-closeness(one, place), one.code))
