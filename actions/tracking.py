"""Where a parcel is, what happens next, and an enquiry where the scans cannot tell (BUSINESS B2, B3)."""

import asyncio
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, digression
from actions.desk import DeskUnavailable
from actions.enquiry import WHEREABOUTS, enquire
from actions.forms import Question, SkillForm
from actions.lookup import PARCEL_TAIL, given_tail, look_up, meant_parcels
from actions.numbers import say_flaw, say_how_many
from actions.services import Services
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.facts import Outlet
from courier.tracking import PhoneTailNeeded, Scan, Tracking

MOST_AT_ONCE = 3
CARD_STEPS = 8
LONGEST_WORDS = 60
# Asked about a parcel whose whereabouts were just told.
ABOUT_PARCEL = {
    "where": "action_track",
    "arrival": "action_track",
    "when": "action_track",
    "why": "action_track",
    "what_now": "action_track",
    "phone": "outlet_form",
    "address": "outlet_form",
    "compensation": "action_claim_terms",
    "payout": "action_claim_terms",
    "material": "action_claim_terms",
}
# Nobody outside can tell these from the scans: an outlet has to look for the parcel.
NEEDS_ENQUIRY = frozenset({"no_record", "problem", "stuck"})


def waybill_answer(turn: Turn) -> dict[str, Any]:
    """The waybill in the message."""
    waybill = turn.value("waybill")
    return {"waybill": waybill} if waybill else {}


WAYBILL = Question(
    "waybill",
    "utter_question_waybill",
    waybill_answer,
    volunteered=waybill_answer,
    unknown="utter_question_waybill_unknown",
    another="utter_question_waybill_another",
)


class TrackForm(SkillForm):
    """Asks for the waybill, and for a telephone's tail where the carrier wants it."""

    form = "track_form"
    wish = "track_parcel"
    returns = True
    questions = (WAYBILL, PARCEL_TAIL)


