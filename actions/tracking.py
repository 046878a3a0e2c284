"""Where a parcel is, what happens next, and an enquiry where the scans cannot tell (BUSINESS B2, B3)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, digression, key
from actions.desk import DeskUnavailable, NewCase, OpenedCase
from actions.forms import Question, SkillForm
from actions.turn import Turn
from actions.wording import Wording
from courier.tracking import Scan, Tracking

MOST_AT_ONCE = 3
CARD_STEPS = 8
# Nobody outside can tell these from the scans: an outlet has to look for the parcel.
NEEDS_ENQUIRY = frozenset({"no_record", "problem", "stuck"})


def waybill_answer(turn: Turn) -> dict[str, Any]:
    """The waybill in the message."""
    waybill = turn.value("waybill")
    return {"waybill": waybill} if waybill else {}


class TrackForm(SkillForm):
    """Asks for the waybill, and for nothing else."""

    form = "track_form"
    wish = "track_parcel"
    questions = (
        Question(
            "waybill",
            "utter_question_waybill",
            waybill_answer,
            volunteered=waybill_answer,
            unknown="utter_question_waybill_unknown",
        ),
    )


class TrackAction(SkillAction):
    """Answers for up to three waybills of the message, or for the one the conversation is about."""

    action_name = "action_track"
    form = "track_form"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Look the parcels up and report each; without a waybill the form asks for it."""
        known = turn.slots.get("waybill")
        waybills = turn.values("waybill")[:MOST_AT_ONCE] or ([str(known)] if known else [])
        if not waybills:
            interrupted = turn.active_form if turn.active_form != self.form else None
            return [SlotSet("resume", interrupted), FollowupAction("track_form")]
        events: Events = [SlotSet("form_ended", None), SlotSet("asked", None)]
        for waybill in waybills:
            events += await self._report(waybill, turn, wording)
        return [*events, *digression(turn, self.form, "waybill")]

    async def _report(self, waybill: str, turn: Turn, wording: Wording) -> Events:
        tracking = await self.services.source.track(waybill)
        if self._is_foreign(tracking):
            self._say_whose(tracking, wording)
            return []
        if tracking.status not in NEEDS_ENQUIRY:
            self._say(tracking, wording)
            return []
        try:
            case = await self._enquire(tracking, turn, wording)
        except DeskUnavailable:
            # Where the parcel was last seen is certain even when nothing can be recorded.
            if tracking.latest:
                self._say_as("utter_track_last_seen", tracking, wording)
            raise
        self._say(tracking, wording, number=case.number, deadline=wording.moment(case.deadline_at))
        return [SlotSet("case_number", case.number)]

    def _is_foreign(self, tracking: Tracking) -> bool:
        return not tracking.found and tracking.carrier not in (None, self.services.facts.company.carrier)

    def _say_whose(self, tracking: Tracking, wording: Wording) -> None:
        carrier = self.services.facts.carrier(str(tracking.carrier))
        name = (carrier.english if wording.lang == "en" else carrier.name) if carrier else str(tracking.carrier)
        wording.say(
            "utter_track_foreign", waybill=tracking.waybill, carrier=name, hotline=carrier.hotline if carrier else ""
        )

    def _say(self, tracking: Tracking, wording: Wording, **values: Any) -> None:
        situation = "in_destination_city" if has_arrived(tracking) else tracking.status
        self._say_as(f"utter_track_{situation}", tracking, wording, **values)

    def _say_as(self, response: str, tracking: Tracking, wording: Wording, **values: Any) -> None:
        latest = tracking.latest
        where: dict[str, Any] = {}
        if latest:
            where = {"place": place_of(latest), "time": wording.moment(latest.at), "note": latest.note}
        wording.say(
            response,
            card=card(tracking, wording) if tracking.found else None,
            waybill=tracking.waybill,
            destination=tracking.destination,
            eta=wording.phrase(f"utter_phrase_eta_{tracking.kind or 'unknown'}"),
            outlet_phone=self._phone(latest),
            **where,
            **values,
        )

    def _phone(self, latest: Scan | None) -> str:
        outlet = self.services.facts.outlet(latest.outlet) if latest else None
        return outlet.phone if outlet else self.services.facts.company.hotline

    async def _enquire(self, tracking: Tracking, turn: Turn, wording: Wording) -> OpenedCase:
        """The parcel's open enquiry, or a new one with a promise (BUSINESS B3.2)."""
        now = self.services.clock()
        known = [
            one
            for one in await self.services.desk.cases_of(tracking.waybill)
            if one.kind == "enquiry" and one.is_open and one.deadline_at > now
        ]
        if not known:
            return await self._open_enquiry(tracking, turn, wording)
        await self._promise(known[0], tracking, turn, wording)
        return known[0]

    async def _open_enquiry(self, tracking: Tracking, turn: Turn, wording: Wording) -> OpenedCase:
        deadline = self.services.clock() + self._answer_within(tracking)
        case = await self.services.desk.open_case(
            NewCase(
                conversation_id=turn.conversation_id,
                kind="enquiry",
                summary=wording.for_agents(f"utter_phrase_enquiry_{tracking.status}", waybill=tracking.waybill),
                deadline_at=deadline,
                idempotency_key=key(turn, "enquiry", tracking.waybill),
                waybill=tracking.waybill,
                outlet=tracking.latest.outlet if tracking.latest else None,
                details=parcel_details(tracking),
            )
        )
        await self._promise(case, tracking, turn, wording)
        return case

    async def _promise(self, case: OpenedCase, tracking: Tracking, turn: Turn, wording: Wording) -> None:
        """Whoever is told the deadline is owed an answer, also when somebody else asked first."""
        promise = wording.for_agents("utter_phrase_promise_enquiry", number=case.number, waybill=tracking.waybill)
        once = f"{turn.conversation_id}:{case.number}"
        await self.services.desk.promise(turn.conversation_id, promise, case.deadline_at, case.number, once)

    def _answer_within(self, tracking: Tracking) -> timedelta:
        """30 minutes where one outlet knows; an hour where another department has to look (BUSINESS B3.4)."""
        deadlines = self.services.facts.deadlines
        one_outlet = tracking.status == "problem"
        return timedelta(minutes=deadlines.enquiry_minutes if one_outlet else deadlines.other_department_minutes)


