"""Complaints: apology, the customer's own words back, a case with a deadline and somebody responsible (BUSINESS B4, B11)."""

from datetime import timedelta
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, finished, key
from actions.complaint_details import demand_in, details_of, is_about_person, named_outlet
from actions.complaint_form import COMPLAINT_ACTION
from actions.desk import CaseChange, NewCase, OpenedCase
from actions.human import call_person
from actions.lookup import record_if_given
from actions.mood import is_emotional
from actions.topic import Topic
from actions.turn import Turn
from actions.whereabouts import place_of
from actions.wording import Wording
from courier.facts import Facts
from courier.reasons import reason_of
from courier.tracking import Tracking

LONGEST_SUMMARY = 60


class ComplaintAction(SkillAction):
    """Opens the complaint and says by when, and who answers for it."""

    action_name = COMPLAINT_ACTION
    form = "complaint_form"
    topic = Topic(
        again="complaint_form",
        facts={"waybill": "waybill", "case_number": "case_number"},
        corrects=("waybill",),
        answers={
            "when": "action_follow_up",
            "what_now": "action_follow_up",
            "phone": "outlet_form",
            "where": "action_track",
            "arrival": "action_track",
        },
    )

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Record it, promise an answer, name cause, responsible outlet and its telephone; then ask what would help."""
        waybill = None if turn.slots.get("no_waybill") else turn.slots.get("waybill")
        tracking = await record_if_given(self.services, waybill, turn) if waybill else None
        amends = turn.slots.get("amends")
        case = await (self._amend if amends else self._open_case)(tracking, turn, wording)
        about_person = is_about_person(turn.words() if amends else str(turn.slots["complaint_text"]))
        called = await self._call_person(turn) if about_person else []
        (self._say_amended if amends else self._say_opened)(case, tracking, turn, wording)
        if about_person:
            wording.say("utter_complaint_person", number=case.number)
        wants_money = amends and not about_person and turn.value("demand") == "compensation"
        return [
            *(SlotSet(name, None) for name in ("amends", "asked")),
            SlotSet("case_number", case.number),
            SlotSet("case_told", True),
            finished(turn, "complaint_form"),
            *called,
            *([FollowupAction("claim_form")] if wants_money else []),
        ]

    async def _call_person(self, turn: Turn) -> Events:
        story = _shorten(str(turn.slots["complaint_text"]))
        return await call_person(self, turn, "complaint_about_person", story, "complaint")

    def _say_opened(self, case: OpenedCase, tracking: Tracking | None, turn: Turn, wording: Wording) -> None:
        """Who is upset is heard first and told the facts after it; who is calm gets the facts (BUSINESS B11)."""
        story = str(turn.slots["complaint_text"])
        wording.say(
            "utter_complaint_opened_heard" if is_emotional(turn) else "utter_complaint_opened",
            number=case.number,
            story=_shorten(story),
            deadline=wording.moment(case.deadline_at),
            law_days=self.services.facts.deadlines.complaint_law_days,
            cause=cause_of(self.services.facts, tracking, wording),
            **self._responsible(tracking, turn, wording),
        )
        demand = demand_in(story)
        if is_about_person(story):
            return
        if demand:
            wording.say("utter_complaint_right", demand=wording.phrase(f"utter_phrase_demand_{demand}"))
        else:
            wording.say("utter_question_demand")

    def _say_amended(self, case: OpenedCase, tracking: Tracking | None, turn: Turn, wording: Wording) -> None:
        demand = turn.value("demand") or demand_in(turn.words())
        values: dict[str, Any] = {"number": case.number, "deadline": wording.moment(case.deadline_at)}
        if turn.follows:
            return wording.say("utter_complaint_amended", **values, **self._responsible(tracking, turn, wording))
        if demand:
            return wording.say(
                "utter_complaint_demand", demand=wording.phrase(f"utter_phrase_demand_{demand}"), **values
            )
        return wording.say("utter_complaint_added", added=_shorten(turn.words()), **values)

    def _responsible(self, tracking: Tracking | None, turn: Turn, wording: Wording) -> dict[str, Any]:
        """Which parcel, who answers for it, and how to reach them (BUSINESS B4)."""
        outlet = self._outlet(tracking, turn)
        known = self.services.facts.outlet(outlet or "")
        return {
            "about": wording.phrase("utter_phrase_about", waybill=tracking.waybill) if tracking else "",
            "responsible": outlet or wording.phrase("utter_phrase_headquarters"),
            "phone": known.phone if known else self.services.facts.company.hotline,
        }

    def _outlet(self, tracking: Tracking | None, turn: Turn) -> str | None:
        """The outlet that the customer names, else the one where the parcel was last seen: it is asked first."""
        named = named_outlet(self.services.facts, str(turn.slots["complaint_text"]))
        if named:
            return named.name
        return tracking.latest.outlet if tracking and tracking.latest else None

    async def _open_case(self, tracking: Tracking | None, turn: Turn, wording: Wording) -> OpenedCase:
        """The legal clock, which the desk keeps with the case, runs beside our own: both are promised (PROTOCOLS §8.1)."""
        deadlines, now = self.services.facts.deadlines, self.services.clock()
        lawful = now + timedelta(days=deadlines.complaint_law_days)
        story = str(turn.slots["complaint_text"])
        idempotency_key = key(turn, "complaint")
        case = await self.services.desk.open_case(
            NewCase(
                conversation_id=turn.conversation_id,
                kind="complaint",
                summary=wording.for_agents("utter_phrase_complaint", story=_shorten(story)),
                deadline_at=now + timedelta(hours=deadlines.complaint_hours),
                idempotency_key=idempotency_key,
                waybill=tracking.waybill if tracking else None,
                outlet=self._outlet(tracking, turn),
                details=self._details(tracking, turn, wording),
            )
        )
        for phrase, due, once in (("complaint", case.deadline_at, ""), ("complaint_lawful", lawful, ":lawful")):
            promise = wording.for_agents(f"utter_phrase_promise_{phrase}", number=case.number)
            key_of_promise = idempotency_key + once
            await self.services.desk.promise(turn.conversation_id, promise, due, case.number, key_of_promise)
        return case

    async def _amend(self, tracking: Tracking | None, turn: Turn, wording: Wording) -> OpenedCase:
        """What the customer adds or puts right; the deadlines stay."""
        number, demand = str(turn.slots["amends"]), turn.value("demand")
        wished = wording.for_agents(f"utter_phrase_demand_{demand}") if demand else ""
        change = CaseChange(
            idempotency_key=key(turn, "amend", number),
            waybill=tracking.waybill if tracking else None,
            outlet=self._outlet(tracking, turn),
            details=self._details(tracking, turn, wording),
            note=wording.for_agents("utter_phrase_amended", words=wished or turn.words()),
        )
        return await self.services.desk.amend(number, change)

    def _details(self, tracking: Tracking | None, turn: Turn, wording: Wording) -> dict[str, Any]:
        story = str(turn.slots["complaint_text"])
        demand = turn.value("demand") or demand_in(story)
        return {
            "story": story,
            **details_of(self.services.facts, turn, story),
            "customer": "emotional" if is_emotional(turn) else "rational",
            **({"demand": wording.for_agents(f"utter_phrase_demand_{demand}")} if demand else {}),
            **({"status": tracking.status} if tracking else {}),
        }


def cause_of(facts: Facts, tracking: Tracking | None, wording: Wording) -> str:
    """What the scans tell of the cause, where they tell anything; nothing that a note says about people."""
    if tracking is None or tracking.latest is None:
        return ""
    latest = tracking.latest
    reason = reason_of(facts.tracking, latest.note)
    note = f"（{reason.en if wording.lang == 'en' else reason.zh}）" if reason else ""
    return wording.phrase(
        f"utter_phrase_cause_{tracking.status}", time=wording.moment(latest.at), place=place_of(latest), note=note
    )


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SUMMARY else line[: LONGEST_SUMMARY - 1] + "…"
