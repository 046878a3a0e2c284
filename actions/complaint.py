"""Complaints: apology, the customer's own words back, a case with a deadline and somebody responsible (BUSINESS B4, B11)."""

import re
from datetime import timedelta

from rasa_sdk.events import SlotSet

from actions.base import Events, SkillAction, finished, key
from actions.desk import NewCase, OpenedCase
from actions.forms import Answers, Question, SkillForm, Slots
from actions.lookup import record_if_given
from actions.reading import is_not_known
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.facts import Outlet
from courier.tracking import Tracking

LONGEST_SUMMARY = 60
LONGEST_TEXT = 1000
_SHORTEST_STORY = 3
# What is left without these says whether the message tells what happened or only that there is a complaint.
_ONLY_WISH = re.compile(
    r"我|要|想|你们|你|了|的|能|可以|吗|呢|那|吧|投诉|举报|快递员?|快件|中通|网点|太|很|真|垃圾|一下|给|怎么|这个|这|就是|complaint|complain|make|want|to|a|i|[\W_]",
    re.IGNORECASE,
)
# An answer to another question than the one that was asked.
_NO_STORY = re.compile(r"\W*我?(?:没有?|无|不知道|不清楚|不记得|忘了?)(?:运?单号|号码)?[了啊呀]?\W*")


def _story(turn: Turn) -> Answers:
    text = turn.words().strip()
    is_answer = len(text) >= 2 and not _NO_STORY.fullmatch(text)
    return {"complaint_text": text[:LONGEST_TEXT]} if is_answer else {}


def _told_already(turn: Turn) -> Answers:
    """The complaining message itself, if it says what happened."""
    if turn.slots.get("complaint_text") or turn.intent != "complain":
        return {}
    return _story(turn) if len(_ONLY_WISH.sub("", turn.words())) >= _SHORTEST_STORY else {}


def _waybill(turn: Turn) -> Answers:
    waybill = turn.value("waybill")
    if waybill:
        return {"waybill": waybill}
    without = turn.intent == "deny" or turn.value("ending") == "skip" or is_not_known(turn.text)
    return {"no_waybill": True} if without else {}


def _given_waybill(turn: Turn) -> Answers:
    waybill = turn.value("waybill")
    return {"waybill": waybill} if waybill else {}


def _wants_waybill(slots: Slots) -> bool:
    return not slots.get("no_waybill")


class ComplaintForm(SkillForm):
    """What happened, and with which parcel if there is one."""

    form = "complaint_form"
    wish = "complain"
    own_slots = ("complaint_text", "no_waybill")
    questions = (
        Question("complaint_text", "utter_question_complaint_text", _story, volunteered=_told_already, open=True),
        Question(
            "waybill", "utter_question_complaint_waybill", _waybill, volunteered=_given_waybill, needed=_wants_waybill
        ),
    )


class ComplaintAction(SkillAction):
    """Opens the complaint and says by when, and who answers for it."""

    action_name = "action_complaint"
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
        """Record it, promise an answer, name the responsible outlet and its telephone."""
        waybill = None if turn.slots.get("no_waybill") else turn.slots.get("waybill")
        tracking = await record_if_given(self.services, waybill, turn) if waybill else None
        outlet = responsible_outlet(tracking)
        case = await self._open_case(waybill, outlet, turn, wording)
        known = self.services.facts.outlet(outlet or "")
        wording.say(
            "utter_complaint_opened",
            number=case.number,
            story=_shorten(turn.slots["complaint_text"]),
            about=wording.phrase("utter_phrase_about", waybill=waybill) if waybill else "",
            deadline=wording.moment(case.deadline_at),
            law_days=self.services.facts.deadlines.complaint_law_days,
            responsible=outlet or wording.phrase("utter_phrase_headquarters"),
            phone=self._phone(known),
        )
        return [SlotSet("case_number", case.number), SlotSet("asked", None), finished(turn, "complaint_form")]

    def _phone(self, outlet: Outlet | None) -> str:
        return outlet.phone if outlet else self.services.facts.company.hotline

    async def _open_case(self, waybill: str | None, outlet: str | None, turn: Turn, wording: Wording) -> OpenedCase:
        deadline = self.services.clock() + timedelta(hours=self.services.facts.deadlines.complaint_hours)
        story = str(turn.slots["complaint_text"])
        idempotency_key = key(turn, "complaint")
        case = await self.services.desk.open_case(
            NewCase(
                conversation_id=turn.conversation_id,
                kind="complaint",
                summary=wording.for_agents("utter_phrase_complaint", story=_shorten(story)),
                deadline_at=deadline,
                idempotency_key=idempotency_key,
                waybill=waybill,
                outlet=outlet,
                details={"story": story},
            )
        )
        promise = wording.for_agents("utter_phrase_promise_complaint", number=case.number)
        await self.services.desk.promise(turn.conversation_id, promise, case.deadline_at, case.number, idempotency_key)
        return case


def responsible_outlet(tracking: Tracking | None) -> str | None:
    """Where the parcel was last seen: that outlet is asked first."""
    return tracking.latest.outlet if tracking and tracking.latest else None


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SUMMARY else line[: LONGEST_SUMMARY - 1] + "…"
