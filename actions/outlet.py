"""Whom to call: the outlets of a place, the outlet that has the parcel, and always the hotline (BUSINESS B5)."""

import structlog
from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, digression, key
from actions.coverage import place_answer, settle_place
from actions.desk import DeskUnavailable
from actions.forms import SkillForm
from actions.lookup import record_if_given
from actions.parcel import waybill_answer
from actions.questions import Answers, Progress, Question, Slots
from actions.reading import is_not_known
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.facts import Outlet
from courier.outlets import outlets_for
from courier.vocabulary import waybills
from courier.vocabulary.remarks import cannot_reach

NAMED = 3
HOTLINE = "hotline"
log = structlog.get_logger()


def _where(turn: Turn) -> Answers:
    return place_answer(turn) or waybill_answer(turn)


def _no_parcel(slots: Slots) -> bool:
    return not slots.get("waybill")


class OutletForm(SkillForm):
    """Where, unless a parcel tells it or only the hotline is wanted."""

    form = "outlet_form"
    wish = "ask_outlet_contact"
    returns = True
    questions = (Question("place", "utter_question_outlet_place", _where, volunteered=place_answer, needed=_no_parcel),)

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Our hotline and other couriers' need no place; a place that was named must be clear."""
        wants_hotline = turn.value("contact") == HOTLINE or turn.value("carrier")
        if not turn.value("place") and (wants_hotline or (turn.intent != self.wish and is_not_known(turn.text))):
            return progress.end(HOTLINE)
        progress.values["hotline"] = self.services.facts.company.hotline
        settle_place(self.services, progress, wording)


class OutletAction(SkillAction):
    """Gives telephones, hours and addresses."""

    action_name = "action_outlet"
    form = "outlet_form"
    topic = Topic(
        again="outlet_form",
        facts={"place": "place", "waybill": "waybill"},
        takes=("place", "waybill"),
        answers=dict.fromkeys(("phone", "hours", "address", "where"), "outlet_form"),
    )

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """The place of the message counts before the parcel, the parcel before a place of earlier."""
        over = [SlotSet("form_ended", None), SlotSet("asked", None), *digression(turn, self.form, "place")]
        if cannot_reach(turn.text) and turn.previous_was(self.action_name):
            wording.say("utter_outlet_unreachable", hotline=self.services.facts.company.hotline)
            await self._note_silent(turn)
            return [*over, FollowupAction("action_listen")]
        if turn.slots.get("form_ended") == HOTLINE:
            self._say_hotline(turn, wording)
            return over
        outlets = await self._outlets(turn)
        if not outlets:
            self._say_hotline(turn, wording)
            return over
        wording.say(
            "utter_outlets",
            outlets="\n".join(_line(one, wording) for one in outlets),
            hotline=self.services.facts.company.hotline,
        )
        return over

    async def _note_silent(self, turn: Turn) -> None:
        """Supervisors hear of an outlet that several customers cannot reach (BUSINESS B15); of several told, nobody knows which."""
        told = await self._outlets(turn)
        if len(told) != 1:
            return
        try:
            await self.services.desk.unanswered(turn.conversation_id, told[0].name, key(turn, "unanswered"))
        except DeskUnavailable:
            log.warning("outlet.unanswered.not_noted")

    async def _outlets(self, turn: Turn) -> list[Outlet]:
        facts, about = self.services.facts, turn.followed
        place = turn.value("place") or about.get("place")
        waybill = turn.value("waybill") or about.get("waybill") or turn.slots.get("waybill")
        if waybill and (about.get("waybill") or not place):
            latest = (await record_if_given(self.services, waybill, turn)).latest
            holder = facts.outlet(latest.outlet) if latest else None
            return [holder] if holder else []
        found = outlets_for(facts, str(place or turn.slots.get("place") or ""))
        # Where the city has outlets, nobody asks for those of the next one.
        return [one for one in found if one.city == found[0].city][:NAMED]

    def _carrier_of(self, turn: Turn) -> str | None:
        """Whose number the parcel that was just talked about has: 那我打谁的电话."""
        found = waybills(str(turn.slots.get("waybill") or ""), own_carrier=self.services.facts.company.carrier)
        return found[0].carrier if found and turn.previous_was("action_track") else None

    def _say_hotline(self, turn: Turn, wording: Wording) -> None:
        facts = self.services.facts
        carrier = facts.carrier(turn.value("carrier") or self._carrier_of(turn) or "")
        if carrier and carrier.code != facts.company.carrier:
            name = carrier.english if wording.lang == "en" else carrier.name
            wording.say("utter_hotline_foreign", carrier=name, phone=carrier.hotline, hotline=facts.company.hotline)
            return
        hours = facts.company.human_hours
        wording.say("utter_hotline", hotline=facts.company.hotline, hours=f"{hours.opens:%H:%M}-{hours.closes:%H:%M}")


def _line(outlet: Outlet, wording: Wording) -> str:
    return wording.phrase(
        "utter_phrase_outlet", outlet=outlet.name, phone=outlet.phone, hours=outlet.hours, address=outlet.address
    )
