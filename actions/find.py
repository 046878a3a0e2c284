"""A parcel without its number: found by route and telephone, or looked for by the outlet (BUSINESS B2, B3).

What is found is told in one line with a masked number. Route and tail are easier to guess than a waybill, so they open
nothing more: the gate of actions/privacy.py wants the waybill and the tail.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, finished, key
from actions.coverage import settle_place
from actions.desk import NewCase, OpenedCase
from actions.forms import SkillForm
from actions.privacy import attempt, tail_answer, tail_volunteered
from actions.questions import Progress, Question, Slots, entity_answer
from actions.reading import is_not_known
from actions.route import from_answer, places_named, to_answer
from actions.turn import Turn
from actions.whereabouts import line
from actions.wording import Wording
from courier.arrival import judged
from courier.outlets import opens_next, outlets_for
from courier.tracking import SourceUnavailable, Tracking
from courier.tracking.finding import find_in

FOUND, NUMBER, DONE, MISSED = "found", "number", "done", "missed"
PLACES = ("from_place", "to_place")


def _is_missed(slots: Slots) -> bool:
    return bool((slots.get("details") or {}).get(MISSED))


def _may_be_found(slots: Slots) -> bool:
    return not _is_missed(slots)


class FindForm(SkillForm):
    """From where, to where, the tail; where that finds nothing, a telephone to call back."""

    form = "find_form"
    wish = "track_parcel"
    returns = True
    own_slots = ("details",)
    questions = (
        Question("from_place", "utter_question_find_from", from_answer, volunteered=places_named),
        Question("to_place", "utter_question_find_to", to_answer),
        Question(
            "phone_tail", "utter_question_find_tail", tail_answer, volunteered=tail_volunteered, needed=_may_be_found
        ),
        Question(
            "phone",
            "utter_question_find_phone",
            entity_answer("phone"),
            needed=_is_missed,
            unknown="utter_question_find_phone_unknown",
        ),
    )

    def _start(self, turn: Turn, progress: Progress) -> None:
        """The route of a price that was asked for earlier is another parcel's."""
        if turn.slots.get("resume") != self.form:
            progress.set(details=None, **dict.fromkeys(PLACES))
        super()._start(turn, progress)

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Look the parcel up as soon as route and tail are known; a waybill needs no looking for."""
        tail = progress.slots.get("phone_tail")
        progress.set(phone_tail=None)
        if turn.value("waybill"):
            return progress.end(NUMBER)
        for slot in PLACES:
            settle_place(self.services, progress, wording, slot)
        is_routed = all(progress.slots.get(slot) for slot in PLACES)
        if tail and is_routed and not _is_missed(progress.slots):
            await self._look(tail, turn, progress, wording)
        elif turn.slots.get("requested_slot") == "phone_tail" and not tail and _has_none(turn):
            progress.set(details={MISSED: True}, attempts=None)
        elif turn.slots.get("requested_slot") == "phone" and turn.intent == "deny":
            progress.end(DONE)

    async def _look(self, tail: str, turn: Turn, progress: Progress, wording: Wording) -> None:
        found: tuple[Tracking, ...] = ()
        if await attempt(self.services, turn):
            origin, destination = (str(progress.slots[slot]) for slot in PLACES)
            with suppress(SourceUnavailable):
                found = await find_in(self.services.source, origin, destination, tail)
        if not found:
            return progress.set(details={MISSED: True}, attempts=None)
        facts, now = self.services.facts, self.services.clock()
        lines = [line(facts, judged(facts, one, now), now, wording) for one in found]
        wording.say("utter_found", lines="\n".join(lines), count=len(lines))
        progress.end(FOUND)


def _has_none(turn: Turn) -> bool:
    return turn.intent == "deny" or is_not_known(turn.text)


class FindAction(SkillAction):
    """Where nothing was found: an enquiry at the outlet that took the parcel in, and by when it answers."""

    action_name = "action_find"
    form = "find_form"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Nothing more where the form has told the parcel."""
        over = [SlotSet("form_ended", None), SlotSet("details", None), finished(turn, "find_form")]
        ended = turn.slots.get("form_ended")
        if ended == NUMBER:
            return [*over, FollowupAction("action_track")]
        if ended == FOUND:
            return over
        if ended == DONE or not turn.slots.get("phone"):
            wording.say("utter_find_without_phone", hotline=self.services.facts.company.hotline)
            return over
        case = await self._open(turn, wording)
        deadline = wording.moment(case.deadline_at)
        wording.say("utter_find_opened", number=case.number, deadline=deadline, phone=turn.slots["phone"])
        return [*over, SlotSet("case_number", case.number)]

    async def _open(self, turn: Turn, wording: Wording) -> OpenedCase:
        facts, now = self.services.facts, self.services.clock()
        told: dict[str, Any] = {slot: turn.slots.get(slot) for slot in (*PLACES, "phone")}
        outlet = next(iter(outlets_for(facts, str(told["from_place"]))), None)
        since = opens_next(outlet, now) if outlet else now
        once = key(turn, "find")
        case = await self.services.desk.open_case(
            NewCase(
                conversation_id=turn.conversation_id,
                kind="enquiry",
                summary=wording.for_agents("utter_phrase_enquiry_find", **told),
                deadline_at=since + timedelta(minutes=facts.deadlines.other_department_minutes),
                idempotency_key=once,
                outlet=outlet.name if outlet else None,
                details={**told, "about": "find"},
            )
        )
        promise = wording.for_agents("utter_phrase_promise_find", number=case.number, phone=told["phone"])
        await self.services.desk.promise(turn.conversation_id, promise, case.deadline_at, case.number, once)
        return case
