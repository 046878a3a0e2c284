"""How far a case is: by its number, by its parcel, or the conversation's own (DESIGN D10)."""

from rasa_sdk.events import SlotSet

from actions.base import Events, SkillAction
from actions.desk import OpenedCase
from actions.forms import Answers, Progress, Question, SkillForm, Slots
from actions.human import hand_off
from actions.reading import case_number, is_not_known
from actions.topic import Topic
from actions.tracking import waybill_answer
from actions.turn import Turn
from actions.wording import Wording

# Cases that a customer waits for; demands and suggestions promise no answer.
AWAITED = frozenset({"enquiry", "complaint", "claim", "pickup"})
NAMED = 3


def _number(turn: Turn) -> Answers:
    number = case_number(turn.text)
    return {"case_number": number} if number else {}


def _reference(turn: Turn) -> Answers:
    """A case number, else a waybill; without either the people at the desk look."""
    found = {**_number(turn), **waybill_answer(turn)}
    return found or ({"no_reference": True} if turn.intent == "deny" or is_not_known(turn.text) else {})


def _nothing_known(slots: Slots) -> bool:
    return not slots.get("waybill") and not slots.get("no_reference")


class FollowUpForm(SkillForm):
    """Asks which case, if neither a case nor a parcel is known."""

    form = "follow_up_form"
    wish = "follow_up_case"
    returns = True
    own_slots = ("no_reference",)
    questions = (
        Question("case_number", "utter_question_case", _reference, volunteered=_number, needed=_nothing_known),
    )

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """A waybill of the message counts before a case of earlier."""
        progress.set(**waybill_answer(turn))


class FollowUpAction(SkillAction):
    """Tells state and deadline; what is overdue or not to be found goes to a person."""

    action_name = "action_follow_up"
    form = "follow_up_form"
    topic = Topic(
        again="action_follow_up",
        facts={"waybill": "waybill", "case_number": "case_number"},
        takes=("waybill",),
        answers={
            "when": "action_follow_up",
            "why": "action_follow_up",
            "what_now": "action_follow_up",
            "phone": "outlet_form",
            "where": "action_track",
            "arrival": "action_track",
        },
    )

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Report the cases that are meant."""
        cases = await self._meant(turn)
        for case in cases:
            self._tell(case, wording)
        over = [SlotSet("no_reference", None), SlotSet("asked", None), SlotSet("form_ended", None)]
        if not cases:
            wording.say("utter_case_unknown")
        if not cases or any(self._is_overdue(case) for case in cases):
            return [*over, *await hand_off(self, turn, wording, reason="beyond_authority")]
        return [*over, SlotSet("case_number", cases[0].number)]

    async def _meant(self, turn: Turn) -> list[OpenedCase]:
        desk, waybill = self.services.desk, turn.value("waybill")
        number = case_number(turn.text) or (turn.followed.get("case_number") if not waybill else None)
        if number:
            named = await desk.case(number)
            return [named] if named else []
        if waybill:
            return _awaited(await desk.cases_of(waybill))
        own = _awaited(await desk.cases_in(turn.conversation_id))
        known = turn.slots.get("waybill")
        return own or (_awaited(await desk.cases_of(known)) if known else [])

    def _tell(self, case: OpenedCase, wording: Wording) -> None:
        state = "overdue" if self._is_overdue(case) else "open" if case.is_open else "closed"
        wording.say(
            f"utter_case_{state}",
            number=case.number,
            kind=wording.phrase(f"utter_phrase_case_{case.kind}"),
            deadline=wording.moment(case.deadline_at),
        )

    def _is_overdue(self, case: OpenedCase) -> bool:
        return case.is_open and case.deadline_at < self.services.clock()


def _awaited(cases: list[OpenedCase]) -> list[OpenedCase]:
    """What is still worked on; where nothing is, the case that was dealt with last."""
    awaited = [case for case in cases if case.kind in AWAITED]
    return [case for case in awaited if case.is_open][:NAMED] or awaited[-1:]
