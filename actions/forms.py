"""Forms as data: a form is a list of questions, and this module is how every form asks, listens, digresses and stops.

Rasa activates and ends the forms and keeps their slots; which question comes next, and whether a message answers it,
is decided here, because a customer who is asked for a number answers with anything.
"""

from abc import ABC
from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Action, ActionExecutionRejection, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import CANCELLED, DROPPED, UNCLEAR, Events, told_besides
from actions.correction import changed
from actions.numbers import flawed, question_about
from actions.questions import Answers, Progress, Question, Slots
from actions.reading import before_added_matter, changes_subject, is_not_known, leaves_it
from actions.services import Services
from actions.turn import FACTS, Turn
from actions.wording import Wording

# Wishes that may interrupt a form, and how sure the assistant must be of them.
WISHES = frozenset(
    {
        "track_parcel",
        "complain",
        "claim_compensation",
        "unserved_region",
        "pickup_request",
        "urge_delivery",
        "not_received",
        "change_delivery",
        "follow_up_case",
        "ask_price",
        "ask_outlet_contact",
        "ask_prohibited_item",
        "ask_service_hours",
        "ask_shipping_howto",
        "suggest",
        "bot_challenge",
        "report_emergency",
    }
)
# Wishes in which the words for a detail about people are only told on the way (data/rules/details.yml).
BEFORE_DETAILS = frozenset({"complain", "claim_compensation", "not_received", "pickup_request"})
PLEASANTRIES = frozenset({"greet", "thank", "goodbye", "praise"})
# Forms that only ask which parcel or case is meant; another wish about it takes their place for good.
ONE_QUESTION = frozenset({"track_form", "urge_form", "not_received_form", "follow_up_form"})
SURE = 0.6
# A message that also answers the question must be a wish beyond doubt to count as a digression.
BEYOND_DOUBT = 0.9
SHORT_MESSAGE = 14
OFFER_PERSON_AFTER = 2


