"""Where a parcel is, what happens next, and what follows from its state (BUSINESS B2, B3)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events
from actions.delivery import IN_THE_BOX
from actions.forms import SURE, SkillForm
from actions.lookup import PARCEL_TAIL
from actions.numbers import flawed
from actions.parcel import TRACKED, WAYBILL, ParcelAction, is_foreign
from actions.questions import Progress
from actions.reading import is_not_known, is_question
from actions.route import places_named
from actions.turn import Turn
from actions.whereabouts import NEEDS_ENQUIRY, line
from actions.wording import Wording
from courier.tracking import Tracking
from courier.vocabulary.remarks import asks_why

NO_NUMBER = "no_number"

# 我不知道单号, 单号我看不清: the parcel is found otherwise.
_HAS_NO_NUMBER = re.compile(
    r"(?:不知道|没有|忘了?|找不到|记不得|记不住|看不清|丢了)[^，。,]{0,4}单号|单号[^，。,]{0,4}(?:不知道|没有|忘了|找不到|看不清|丢了|没了)|(?:don.t|do not) (?:know|have) (?:the|my|a) (?:number|waybill)",
    re.IGNORECASE,
)


class TrackForm(SkillForm):
    """Asks for the waybill, and for a telephone's tail where the carrier wants it."""

    form = "track_form"
    wish = "track_parcel"
    returns = True
    questions = (WAYBILL, PARCEL_TAIL)

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Who has no number is helped to find the parcel otherwise."""
        was_asked = turn.slots.get("requested_slot") == "waybill"
        begins = turn.form_started_now(self.form)
        begins_without = begins and _HAS_NO_NUMBER.search(turn.text)
        # A route and a tail find the parcel, so nobody has to look for its number first.
        finds = was_asked or (begins and turn.value("phone_tail"))
        tells_route = bool(finds) and {"from_place", "to_place"} <= places_named(turn).keys()
        does_not_know = begins_without or (was_asked and (is_not_known(turn.text) or _HAS_NO_NUMBER.search(turn.text)))
        has_none = turn.value("ending") == "skip" or does_not_know or tells_route
        if has_none and not progress.slots.get("waybill") and not flawed(turn):
            progress.end(NO_NUMBER)


class TrackAction(ParcelAction):
    """Says where the parcels are."""

    action_name = "action_track"
    form = "track_form"
    # 是顺丰的: whose number it is can be told where we know nothing of it.
    topic = replace(TRACKED, takes=("waybill", "carrier"))

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Answer for the parcels; without a number they are looked for."""
        if turn.slots.get("form_ended") == NO_NUMBER:
            return [SlotSet("form_ended", None), FollowupAction("find_form")]
        if _is_damaged(turn):
            return [FollowupAction("claim_form")]
        return await super().act(turn, wording)

    async def answer(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """Where it is; asked right after that, when it arrives or why it has not."""
        carrier = turn.value("carrier")
        if carrier not in (None, self.services.facts.company.carrier) and not tracking.found:
            self.say_whose(replace(tracking, carrier=carrier), wording)
            return []
        if turn.asks == "why" and tracking.status in _DELIVERED:
            return [FollowupAction("action_not_received")]
        note = _note(tracking)
        if _wonders(tracking, turn) and note:
            self.say_as(f"utter_why_{tracking.status}", tracking, wording, reason=self.reason(note, wording))
            return []
        situation = self.situation(tracking)
        if turn.asks in _LATER and situation in _ON_THE_WAY:
            if turn.asks in _REASONS:
                self.say_as(f"utter_why_{situation}", tracking, wording)
                return [SlotSet("asked", "urge_form")]
            self.say_as(f"utter_eta_{situation}", tracking, wording)
            return []
        return await self.tell_where(tracking, turn, wording)

    async def answer_all(self, parcels: Sequence[Tracking], turn: Turn, wording: Wording) -> Events:
        """Several parcels in one answer, a line for each."""
        ours = [one for one in parcels if not is_foreign(self.services, one)]
        if len(ours) < 2:
            return await super().answer_all(parcels, turn, wording)
        cases = {one.waybill: await self._case_of(one, turn, wording) for one in ours}
        facts, now = self.services.facts, self.services.clock()
        lines = [line(facts, one, now, wording, cases[one.waybill]) for one in ours]
        wording.say("utter_track_several", lines="\n".join(lines), count=len(lines))
        for tracking in parcels:
            if tracking not in ours:
                self.say_whose(tracking, wording)
        return [SlotSet("case_number", number) for number in cases.values() if number][-1:]

    async def _case_of(self, tracking: Tracking, turn: Turn, wording: Wording) -> str:
        """The number of the enquiry that the parcel needs; empty for a parcel that needs none."""
        if self.situation(tracking) not in NEEDS_ENQUIRY:
            return ""
        return (await self.ask_outlet(tracking, turn, wording)).number


# A parcel that moves; of any other the status itself says when, and why not yet.
_ON_THE_WAY = frozenset({"in_transit", "in_destination_city", "out_for_delivery"})
_DELIVERED = frozenset({"signed", "in_locker"})
_REASONS = frozenset({"why", "what_now"})
_LATER = _REASONS | {"arrival", "when"}


def _is_damaged(turn: Turn) -> bool:
    """Whether the parcel came, and not as it was sent, in words that only half sound like a question where it is."""
    tells = turn.value("waybill") and turn.affirmed("incident") in IN_THE_BOX
    return bool(tells) and turn.confidence < SURE and not is_question(turn.text)


def _wonders(tracking: Tracking, turn: Turn) -> bool:
    """Whether the reason alone is asked for: of a parcel that was set aside, once its enquiry was told."""
    asks = turn.asks == "why" or asks_why(turn.text)
    return asks and (tracking.status == "returned" or (tracking.status == "problem" and turn.follows))


def _note(tracking: Tracking) -> str:
    """Why the parcel goes back or was set aside, as the courier noted it."""
    notes = (scan.note for scan in tracking.scans if scan.type in ("退件", "问题件") and scan.note)
    return next(notes, "")
