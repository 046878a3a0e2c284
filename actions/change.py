"""Another address, time, telephone or recipient, a stop or a return: the outlet that has the parcel decides."""

import re
from datetime import datetime

from rasa_sdk.events import SlotSet

from actions.base import Events, finished
from actions.delivery import ABOUT_ENQUIRY, ENQUIRY_FACTS
from actions.enquiry import CHANGE, open_enquiry
from actions.lookup import record_if_given
from actions.parcel import WAYBILL, ParcelAction, is_foreign
from actions.privacy import TAIL, GatedForm, is_verified
from actions.questions import Answers, Progress, Question
from actions.reading import beyond_change, is_question, names_only_what_to_change
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.tracking import Tracking

LONGEST_WISH = 300
# 改到昨天下午送: the words left around a time when the wish is nothing else.
LONGEST_AROUND_TIME = 3
SHORTEST_ANSWER = 2
# Where nothing can be changed any more, the customer is told where the parcel is.
OVER = frozenset({"signed", "returned"})
DONE = "done"
_WISHES_INSTEAD = re.compile(
    r"(?:那|哎|唉)?[，, ]*算了[，,。 ]*(?:那|就|还是|直接|让他|叫他|帮我|请)*(?:放|送|寄|改|换|留|搁|给|转|晚|早|明天|后天|周|下午|上午)(?!弃|了)(?!.*(?:不[改送换放用]|别[改送换]))"
)


def _wish(turn: Turn) -> Answers:
    words = " ".join(turn.words().split())
    return {"change_wish": words[:LONGEST_WISH]} if len(words) >= SHORTEST_ANSWER else {}


def _wished_already(turn: Turn) -> Answers:
    """The wishing message itself, if it says to what: 改地址 names no address."""
    words = turn.words() if turn.is_payload else turn.rest()
    tells = turn.intent == "change_delivery" and words and not names_only_what_to_change(words)
    return _wish(turn) if tells else {}


def _note_more(turn: Turn, progress: Progress) -> None:
    """What is told of the wish while the tail is asked for: 今晚8点前 adds to it, 算了放门卫吧 takes its place."""
    before, words = turn.slots.get("change_wish"), " ".join(turn.words().split())
    is_asked = turn.slots.get("requested_slot") == TAIL.slot and before
    adds = any(turn.value(kind) for kind in ("time", "place")) and not is_question(turn.text)
    is_new, is_refused = "change_wish" in progress.changes, progress.slots.get("change_wish") is None
    if not is_asked or is_refused or not (is_new or adds):
        return
    if not is_new:
        progress.set(change_wish=f"{before}；{words}"[:LONGEST_WISH], attempts=None)
    progress.ask_instead = "utter_question_tail_wish_noted"
    progress.values["added"] = words


class ChangeForm(GatedForm):
    """Which parcel, what shall be different, and the tail: a parcel is redirected only for who is on it (DESIGN D9)."""

    form = "change_form"
    wish = "change_delivery"
    returns = True
    own_slots = ("change_wish",)
    questions = (
        WAYBILL,
        Question("change_wish", "utter_question_change_wish", _wish, volunteered=_wished_already, open=True),
        TAIL,
    )

    def _wants_to_stop(self, turn: Turn) -> bool:
        """算了，放门卫吧 gives up only what was wished before."""
        return super()._wants_to_stop(turn) and not _WISHES_INSTEAD.match(turn.text)

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Where nothing can be changed any more, nothing more is asked; a day that is over is asked for again."""
        waybill = progress.slots.get("waybill")
        if progress.changes.get("change_wish") and is_over(turn, self.services.clock()):
            progress.set(change_wish=None)
            progress.ask_instead = "utter_question_change_wish_past"
        if not waybill:
            return
        tracking = await record_if_given(self.services, waybill, turn)
        if tracking.status in OVER or is_foreign(self.services, tracking):
            return progress.end(DONE)
        tells_tail = progress.slots.get("phone_tail")
        await self.pass_gate(turn, progress)
        if not tells_tail and not progress.ended:
            _note_more(turn, progress)


class ChangeAction(ParcelAction):
    """Hands the customer's words to the outlet, and says by when it answers."""

    action_name = "action_change"
    form = "change_form"
    topic = Topic(again="change_form", facts=ENQUIRY_FACTS, takes=("waybill",), answers=ABOUT_ENQUIRY)

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
        if not is_verified(self.services, turn.slots, tracking.waybill):
            wording.say("utter_question_tail", waybills=tracking.waybill)
            return [SlotSet("asked", self.form)]
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


def is_over(turn: Turn, now: datetime) -> bool:
    """Whether the wish is a time, and it has passed: 改到昨天. 昨天寄的，改到人民路5号 wishes something else."""
    times = [one for one in turn.entities if one.get("entity") == "time" and one.get("grain") != "now"]
    if not times or turn.value("place"):
        return False
    rest = turn.text
    for one in times:
        rest = rest.replace(turn.text[one["start"] : one["end"]], "")
    is_about_time = len(beyond_change(rest)) <= LONGEST_AROUND_TIME
    return is_about_time and all(datetime.fromisoformat(str(one.get("until") or one["value"])) < now for one in times)
