"""Do we deliver there? (BUSINESS B6)"""

from dataclasses import dataclass
from typing import Literal

from courier.facts.schemas import Ems, Facts, Outlet, UnservedPlace
from courier.geography import mentions, nearest
from courier.vocabulary import Place
from courier.vocabulary.gazetteer import Division

CoverageStatus = Literal["served", "partly", "unserved", "ambiguous", "unknown"]


@dataclass(frozen=True)
class Coverage:
    """The answer for one place.

    ``served``: ``outlet`` is the nearest one. ``unserved``: ``outlet`` is the nearest that serves, ``ems`` the
    alternative. ``partly``: a province or city that is served except for the ``candidates``. ``ambiguous``: ask which
    of the ``candidates`` is meant. ``unknown``: the text names no place that we know.
    """

    status: CoverageStatus
    place: Place | None = None
    outlet: Outlet | None = None
    candidates: tuple[Place, ...] = ()
    ems: Ems | None = None


def check_coverage(facts: Facts, place: str) -> Coverage:
    """Say whether we serve the place that ``place`` names, in the customer's words (江苏如东, 朝阳区, 送到魔都吗).

    Of several places in the text an unserved one decides, because that is what stands in the way; else the last one.
    """
    answers = [_judge(facts, group) for group in mentions(place)]
    unserved = [answer for answer in answers if answer.status == "unserved"]
    return (unserved or answers or [Coverage("unknown")])[-1]


def unserved_entry(facts: Facts, division: Division) -> UnservedPlace | None:
    """Find the entry that says that this division is not served."""
    for entry in facts.coverage.unserved:
        if division.within(Division(entry.province, entry.city, entry.county)):
            return entry
    return None


def _judge(facts: Facts, candidates: list[Place]) -> Coverage:
    if len(candidates) > 1:
        return Coverage("ambiguous", candidates=tuple(candidates))
    place = candidates[0]
    entry = unserved_entry(facts, place.division)
    if entry is not None:
        return Coverage("unserved", place, facts.outlet(entry.nearest_outlet), ems=entry.ems)
    outlet = next(iter(nearest(facts.outlets, place)), None)
    gaps = _gaps(facts, place)
    if gaps:
        return Coverage("partly", place, outlet, tuple(_as_place(one, place) for one in gaps), gaps[0].ems)
    return Coverage("served", place, outlet)


def _gaps(facts: Facts, place: Place) -> list[UnservedPlace]:
    """The unserved places inside a province or city that is served as a whole."""
    return [
        entry
        for entry in facts.coverage.unserved
        if Division(entry.province, entry.city, entry.county).within(place.division)
    ]


def _as_place(entry: UnservedPlace, asked: Place) -> Place:
    return Place(asked.text, entry.province, entry.city, entry.county, asked.start, asked.end)
