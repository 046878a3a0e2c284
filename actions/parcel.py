"""What all actions about parcels share: looking up, telling where it is, and an enquiry where the scans cannot tell."""

import asyncio
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, digression
from actions.desk import DeskUnavailable, OpenedCase
from actions.enquiry import WHEREABOUTS, ask_again_before_noon, enquire
from actions.lookup import given_tail, look_up, meant_parcels
from actions.numbers import say_flaw, say_how_many
from actions.privacy import attempts_left
from actions.questions import Question, entity_answer
from actions.services import Services
from actions.topic import Topic
from actions.turn import Turn
from actions.whereabouts import NEEDS_ENQUIRY, OUT_LATE, card, destination_of, expected, said_place, situation_of
from actions.wording import Wording
from courier.arrival import judged
from courier.reasons import reason_of
from courier.tracking import PhoneTailNeeded, Tracking

MOST_AT_ONCE = 3
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

TRACKED = Topic(again="action_track", facts={"waybill": "waybill"}, takes=("waybill",), answers=ABOUT_PARCEL)


waybill_answer = entity_answer("waybill")
WAYBILL = Question(
    "waybill",
    "utter_question_waybill",
    waybill_answer,
    volunteered=waybill_answer,
    unknown="utter_question_waybill_unknown",
    another="utter_question_waybill_another",
)


class ParcelAction(SkillAction):
    """An action about parcels: for up to three waybills of the message, or the one the conversation is about."""

    topic = TRACKED

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
        # All at once: the customer waits no longer for three parcels than for one.
        records = await asyncio.gather(*(self.record(one, turn) for one in waybills))
        untold: list[str] = []
        for waybill, record in zip(waybills, records, strict=True):
            if isinstance(record, PhoneTailNeeded):
                untold.append(waybill)
                if record.mismatch:
                    wording.say("utter_track_tail_wrong", waybill=waybill)
        now, facts = self.services.clock(), self.services.facts
        told = [judged(facts, one, now) for one in records if not isinstance(one, PhoneTailNeeded)]
        events: Events = [SlotSet("tail_for", None), SlotSet("parcel_tail", given_tail(turn))]
        events += await self.answer_all(told, turn, wording)
        if untold and not await attempts_left(self.services, turn, untold):
            wording.say("utter_tail_locked", hotline=self.services.facts.company.hotline)
            untold = []
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

    async def answer_all(self, parcels: Sequence[Tracking], turn: Turn, wording: Wording) -> Events:
        """Answer for one parcel after the other."""
        events: Events = []
        for tracking in parcels:
            if is_foreign(self.services, tracking):
                self.say_whose(tracking, wording)
            else:
                events += await self.answer(tracking, turn, wording)
        return events

    def situation(self, tracking: Tracking) -> str:
        """The status, and what the newest scan adds to it."""
        return situation_of(self.services.facts, tracking, self.services.clock())

    async def tell_where(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """Say where the parcel is; where the scans cannot tell, with the enquiry that will."""
        if self.situation(tracking) not in NEEDS_ENQUIRY:
            self._say(tracking, wording)
            return []
        try:
            case = await self.ask_outlet(tracking, turn, wording)
        except DeskUnavailable:
            # Where the parcel was last seen is certain even when nothing can be recorded.
            if tracking.latest:
                self.say_as("utter_track_last_seen", tracking, wording)
            raise
        told: dict[str, Any] = {"number": case.number, "deadline": wording.moment(case.deadline_at)}
        if self._was_just_told(case, turn):
            wording.say("utter_track_same", waybill=tracking.waybill, outlet_phone=self.phone(tracking), **told)
        else:
            self._say(tracking, wording, **told)
        return [SlotSet("case_number", case.number)]

    def _was_just_told(self, case: OpenedCase, turn: Turn) -> bool:
        """Whether the answer before this one was the same: then what it comes to is enough, without the way again."""
        known = turn.slot_before("case_number") == case.number and not turn.value("waybill")
        return known and turn.previous_was(self.action_name)

    async def ask_outlet(self, tracking: Tracking, turn: Turn, wording: Wording) -> OpenedCase:
        """The enquiry where the parcel is; a parcel on its round is asked about once more before noon (BUSINESS B3.3)."""
        situation = self.situation(tracking)
        words = " ".join(turn.words().split())[:LONGEST_WORDS]
        summary = wording.for_agents(f"utter_phrase_enquiry_{situation}", waybill=tracking.waybill, words=words)
        case, _ = await enquire(self.services, tracking, turn, wording, about=WHEREABOUTS, summary=summary)
        if situation == OUT_LATE:
            await ask_again_before_noon(self.services, case, tracking, turn, wording)
        return case

    def say_as(self, response: str, tracking: Tracking, wording: Wording, **values: Any) -> None:
        """Say a response about the parcel, with its card."""
        latest = tracking.latest
        where: dict[str, Any] = {}
        if latest:
            reason = self.reason(latest.note, wording)
            where = {"place": said_place(latest, wording), "time": wording.moment(latest.at), "note": reason}
        wording.say(
            response,
            card=card(tracking, wording) if tracking.found else None,
            waybill=tracking.waybill,
            destination=destination_of(tracking, wording),
            **expected(self.services.facts, tracking, self.services.clock(), wording),
            outlet_phone=self.phone(tracking),
            **where,
            **values,
        )
        if tracking.as_of:
            as_of = "utter_track_as_of_stale" if tracking.is_stale else "utter_track_as_of"
            wording.say(as_of, as_of=wording.moment(tracking.as_of))

    def reason(self, note: str, wording: Wording) -> str:
        """Why a parcel was set aside or goes back, without what the courier's note says about people."""
        found = reason_of(self.services.facts.tracking, note)
        if found is None:
            return wording.phrase("utter_phrase_reason_other")
        return found.en if wording.lang == "en" else found.zh

    def phone(self, tracking: Tracking) -> str:
        """The telephone of the outlet that had the parcel last, else the hotline."""
        return telephone_of(self.services, tracking)

    def say_whose(self, tracking: Tracking, wording: Wording) -> None:
        """Name the carrier whose number it is, and its hotline."""
        carrier = self.services.facts.carrier(str(tracking.carrier))
        name = (carrier.english if wording.lang == "en" else carrier.name) if carrier else str(tracking.carrier)
        whom: dict[str, Any] = {"carrier": name, "hotline": carrier.hotline if carrier else ""}
        if not tracking.latest:
            return wording.say("utter_track_foreign", waybill=tracking.waybill, **whom)
        status = wording.phrase(f"utter_phrase_status_{tracking.status}")
        self.say_as("utter_track_foreign_found", tracking, wording, status=status, **whom)

    def _say(self, tracking: Tracking, wording: Wording, **values: Any) -> None:
        self.say_as(f"utter_track_{self.situation(tracking)}", tracking, wording, **values)


def is_foreign(services: Services, tracking: Tracking) -> bool:
    """Whether the parcel is another carrier's; what is in our own records is ours to answer for."""
    if tracking.carrier in (None, services.facts.company.carrier):
        return False
    return not (tracking.found and tracking.is_own_record)


def telephone_of(services: Services, tracking: Tracking) -> str:
    """The telephone of the outlet that had the parcel last, else the hotline."""
    outlet = services.facts.outlet(tracking.latest.outlet) if tracking.latest else None
    return outlet.phone if outlet else services.facts.company.hotline