class SkillForm(Action, ABC):
    """A form's `validate_…` action. A subclass is its name, its wish and its questions, and may add `enrich`."""

    form: str
    wish: str
    questions: Sequence[Question]
    # Slots that belong to one matter and start empty when the same conversation brings a second one.
    own_slots: tuple[str, ...] = ()
    # Wishes that are the form's own in other words, unless they name another parcel.
    alike: frozenset[str] = frozenset()
    # Whether the form that this one interrupts goes on once this one is done.
    returns = False

    def __init__(self, services: Services) -> None:
        """Works with the services of the process."""
        self.services = services

    def name(self) -> str:
        """The name under which Rasa calls it."""
        return f"validate_{self.form}"

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Look up what the answers allow, so that the customer is asked for less. May end the form."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Take in the message and ask the next question.

        Raises ActionExecutionRejection for a digression: Rasa then follows its rules and comes back here.
        """
        turn = Turn.of(tracker)
        wording = Wording(dispatcher, domain, turn.reader)
        progress = Progress(dict(turn.slots))
        besides = told_besides(turn)
        resumed = self._is_back_from_digression(turn)
        if turn.slots.get("resume") == self.form:
            self._go_on(turn, progress)
        elif turn.form_started_now(self.form):
            self._start(turn, progress)
        elif resumed:
            self._take_what_came_first(turn, progress)
        else:
            self._listen(turn, progress)
        if not progress.ended:
            await self.enrich(turn, progress, wording)
        return [*besides, *self._ask(turn, progress, wording, resumed=resumed)]

    def _start(self, turn: Turn, progress: Progress) -> None:
        progress.set(attempts=None, form_ended=None)
        if turn.intent == "affirm" and turn.slot_before("asked") == self.form:
            # What the desk did not take is tried again as it was collected.
            return
        progress.set(amends=None)
        interrupted = turn.form_before()
        if self.returns and interrupted not in (None, self.form, *ONE_QUESTION):
            progress.set(resume=interrupted)
        if turn.follows and (turn.slots.get("topic") or {}).get("again") == self.form:
            self._change(turn, progress)
            return
        if self.form in (turn.slots.get("finished") or []):
            progress.set(**dict.fromkeys(self.own_slots))
        self._take_volunteered(turn, progress)
        if turn.wants_another and self.questions[0].another:
            progress.ask_instead = self.questions[0].another

    def _change(self, turn: Turn, progress: Progress) -> None:
        """What a message changes of the answer before it; where a case was opened, the case is put right."""
        unanswered = [one for one in self.questions if progress.slots.get(one.slot) is None]
        told = {slot: value for one in unanswered for slot, value in one.volunteered(turn).items()}
        changes = {**told, **changed(self.questions, turn)}
        number = turn.followed.get("case_number")
        # Who is asked what is wrong may just name it; who then says something else is not asked again.
        was_asked = turn.slots.get("amends") == number
        progress.set(**changes, amends=number if changes or not was_asked else None)
        if number and not changes:
            progress.end(UNCLEAR)

    def _go_on(self, turn: Turn, progress: Progress) -> None:
        """Begun again after a digression: what the digression was about is not this form's matter."""
        progress.set(resume=None, **{slot: turn.slot_before_form(self.form, slot) for slot in FACTS})
        if turn.slots.get("form_ended") == DROPPED:
            question = self._next_question(progress.slots)
            progress.set(form_ended=None, **(question.answer(turn) if question else {}))

    def _listen(self, turn: Turn, progress: Progress) -> None:
        if turn.intent == "request_human":
            raise ActionExecutionRejection(self.name())
        if self._wants_to_stop(turn):
            return progress.end(CANCELLED)
        corrected = changed(self.questions, turn) if turn.corrects else {}
        if corrected:
            return progress.set(**corrected, attempts=None)
        question = self._open_question(turn)
        answers = question.answer(turn) if question else {}
        if question and self._is_digression(turn, question, answers):
            raise ActionExecutionRejection(self.name())
        self._take_volunteered(turn, progress)
        progress.set(**answers)
        understood = bool(progress.changes)
        if question and not answers:
            self._say_why(question, turn, progress)
        if not understood and turn.slots.get("resume") and not progress.ask_instead:
            return progress.end(DROPPED)
        progress.set(attempts=None if understood else (turn.slots.get("attempts") or 0) + 1)

    @staticmethod
    def _say_why(question: Question, turn: Turn, progress: Progress) -> None:
        """What is wrong with the answer, where the fact can be found, or that something else was told."""
        flaw = question.flaw(turn)
        if flaw:
            progress.ask_instead, values = flaw
            progress.values |= values
        elif progress.changes:
            progress.told_instead_of = question.slot
        elif question.unknown and is_not_known(turn.text):
            progress.ask_instead = question.unknown

    def _take_what_came_first(self, turn: Turn, progress: Progress) -> None:
        """明天上午，顺便查下…: the answer stands before the digression that has just been served."""
        first, question = before_added_matter(turn.text), self._open_question(turn)
        if not first or not question:
            return
        entities = tuple(one for one in turn.entities if one.get("start") is not None and one["end"] <= len(first))
        progress.set(**question.answer(replace(turn, text=first, entities=entities, intent="inform")))

    def _take_volunteered(self, turn: Turn, progress: Progress) -> None:
        for question in self.questions:
            progress.set(**question.volunteered(turn))

    def _ask(self, turn: Turn, progress: Progress, wording: Wording, *, resumed: bool = False) -> Events:
        question = None if progress.ended else self._next_question(progress.slots)
        number = flawed(turn)
        if question and question.slot == "waybill" and number:
            progress.ask_instead, progress.values = question_about(number)
        if question:
            self._say(question, progress, wording, resumed)
        changes = [SlotSet(slot, value) for slot, value in progress.changes.items()]
        return [*changes, SlotSet("requested_slot", question.slot if question else None)]

    def _say(self, question: Question, progress: Progress, wording: Wording, resumed: bool) -> None:
        ask = progress.ask_instead or question.ask
        buttons = progress.buttons
        attempts = int(progress.slots.get("attempts") or 0)
        lead = self._lead(question, progress, attempts, resumed)
        if not lead:
            return wording.say(ask, buttons=buttons, **progress.values)
        choices = buttons if buttons is not None else wording.buttons(ask)
        ways_out = wording.buttons("utter_phrase_ways_out") if attempts else []
        more = [button for button in ways_out if button["payload"] not in {one["payload"] for one in choices}]
        wording.say(lead, question=wording.phrase(ask, **progress.values), buttons=[*choices, *more])

    @staticmethod
    def _lead(question: Question, progress: Progress, attempts: int, resumed: bool) -> str | None:
        """The response around a question that is asked again; None for one that is asked for the first time."""
        if progress.ask_instead and attempts and progress.ask_instead != question.another:
            return "utter_question_plain"
        if attempts >= OFFER_PERSON_AFTER:
            return "utter_question_or_person"
        if resumed:
            return "utter_question_resumed"
        if progress.told_instead_of == question.slot and not progress.ask_instead:
            return "utter_question_noted"
        return "utter_question_again" if attempts else None

    def _next_question(self, slots: Slots) -> Question | None:
        return next((q for q in self.questions if slots.get(q.slot) is None and q.needed(slots)), None)

    def _open_question(self, turn: Turn) -> Question | None:
        return next((q for q in self.questions if q.slot == turn.slots.get("requested_slot")), None)

    def _is_back_from_digression(self, turn: Turn) -> bool:
        if turn.slots.get("resume") == self.form:
            return True
        others = set(turn.actions_since_message()) - {self.form, "action_listen", "action_extract_slots"}
        return bool(others) and not turn.form_started_now(self.form)

    def _wants_to_stop(self, turn: Turn) -> bool:
        is_short = turn.is_payload or len(turn.text) <= SHORT_MESSAGE
        return (turn.value("ending") == "cancel" and is_short) or leaves_it(turn.text)

    def _is_digression(self, turn: Turn, question: Question, answers: Answers) -> bool:
        if turn.intent in PLEASANTRIES and turn.confidence >= SURE:
            # 无价之宝 sounds like praise and is an answer, if not a good one.
            if question.flaw(turn):
                return False
            return not answers or (not question.open and len(turn.text) <= SHORT_MESSAGE)
        if turn.value("detail") and turn.intent not in BEFORE_DETAILS and not answers:
            return True
        if question.open and not changes_subject(turn.text):
            return False
        is_own = turn.intent == self.wish or (turn.intent in self.alike and not turn.value("waybill"))
        if turn.is_payload or is_own or turn.intent not in WISHES:
            return False
        return turn.confidence >= (BEYOND_DOUBT if answers else SURE)
