"""When a parcel will arrive, as honestly as its scans allow (BUSINESS B2, B3). Pure; days and rounds are Beijing's."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from courier.clock import BEIJING
from courier.facts.schemas import Facts, Round
from courier.pricing import quote
from courier.tracking.model import MOVING, Tracking

# The days of the price table hardly depend on the weight.
_ANY_WEIGHT = Decimal(1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Arrival:
    """The first and the last day on which to expect a parcel; ``late`` says that the days its way takes are over."""

    first: date
    last: date
    late: bool = False


def arrival(facts: Facts, tracking: Tracking, now: datetime) -> Arrival | None:
    """When a parcel on its way should arrive; never in the past, and None for a parcel that is not on its way.

    ``now`` is aware. A parcel that was not delivered within its days is expected within the next two.
    """
    if tracking.status not in MOVING or tracking.latest is None:
        return None
    least, most = days_on_the_way(facts, tracking)
    sent = tracking.scans[-1].at.astimezone(BEIJING).date()
    soonest = _soonest(facts, tracking, now)
    late = sent + most * _DAY < soonest
    if tracking.status == "out_for_delivery":
        return Arrival(soonest, soonest, late)
    if late or has_arrived(tracking):
        return Arrival(soonest, soonest + _DAY, late)
    first = max(sent + least * _DAY, soonest)
    return Arrival(first, max(sent + most * _DAY, first))


def days_on_the_way(facts: Facts, tracking: Tracking) -> tuple[int, int]:
    """The least and the most days from collection to delivery, by route and kind."""
    transit = facts.transit
    price = quote(facts, tracking.origin, tracking.destination, _ANY_WEIGHT)
    days = [int(day) for day in price.days.split("-")] if price else [transit.usual_days.least, transit.usual_days.most]
    less = transit.document_days_less if tracking.kind == "document" else 0
    return max(min(days) - less, 1), max(max(days) - less, 1)


def has_arrived(tracking: Tracking) -> bool:
    """Whether the parcel is in the city it goes to and only has to be delivered."""
    latest = tracking.latest
    if tracking.status != "in_transit" or latest is None or latest.type != "到件" or not latest.city:
        return False
    return latest.city.removesuffix("市") in tracking.destination


def delivered_by(facts: Facts, left_at: datetime) -> datetime:
    """By when a parcel that left for delivery should be there, as it may be told: with the margin (BUSINESS B3.3)."""
    left = left_at.astimezone(BEIJING)
    for one in facts.transit.rounds:
        if left.time() <= one.leaves_by:
            return as_told(facts, _back(one, left))
    return as_told(facts, _back(facts.transit.rounds[0], left + _DAY))


def as_told(facts: Facts, outlet_says: datetime) -> datetime:
    """What a customer is told when an outlet names a time: about half an hour later (BUSINESS B3.3)."""
    return outlet_says + timedelta(minutes=facts.deadlines.delivery_margin_minutes)


def judged(facts: Facts, tracking: Tracking, now: datetime) -> Tracking:
    """The parcel, stuck if it was not scanned for longer than its route and kind allow."""
    if tracking.status not in MOVING or tracking.latest is None:
        return tracking
    is_stuck = now - tracking.latest.at > stuck_after(facts, tracking)
    return replace(tracking, status="stuck") if is_stuck else tracking


def stuck_after(facts: Facts, tracking: Tracking) -> timedelta:
    """How long a parcel on its way may go without a scan."""
    _, most = days_on_the_way(facts, tracking)
    fitting = [one for one in facts.transit.stuck if most <= one.up_to_days] or [facts.transit.stuck[-1]]
    return timedelta(hours=fitting[0].document_hours if tracking.kind == "document" else fitting[0].goods_hours)


def _soonest(facts: Facts, tracking: Tracking, now: datetime) -> date:
    """Today if it is near and can still go out today, else tomorrow."""
    local = now.astimezone(BEIJING)
    is_near = has_arrived(tracking) or tracking.status == "out_for_delivery"
    goes_out = is_near and local.time() <= facts.transit.rounds[-1].leaves_by
    return local.date() if goes_out else local.date() + _DAY


def _back(one: Round, day: datetime) -> datetime:
    return day.replace(hour=one.back_by.hour, minute=one.back_by.minute, second=0, microsecond=0)