def has_arrived(tracking: Tracking) -> bool:
    """Whether the parcel is in the city it goes to and only has to be delivered."""
    latest = tracking.latest
    if tracking.status != "in_transit" or latest is None or latest.type != "到件":
        return False
    return latest.city.removesuffix("市") in tracking.destination


def place_of(scan: Scan) -> str:
    """Where a scan was made: the outlet, with its city unless the name begins with it."""
    return scan.outlet if scan.city.removesuffix("市") in scan.outlet else f"{scan.city}{scan.outlet}"


def card(tracking: Tracking, wording: Wording) -> Mapping[str, Any]:
    """The tracking card of the widget; times are Beijing time."""
    return {
        "type": "tracking",
        "title": tracking.waybill,
        "subtitle": wording.phrase("utter_phrase_route", origin=tracking.origin, destination=tracking.destination),
        "status": wording.phrase(f"utter_phrase_status_{tracking.status}"),
        "steps": [
            {
                "time": wording.moment(scan.at),
                "text": wording.phrase(f"utter_phrase_scan_{scan.type}", place=place_of(scan)),
            }
            for scan in tracking.scans[:CARD_STEPS]
        ],
    }


def parcel_details(tracking: Tracking) -> dict[str, Any]:
    """What is known of the parcel, for the people who work on its case (BUSINESS B2)."""
    return {
        "status": tracking.status,
        "kind": tracking.kind,
        "origin": tracking.origin,
        "destination": tracking.destination,
        "sent_at": tracking.sent_at.isoformat() if tracking.sent_at else None,
    }
