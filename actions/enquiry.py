"""Enquiries: somebody has to look for a parcel or act on it, and the customer is told by when (BUSINESS B2, B3)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from actions.base import key
from actions.desk import CaseChange, NewCase, OpenedCase
from actions.services import Services
from actions.turn import Turn
from actions.wording import Wording
from courier.clock import BEIJING
from courier.facts import Outlet
from courier.outlets import opens_next, outlets_for
from courier.tracking import Tracking

# What an enquiry is about; a parcel has at most one open enquiry about its whereabouts, and one that it did not arrive.
WHEREABOUTS, NOT_RECEIVED, CHANGE, REDELIVERY = "whereabouts", "not_received", "change", "redelivery"
# One outlet has the parcel and can tell; of any other parcel another department has to look (BUSINESS B3.4).
AT_ONE_OUTLET = frozenset({"problem", "out_for_delivery", "in_locker", "signed"})


async def open_enquiry_of(services: Services, tracking: Tracking, turn: Turn, about: str) -> OpenedCase | None:
    """The parcel's open enquiry about the same, unless its time is over."""
    now = services.clock()
    for case in await services.desk.cases_of(tracking.waybill, turn.conversation_id):
        is_same = case.kind == "enquiry" and (case.about or WHEREABOUTS) == about
        if is_same and case.is_open and case.deadline_at > now:
            return case
    return None


async def enquire(
    services: Services, tracking: Tracking, turn: Turn, wording: Wording, *, about: str, summary: str
) -> tuple[OpenedCase, bool]:
    """The parcel's enquiry about the same, and whether it ran already; either way its answer is promised."""
    running = await open_enquiry_of(services, tracking, turn, about)
    mistaken = await _enquiry_of_mistake(services, turn)
    if running:
        if mistaken and mistaken.number != running.number:
            await _drop(services, mistaken, turn, wording)
        await promise_answer(services, running, tracking, turn, wording)
        return running, True
    if mistaken:
        return await _put_right(services, mistaken, tracking, turn, wording, about=about, summary=summary), False
    return await open_enquiry(services, tracking, turn, wording, about=about, summary=summary), False


async def _enquiry_of_mistake(services: Services, turn: Turn) -> OpenedCase | None:
    """The open enquiry that the answer before told of, where the message says that its waybill was wrong."""
    number = turn.slots.get("case_number")
    if not turn.corrects or not turn.follows or not number:
        return None
    own = await services.desk.cases_in(turn.conversation_id)
    return next((one for one in own if one.number == number and one.kind == "enquiry" and one.is_open), None)


async def _drop(services: Services, mistaken: OpenedCase, turn: Turn, wording: Wording) -> None:
    """Nobody has to look for the parcel that was not meant."""
    note = wording.for_agents("utter_phrase_amended", words=turn.words())
    once = key(turn, "withdraw", mistaken.number)
    await services.desk.withdraw(mistaken.number, turn.conversation_id, note, once)


async def _put_right(
    services: Services,
    case: OpenedCase,
    tracking: Tracking,
    turn: Turn,
    wording: Wording,
    *,
    about: str,
    summary: str,
) -> OpenedCase:
    change = CaseChange(
        idempotency_key=key(turn, "amend", case.number),
        waybill=tracking.waybill,
        outlet=tracking.latest.outlet if tracking.latest else None,
        summary=summary,
        details={**parcel_details(tracking), "about": about},
        note=wording.for_agents("utter_phrase_amended", words=turn.words()),
    )
    amended = await services.desk.amend(case.number, change)
    await promise_answer(services, amended, tracking, turn, wording)
    return amended


async def open_enquiry(
    services: Services,
    tracking: Tracking,
    turn: Turn,
    wording: Wording,
    *,
    about: str,
    summary: str,
    details: Mapping[str, Any] | None = None,
) -> OpenedCase:
    """A new enquiry at the outlet that had the parcel last, with a promise."""
    case = await services.desk.open_case(
        NewCase(
            conversation_id=turn.conversation_id,
            kind="enquiry",
            summary=summary,
            deadline_at=answered_by(services, tracking),
            idempotency_key=key(turn, "enquiry" if about == WHEREABOUTS else about, tracking.waybill),
            waybill=tracking.waybill,
            outlet=_asked_outlet(services, tracking),
            details={**parcel_details(tracking), **(details or {}), "about": about},
        )
    )
    await promise_answer(services, case, tracking, turn, wording)
    return case


def _asked_outlet(services: Services, tracking: Tracking) -> str | None:
    """As it is written on the scan, also if it is none of our list."""
    if tracking.latest:
        return tracking.latest.outlet
    outlet = outlet_of(services, tracking)
    return outlet.name if outlet else None


async def promise_answer(
    services: Services, case: OpenedCase, tracking: Tracking, turn: Turn, wording: Wording
) -> None:
    """Whoever is told the deadline is owed an answer, also when somebody else asked first."""
    promise = wording.for_agents("utter_phrase_promise_enquiry", number=case.number, waybill=tracking.waybill)
    once = f"{turn.conversation_id}:{case.number}"
    await services.desk.promise(turn.conversation_id, promise, case.deadline_at, case.number, once)


async def ask_again_before_noon(
    services: Services, case: OpenedCase, tracking: Tracking, turn: Turn, wording: Wording
) -> None:
    """Where the outlet cannot say when a parcel comes, it is asked again before noon (BUSINESS B3.3)."""
    noon = services.clock().astimezone(BEIJING).replace(hour=12, minute=0, second=0, microsecond=0)
    if case.deadline_at < noon:
        promise = wording.for_agents("utter_phrase_promise_noon", number=case.number, waybill=tracking.waybill)
        once = f"{turn.conversation_id}:{case.number}:noon"
        await services.desk.promise(turn.conversation_id, promise, noon, case.number, once)


def outlet_of(services: Services, tracking: Tracking) -> Outlet | None:
    """The outlet that can tell: where the parcel was scanned last, else the one it goes to (BUSINESS B3.2)."""
    if tracking.latest:
        return services.facts.outlet(tracking.latest.outlet)
    return next(iter(outlets_for(services.facts, tracking.destination)), None)


def answered_by(services: Services, tracking: Tracking) -> datetime:
    """30 minutes where one outlet knows, an hour where another department has to look (BUSINESS B3.4).

    They count from when somebody is there to be asked.
    """
    deadlines = services.facts.deadlines
    one_outlet = tracking.status in AT_ONE_OUTLET
    minutes = deadlines.enquiry_minutes if one_outlet else deadlines.other_department_minutes
    outlet = outlet_of(services, tracking)
    now = services.clock()
    return (opens_next(outlet, now) if outlet else now) + timedelta(minutes=minutes)


def parcel_details(tracking: Tracking) -> dict[str, Any]:
    """What is known of the parcel, for the people who work on its case (BUSINESS B2)."""
    return {
        "status": "unavailable" if tracking.is_unseen else tracking.status,
        "kind": tracking.kind,
        "origin": tracking.origin,
        "destination": tracking.destination,
        "sent_at": tracking.sent_at.isoformat() if tracking.sent_at else None,
    }
