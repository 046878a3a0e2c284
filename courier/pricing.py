"""What sending a parcel costs about (BUSINESS B7). Money is ``Decimal`` in CNY, weight ``Decimal`` kilograms."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from courier.coverage import unserved_entry
from courier.facts.schemas import Facts, Outlet, Prices, Tariff
from courier.geography import mentions, nearest
from courier.vocabulary import Place


@dataclass(frozen=True)
class Quote:
    """A guide price. Prices are the outlets' own, so it is always named together with ``outlet``'s telephone."""

    origin: Place
    destination: Place
    weight_kg: Decimal
    price_cny: Decimal
    days: str
    outlet: Outlet | None


def quote(facts: Facts, origin: str, destination: str, weight_kg: Decimal | int) -> Quote | None:
    """Quote a parcel from ``origin`` to ``destination``, each named in the customer's words.

    None if a place is unknown or ambiguous between zones, if one of them is not served, or if the tariff ends below
    that weight. Raises ValueError for a weight that is not positive.
    """
    weight = Decimal(weight_kg)
    if not weight.is_finite() or weight <= 0:
        raise ValueError(f"weight_kg must be more than 0, not {weight_kg}")
    start, end = _only_place(origin), _only_place(destination)
    if start is None or end is None or any(unserved_entry(facts, one.division) for one in (start, end)):
        return None
    tariff = _tariff(facts.prices, start, end, weight)
    if tariff is None:
        return None
    outlet = next(iter(nearest(facts.outlets, start)), None)
    return Quote(start, end, weight, _price(tariff, weight), tariff.days, outlet)


def _only_place(text: str) -> Place | None:
    groups = mentions(text)
    return groups[-1][0] if groups and len(groups[-1]) == 1 else None


def _tariff(prices: Prices, start: Place, end: Place, weight: Decimal) -> Tariff | None:
    zones = _zones(prices, start, end)
    for tariff in prices.tariffs:
        if (tariff.from_zone, tariff.to_zone) == zones and tariff.over_kg < weight <= tariff.up_to_kg:
            return tariff
    return None


def _zones(prices: Prices, start: Place, end: Place) -> tuple[str | None, str | None]:
    """The zones of the way; inside a city or province the own tariff of the sending zone holds."""
    from_zone, to_zone = _zone(prices, start), _zone(prices, end)
    if start.province != end.province:
        return from_zone, to_zone
    # A municipality is one city, whether or not a district was named.
    one_city = start.city == end.city != "" or start.province in (start.city, end.city)
    return from_zone, "same_city" if one_city else "same_province"


def _zone(prices: Prices, place: Place) -> str | None:
    return next((zone for zone, provinces in prices.zones.items() if place.province in provinces), None)


def _price(tariff: Tariff, weight: Decimal) -> Decimal:
    begun = (weight - tariff.over_kg).to_integral_value(rounding=ROUND_CEILING)
    return (tariff.fixed_cny + begun * tariff.per_kg_cny).quantize(Decimal("0.01"))
