"""Pickup: first the local outlet's telephone; if the customer wants us to arrange it, a case and a 15-minute promise (BUSINESS B5)."""

from datetime import datetime, timedelta
from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import Events, SkillAction, finished, key
from actions.coverage import place_answer, record_demand, say_unserved, settle_place
from actions.desk import NewCase, OpenedCase
from actions.forms import Answers, Progress, Question, SkillForm
from actions.reading import at_once, contact_name, is_yes, pickup_time, says_self
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.outlets import opens_next, outlets_for

UNSERVED = "unserved"
DECLINED = "declined"


def _arrange(turn: Turn) -> Answers:
    if turn.intent in ("affirm", "pickup_request"):
        return {"arrange": True}
    if turn.intent == "deny" or says_self(turn.text):
        return {"arrange": False}
    # Whoever goes on with a telephone or a time wants it arranged.
    return {"arrange": True} if is_yes(turn.text) or turn.value("phone") or _time(turn) else {}


def _phone(turn: Turn) -> Answers:
    phone = turn.value("phone")
    return {"phone": phone} if phone else {}


def _name(turn: Turn) -> Answers:
    name = None if turn.is_payload or turn.value("phone") or turn.value("place") else contact_name(turn.text)
    return {"contact_name": name} if name else {}


def _time(turn: Turn) -> Answers:
    if turn.is_payload:
        return {}
    time = pickup_time(turn.rest())
    return {"pickup_time": time} if time else {}


def _urgent_time(turn: Turn) -> Answers:
    time = None if turn.is_payload else at_once(turn.text)
    return {"pickup_time": time} if time else {}


class PickupForm(SkillForm):
    """Where, whether we arrange it, and then whom to call and when."""

    form = "pickup_form"
    wish = "pickup_request"
    own_slots = ("arrange", "contact_name", "pickup_time")
    questions = (
        Question("place", "utter_question_pickup_place", place_answer, volunteered=place_answer),
        Question("arrange", "utter_question_arrange", _arrange),
        Question("phone", "utter_question_phone", _phone, volunteered=_phone),
        Question("contact_name", "utter_question_contact_name", _name),
        Question("pickup_time", "utter_question_pickup_time", _time, volunteered=_urgent_time),
    )

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Find the outlet for the place; end where there is none yet, or where the customer calls it alone."""
        asked_about = turn.slots.get("coverage_place")
        if (
            turn.form_started_now(self.form)
            and asked_about
            and turn.slots.get("place") == asked_about
            and not turn.value("place")
        ):
            # The place of an earlier question about coverage is where a parcel goes, seldom where the customer is.
            progress.set(place=None)
        coverage = settle_place(self.services, progress)
        if coverage is None:
            return
        if coverage.status == "unserved":
            return progress.end(UNSERVED)
        if progress.slots.get("arrange") is False:
            return progress.end(DECLINED)
        outlet = next(iter(outlets_for(self.services.facts, progress.slots["place"])), None)
        hotline = self.services.facts.company.hotline
        progress.values |= {"outlet": outlet.name if outlet else self.services.facts.company.name}
        progress.values |= {
            "outlet_phone": outlet.phone if outlet else hotline,
            "hours": outlet.hours if outlet else "",
        }
        if at_once(str(progress.slots.get("pickup_time") or "")) and progress.slots.get("arrange") is None:
            progress.ask_instead = "utter_question_arrange_urgent"


class PickupAction(SkillAction):
    """Opens the pickup, or says what is left to the customer."""

    action_name = "action_pickup"
    form = "pickup_form"
    topic = Topic(
        again="pickup_form",
        facts={"place": "place", "case_number": "case_number"},
        corrects=("place", "phone", "time"),
        answers={
            "when": "action_follow_up",
            "arrival": "action_follow_up",
            "phone": "outlet_form",
            "price": "price_form",
        },
    )

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Finish as the form ended."""
        ended = turn.slots.get("form_ended")
        if ended == UNSERVED:
            return await self._offer_ems(turn, wording)
        place = turn.slots["place"]
        outlet = next(iter(outlets_for(self.services.facts, place)), None)
        phone = outlet.phone if outlet else self.services.facts.company.hotline
        name = outlet.name if outlet else self.services.facts.company.name
        if ended == DECLINED:
            wording.say("utter_pickup_declined", outlet=name, phone=phone)
            return [SlotSet("form_ended", None), finished(turn, "pickup_form")]
        now = self.services.clock()
        starts = opens_next(outlet, now) if outlet else now
        case = await self._open_case(name, starts, turn, wording)
        response = "utter_pickup_opened_urgent" if at_once(turn.slots["pickup_time"]) else "utter_pickup_opened"
        if starts > now:
            response = "utter_pickup_opened_before_hours"
        values = {slot: turn.slots[slot] for slot in ("contact_name", "pickup_time", "place")}
        deadline = wording.moment(case.deadline_at)
        wording.say(
            response,
            number=case.number,
            outlet=name,
            outlet_phone=phone,
            deadline=deadline,
            phone=turn.slots["phone"],
            hours=outlet.hours if outlet else "",
            **values,
        )
        return [SlotSet("case_number", case.number), SlotSet("asked", None), finished(turn, "pickup_form")]

    async def _offer_ems(self, turn: Turn, wording: Wording) -> Events:
        coverage = settle_place(self.services, Progress(dict(turn.slots)))
        if coverage is not None:
            case = await record_demand(self.services, coverage, turn, wording)
            say_unserved(coverage, case, wording)
        return [SlotSet("form_ended", None), SlotSet("place", None), finished(turn, "pickup_form")]

    async def _open_case(self, outlet: str, starts: datetime, turn: Turn, wording: Wording) -> OpenedCase:
        """The outlet can be asked from ``starts`` on; the check follows within minutes (BUSINESS B5)."""
        deadline = starts + timedelta(minutes=self.services.facts.deadlines.pickup_check_minutes)
        details: dict[str, Any] = {name: turn.slots[name] for name in ("place", "phone", "contact_name", "pickup_time")}
        case = await self.services.desk.open_case(
            NewCase(
                conversation_id=turn.conversation_id,
                kind="pickup",
                summary=wording.for_agents("utter_phrase_pickup", **{**details, "outlet": outlet}),
                deadline_at=deadline,
                idempotency_key=key(turn, "pickup"),
                outlet=outlet,
                details=details,
            )
        )
        promise = wording.for_agents("utter_phrase_promise_pickup", number=case.number, outlet=outlet)
        await self.services.desk.promise(
            turn.conversation_id, promise, case.deadline_at, case.number, key(turn, "pickup")
        )
        return case
