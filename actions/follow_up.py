"""How far a case is: by its number, by its parcel, or the conversation's own (DESIGN D10)."""

from dataclasses import dataclass

from rasa_sdk.events import SlotSet

from actions.base import Events, SkillAction
from actions.desk import DeskUnavailable, OpenedCase
from actions.human import hand_off
from actions.parcel import waybill_answer
from actions.privacy import TAIL, GatedForm, is_verified
from actions.questions import Answers, Progress, Question, Slots
from actions.reading import is_not_known
from actions.services import Services
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.vocabulary.remarks import case_number

DONE, MEANT = "done", "meant"


@dataclass(frozen=True)
class Meant:
    """The cases that are meant, and the case number or waybill by which they were found, if one was named."""

    subject: str
    cases: list[OpenedCase]


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


class FollowUpForm(GatedForm):
    """Asks which case, if neither a case nor a parcel is known, and for the tail if it is another customer's."""

    form = "follow_up_form"
    wish = "follow_up_case"
    returns = True
    alike = frozenset({"track_parcel", "urge_delivery"})
    own_slots = ("no_reference",)
    questions = (
        Question("case_number", "utter_question_case", _reference, volunteered=_number, needed=_nothing_known),
        TAIL,
    )

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """A waybill of the message counts before a case of earlier.

        Whether there is a case of another customer or none at all makes no difference to what is asked.
        """
        progress.set(**waybill_answer(turn))
        begins = turn.form_started_now(self.form)
        progress.set(details=named_in(turn) or (None if begins else progress.slots.get("details")))
        try:
            meant = await look_up(self.services, turn, progress.slots)
        except DeskUnavailable:
            return progress.end(DONE)
        progress.slots[MEANT] = meant
        if meant.subject and not any(case.own for case in meant.cases):
            progress.set(details=progress.slots["details"] or {"waybill": meant.subject})
            await self.pass_gate(turn, progress)
            if case_number(meant.subject) and not progress.ask_instead and not progress.ended:
                progress.ask_instead = "utter_question_tail_of_case"
        if progress.ask_instead == "utter_question_tail_wrong" or (turn.intent == "deny" and progress.slots["details"]):
            # A person finds the case sooner than another try.
            progress.end(DONE)

    def protected(self, turn: Turn, progress: Progress) -> list[str]:
        """The case number or waybill that was named."""
        return [progress.slots[MEANT].subject]

    def parcel_behind(self, subject: str, progress: Progress) -> str:
        """The parcel of the case with this number; a number without one has no telephone that could fit."""
        cases: list[OpenedCase] = progress.slots[MEANT].cases
        return next((case.waybill or "" for case in cases if case.number == subject), subject)


class FollowUpAction(SkillAction):
    """Tells state and deadline; what is overdue or not to be found goes to a person."""

    action_name = "action_follow_up"
    form = "follow_up_form"
    topic = Topic(
        again="follow_up_form",
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
        meant = await look_up(self.services, turn, turn.slots)
        may_know = meant.subject and is_verified(self.services, turn.slots, meant.subject)
        cases = [case for case in meant.cases if case.own or may_know]
        for case in cases:
            self._tell(case, wording)
        over = [SlotSet(slot, None) for slot in ("no_reference", "asked", "form_ended", "details")]
        if not cases:
            wording.say("utter_case_unknown")
        if not cases or any(self._is_overdue(case) for case in cases):
            return [*over, *await hand_off(self, turn, wording, reason="beyond_authority")]
        return [*over, SlotSet("case_number", cases[0].number)]

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


def named_in(turn: Turn) -> dict[str, str] | None:
    """The case number or waybill that the message names, as the slot `details` keeps it until the tail is told."""
    number, waybill = case_number(turn.text), turn.value("waybill")
    if waybill and not number:
        return {"waybill": waybill}
    number = number or turn.followed.get("case_number")
    return {"number": number} if number else None


async def look_up(services: Services, turn: Turn, slots: Slots) -> Meant:
    """The cases by what was named, else the conversation's own, else those of its parcel. Raises DeskUnavailable."""
    named = named_in(turn) or slots.get("details") or {}
    if "number" in named:
        found = await services.desk.case(named["number"], turn.conversation_id)
        return Meant(named["number"], [found] if found else [])
    own = [] if named else _awaited(await services.desk.cases_in(turn.conversation_id))
    waybill = "" if own else str(named.get("waybill") or slots.get("waybill") or "")
    if not waybill:
        return Meant("", own)
    cases = await services.desk.cases_of(waybill, turn.conversation_id)
    return Meant(waybill, _awaited([case for case in cases if case.own]) or _awaited(cases))


def _awaited(cases: list[OpenedCase]) -> list[OpenedCase]:
    """What is still worked on; where nothing is, the case that was dealt with last."""
    awaited = [case for case in cases if case.kind in AWAITED]
    return [case for case in awaited if case.is_open][:NAMED] or awaited[-1:]