class ParcelAction(SkillAction):
    """An action about parcels: for up to three waybills of the message, or the one the conversation is about."""

    topic = Topic(again="action_track", facts={"waybill": "waybill"}, takes=("waybill",), answers=ABOUT_PARCEL)

    @abstractmethod
    async def answer(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """Say the answer for one parcel of ours, and return the events."""

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Look the parcels up and answer for each; without a waybill the form asks for it."""
        known = turn.slots.get("waybill")
        if known and say_flaw(turn, wording):
            return [SlotSet("form_ended", None)]
        waybills = turn.values("waybill")[:MOST_AT_ONCE] or meant_parcels(turn)
        if not waybills and self.form:
            return [FollowupAction(self.form)]
        if turn.value("waybill"):
            say_how_many(turn, waybills, wording)
        told = await self._tell(waybills, turn, wording)
        return [SlotSet("form_ended", None), SlotSet("asked", None), *told]

    async def _tell(self, waybills: list[str], turn: Turn, wording: Wording) -> Events:
        events: Events = [SlotSet("tail_for", None), SlotSet("parcel_tail", given_tail(turn))]
        untold: list[str] = []
        # All at once: the customer waits no longer for three parcels than for one.
        records = await asyncio.gather(*(self.record(one, turn) for one in waybills))
        for waybill, tracking in zip(waybills, records, strict=True):
            if isinstance(tracking, PhoneTailNeeded):
                untold.append(waybill)
                if tracking.mismatch:
                    wording.say("utter_track_tail_wrong", waybill=waybill)
            elif is_foreign(self.services, tracking):
                self._say_whose(tracking, wording)
            else:
                events += await self.answer(tracking, turn, wording)
        return [*events, *(self._ask_for_tail(untold) or digression(turn, self.form, "waybill"))]

    async def record(self, waybill: str, turn: Turn) -> Tracking | PhoneTailNeeded:
        """The parcel's record, or what is needed for it and the form can ask for."""
        try:
            return await look_up(self.services, waybill, turn)
        except PhoneTailNeeded as needed:
            return needed

    def _ask_for_tail(self, waybills: list[str]) -> Events:
        if not waybills:
            return []
        asked_for = [SlotSet("tail_for", waybills), SlotSet("parcel_tail", None), SlotSet("waybill", waybills[-1])]
        return [*asked_for, FollowupAction(self.form or "track_form")]

    async def tell_where(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """Say where the parcel is; where the scans cannot tell, with the enquiry that will."""
        if tracking.status not in NEEDS_ENQUIRY:
            self._say(tracking, wording)
            return []
        situation = situation_of(tracking)
        words = " ".join(turn.words().split())[:LONGEST_WORDS]
        summary = wording.for_agents(f"utter_phrase_enquiry_{situation}", waybill=tracking.waybill, words=words)
        try:
            case, _ = await enquire(self.services, tracking, turn, wording, about=WHEREABOUTS, summary=summary)
        except DeskUnavailable:
            # Where the parcel was last seen is certain even when nothing can be recorded.
            if tracking.latest:
                self.say_as("utter_track_last_seen", tracking, wording)
            raise
        self._say(tracking, wording, number=case.number, deadline=wording.moment(case.deadline_at))
        return [SlotSet("case_number", case.number)]

    def say_as(self, response: str, tracking: Tracking, wording: Wording, **values: Any) -> None:
        """Say a response about the parcel, with its card."""
        latest = tracking.latest
        where: dict[str, Any] = {}
        if latest:
            place = place_of(latest) or wording.phrase("utter_phrase_place_unknown")
            where = {"place": place, "time": wording.moment(latest.at), "note": latest.note}
        wording.say(
            response,
            card=card(tracking, wording) if tracking.found else None,
            waybill=tracking.waybill,
            destination=destination_of(tracking, wording),
            eta=wording.phrase(f"utter_phrase_eta_{tracking.kind or 'unknown'}"),
            outlet_phone=self.phone(tracking),
            **where,
            **values,
        )
        if tracking.as_of:
            as_of = "utter_track_as_of_stale" if tracking.is_stale else "utter_track_as_of"
            wording.say(as_of, as_of=wording.moment(tracking.as_of))

    def outlet(self, tracking: Tracking) -> Outlet | None:
        """The outlet that had the parcel last."""
        return self.services.facts.outlet(tracking.latest.outlet) if tracking.latest else None

    def phone(self, tracking: Tracking) -> str:
        """The telephone of the outlet that had the parcel last, else the hotline."""
        outlet = self.outlet(tracking)
        return outlet.phone if outlet else self.services.facts.company.hotline

    def _say_whose(self, tracking: Tracking, wording: Wording) -> None:
        carrier = self.services.facts.carrier(str(tracking.carrier))
        name = (carrier.english if wording.lang == "en" else carrier.name) if carrier else str(tracking.carrier)
        whom: dict[str, Any] = {"carrier": name, "hotline": carrier.hotline if carrier else ""}
        if not tracking.latest:
            return wording.say("utter_track_foreign", waybill=tracking.waybill, **whom)
        status = wording.phrase(f"utter_phrase_status_{tracking.status}")
        self.say_as("utter_track_foreign_found", tracking, wording, status=status, **whom)

    def _say(self, tracking: Tracking, wording: Wording, **values: Any) -> None:
        situation = "in_destination_city" if has_arrived(tracking) else situation_of(tracking)
        self.say_as(f"utter_track_{situation}", tracking, wording, **values)


class TrackAction(ParcelAction):
    """Says where the parcels are."""

    action_name = "action_track"
    form = "track_form"

    async def answer(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """Where it is; asked right after that, when it arrives or why it has not."""
        if turn.asks == "why" and tracking.status in _DELIVERED:
            return [FollowupAction("action_not_received")]
        reason = _reason(tracking)
        if turn.asks == "why" and tracking.status == "returned" and reason:
            self.say_as("utter_why_returned", tracking, wording, reason=reason)
            return []
        if turn.asks in _LATER and tracking.status in _ON_THE_WAY:
            situation = "in_destination_city" if has_arrived(tracking) else tracking.status
            self.say_as(f"utter_{_LATER[turn.asks]}_{situation}", tracking, wording)
            return [SlotSet("asked", "urge_form")] if _LATER[turn.asks] == "why" else []
        return await self.tell_where(tracking, turn, wording)


# A parcel that moves; of any other the status itself says when, and why not yet.
_ON_THE_WAY = frozenset({"in_transit", "out_for_delivery"})
_DELIVERED = frozenset({"signed", "in_locker"})
_LATER = {"arrival": "eta", "when": "eta", "why": "why", "what_now": "why"}


def _reason(tracking: Tracking) -> str:
    """Why the parcel goes back, as the courier noted it."""
    notes = (scan.note for scan in tracking.scans if scan.type in ("退件", "问题件") and scan.note)
    return next(notes, "")


def is_foreign(services: Services, tracking: Tracking) -> bool:
    """Whether the parcel is another carrier's; what is in our own records is ours to answer for."""
    if tracking.carrier in (None, services.facts.company.carrier):
        return False
    return not (tracking.found and tracking.is_own_record)


def situation_of(tracking: Tracking) -> str:
    """The status, unless it is only the source that is silent."""
    return "unavailable" if tracking.is_unseen else tracking.status


def has_arrived(tracking: Tracking) -> bool:
    """Whether the parcel is in the city it goes to and only has to be delivered."""
    latest = tracking.latest
    if tracking.status != "in_transit" or latest is None or latest.type != "到件" or not latest.city:
        return False
    return latest.city.removesuffix("市") in tracking.destination


def place_of(scan: Scan) -> str:
    """Where a scan was made: the outlet, with its city unless the name begins with it."""
    return scan.outlet if scan.city.removesuffix("市") in scan.outlet else f"{scan.city}{scan.outlet}"


def destination_of(tracking: Tracking, wording: Wording) -> str:
    """Where the parcel goes; not every carrier's record has it."""
    return tracking.destination or wording.phrase("utter_phrase_destination_unknown")


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
