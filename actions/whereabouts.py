"""How a parcel's whereabouts are worded: its situation, when it should come, the card, and one line among several."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actions.wording import Wording
from courier.arrival import Arrival, arrival, delivered_by, has_arrived
from courier.clock import BEIJING
from courier.facts import Facts
from courier.tracking import Scan, Tracking

CARD_STEPS = 8
OUT_LATE = "out_late"
# Nobody outside can tell these from the scans: an outlet has to look for the parcel.
NEEDS_ENQUIRY = frozenset({"no_record", "problem", "stuck", "unavailable", OUT_LATE})


def situation_of(facts: Facts, tracking: Tracking, now: datetime) -> str:
    """The status and what the newest scan adds to it: in the city it goes to, or longer on a round than a round takes.

    Where only the source is silent that is the situation.
    """
    if tracking.is_unseen:
        return "unavailable"
    if has_arrived(tracking):
        return "in_destination_city"
    if tracking.status == "out_for_delivery" and tracking.latest and delivered_by(facts, tracking.latest.at) < now:
        return OUT_LATE
    return tracking.status


def expected(facts: Facts, tracking: Tracking, now: datetime, wording: Wording) -> dict[str, Any]:
    """When the parcel should come, for the answers: `eta` as a sentence by kind, `days`, and `by` when on a round."""
    found = arrival(facts, tracking, now)
    if found is None or tracking.latest is None:
        return {"eta": wording.phrase("utter_phrase_eta_open"), "days": "", "by": ""}
    days = _days(found, now, wording)
    eta = wording.phrase(f"utter_phrase_eta_{tracking.kind or 'unknown'}", days=days)
    if found.late:
        eta = wording.phrase("utter_phrase_eta_late", eta=eta)
    by = wording.moment(delivered_by(facts, tracking.latest.at))
    return {"eta": eta, "days": days, "by": by}


def _days(found: Arrival, now: datetime, wording: Wording) -> str:
    today = now.astimezone(BEIJING).date()
    if (found.first - today).days == 0 and (found.last - today).days == 1:
        return wording.phrase("utter_phrase_days_today_or_tomorrow")
    first, last = wording.day(found.first), wording.day(found.last)
    return first if first == last else wording.phrase("utter_phrase_days", first=first, last=last)


def line(facts: Facts, tracking: Tracking, now: datetime, wording: Wording, number: str = "") -> str:
    """One parcel among several: state, place and time, then the day to expect or the number of its enquiry."""
    latest = tracking.latest
    where = (
        wording.phrase("utter_phrase_line_where", place=said_place(latest, wording), time=wording.moment(latest.at))
        if latest
        else ""
    )
    days = expected(facts, tracking, now, wording)["days"]
    then = wording.phrase("utter_phrase_line_days", days=days) if days else ""
    if number:
        then = wording.phrase("utter_phrase_line_case", number=number)
    status = wording.phrase(f"utter_phrase_status_{tracking.status}")
    return wording.phrase("utter_phrase_line", waybill=tracking.waybill, status=status, where=where, then=then)


def said_place(scan: Scan, wording: Wording) -> str:
    """The place in an answer; not every carrier's record has it."""
    return place_of(scan) or wording.phrase("utter_phrase_place_unknown")


def destination_of(tracking: Tracking, wording: Wording) -> str:
    """Where the parcel goes; not every carrier's record has it."""
    return tracking.destination or wording.phrase("utter_phrase_destination_unknown")


def place_of(scan: Scan) -> str:
    """Where a scan was made: the outlet, with its city unless the name begins with it."""
    return scan.outlet if scan.city.removesuffix("市") in scan.outlet else f"{scan.city}{scan.outlet}"


def card(tracking: Tracking, wording: Wording) -> Mapping[str, Any]:
    """The tracking card of the widget; times are Beijing time."""
    return {
        "type": "tracking",
        "title": tracking.waybill,
        "subtitle": _route(tracking, wording),
        "status": wording.phrase(f"utter_phrase_status_{tracking.status}"),
        "steps": [
            {
                "time": wording.moment(scan.at),
                "text": wording.phrase(f"utter_phrase_scan_{scan.type}", place=place_of(scan)),
            }
            for scan in tracking.scans[:CARD_STEPS]
        ],
    }


def _route(tracking: Tracking, wording: Wording) -> str:
    if not tracking.origin:
        return tracking.destination
    return wording.phrase("utter_phrase_route", origin=tracking.origin, destination=destination_of(tracking, wording))
