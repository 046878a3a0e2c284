"""Another address, time, telephone or recipient, a stop or a return: the outlet that has the parcel decides."""

from rasa_sdk.events import SlotSet

from actions.base import Events, finished
from actions.delivery import ABOUT_ENQUIRY, ENQUIRY_FACTS
from actions.enquiry import CHANGE, open_enquiry
from actions.forms import Answers, Progress, Question, SkillForm
from actions.lookup import record_if_given
from actions.reading import names_only_what_to_change
from actions.topic import Topic
from actions.tracking import WAYBILL, ParcelAction, is_foreign
from actions.turn import Turn
from actions.wording import Wording
from courier.tracking import Tracking

LONGEST_WISH = 300
SHORTEST_ANSWER = 2
# Where nothing can be changed any more, the customer is told where the parcel is.
OVER = frozenset({"signed", "returned"})
DONE = "done"


def _wish(turn: Turn) -> Answers:
    words = " ".join(turn.words().split())
    return {"change_wish": words[:LONGEST_WISH]} if len(words) >= SHORTEST_ANSWER else {}


def _wished_already(turn: Turn) -> Answers:
    """The wishing message itself, if it says to what: 改地址 names no address."""
    words = turn.words() if turn.is_payload else turn.rest()
    tells = turn.intent == "change_delivery" and words and not names_only_what_to_change(words)
    return _wish(turn) if tells else {}


class ChangeForm(SkillForm):
    """Which parcel, and what shall be different."""

    form = "change_form"
    wish = "change_delivery"
    returns = True
    own_slots = ("change_wish",)
    questions = (
        WAYBILL,
        Question("change_wish", "utter_question_change_wish", _wish, volunteered=_wished_already, open=True),
    )

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Where nothing can be changed any more, nothing more is asked."""
        waybill = progress.slots.get("waybill")
        if not waybill or progress.slots.get("change_wish"):
            return
        tracking = await record_if_given(self.services, waybill, turn)
        if tracking.status in OVER or is_foreign(self.services, tracking):
            progress.end(DONE)


class ChangeAction(ParcelAction):
    """Hands the customer's words to the outlet, and says by when it answers."""

    action_name = "action_change"
    form = "change_form"
    topic = Topic(again="action_change", facts=ENQUIRY_FACTS, takes=("waybill",), answers=ABOUT_ENQUIRY)

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Answer for the parcel; another change starts afresh."""
        return [*await super().act(turn, wording), finished(turn, "change_form")]

    async def record(self, waybill: str, turn: Turn) -> Tracking:
        """The wish is passed on whatever can be looked up."""
        return await record_if_given(self.services, waybill, turn)

    async def answer(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """Pass the wish on, unless the parcel is delivered or on its way back."""
        if tracking.status in OVER:
            self.say_as(f"utter_change_{tracking.status}", tracking, wording)
            return []
        wish = str(turn.slots.get("change_wish") or turn.words())
        case = await open_enquiry(
            self.services,
            tracking,
            turn,
            wording,
            about=CHANGE,
            summary=wording.for_agents("utter_phrase_enquiry_change", waybill=tracking.waybill, wish=wish),
            details={"change_wish": wish},
        )
        not_seen = "utter_change_opened_unavailable" if tracking.is_unseen else "utter_change_opened_no_record"
        self.say_as(
            "utter_change_opened" if tracking.latest else not_seen,
            tracking,
            wording,
            wish=wish,
            number=case.number,
            deadline=wording.moment(case.deadline_at),
            outlet=tracking.latest.outlet if tracking.latest else "",
        )
        return [SlotSet("case_number", case.number)]
