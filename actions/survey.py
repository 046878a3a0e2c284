"""How satisfied the customer is, and what follows if not: a reason, and somebody who takes care of it (BUSINESS B1.6, B13)."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import timedelta

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, key
from actions.desk import NewCase, OpenedCase
from actions.forms import SkillForm
from actions.questions import Answers, Question
from actions.turn import Turn
from actions.wording import Wording

LONGEST_COMMENT = 1000
LONGEST_SUMMARY = 60
# From this score on nothing has to be made good.
SATISFIED = 4
_SCORE = re.compile(r"\W*(?:打|给|评)?([1-5一二三四五])\s*(?:分|星|颗星|stars?|points?)\W*", re.IGNORECASE)
_DIGITS = dict(zip("一二三四五", range(1, 6), strict=True))
# In this order, because 不满意 has 满意 in it.
_WORDS = (
    (
        1,
        re.compile(
            r"(?:不|没|未).{0,2}(?:太|怎么|很)?(?:满意|好|行)|差评|很差|太差|失望|糟|dissatisfied|not satisfied|bad|poor",
            re.IGNORECASE,
        ),
    ),
    (3, re.compile(r"一般|还行|还可以|凑合|马马虎虎|so-?so|average|okay-ish", re.IGNORECASE)),
    (5, re.compile(r"满意|很好|挺好|不错|好评|棒|赞|satisfied|good|great|excellent", re.IGNORECASE)),
)
_LONGEST_RATING = 16
_NO_REASON = re.compile(r"\W*(?:没有?|无|不想说|不说了|算了|no(?:thing)?|none)[了吧啊]?\W*", re.IGNORECASE)
# What serves a message after the question that is no rating, by its intent.
OTHERWISE: Mapping[str, str] = {
    "inform": "action_inform",
    "affirm": "action_affirm",
    "deny": "action_deny",
    "thank": "action_close",
    "praise": "action_praise",
    "complain": "complaint_form",
    "suggest": "suggest_form",
}


def rating_of(turn: Turn) -> int | None:
    """The score of a button or of a short message: 满意, 一般般吧, 5分; None for anything else."""
    if turn.value("rating"):
        return int(str(turn.value("rating")))
    text = unicodedata.normalize("NFKC", turn.text)
    if turn.is_payload or len(text) > _LONGEST_RATING:
        return None
    score = _SCORE.fullmatch(text)
    if score:
        return _DIGITS.get(score.group(1)) or int(score.group(1))
    return next((score for score, words in _WORDS if words.search(text)), None)


class RateAction(SkillAction):
    """Takes the answer to the question how satisfied the customer is; any other message goes its own way."""

    action_name = "action_rate"
    unavailable = "utter_rating_unavailable"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Store the score; who is not satisfied is asked why."""
        score = rating_of(turn)
        if score is None:
            return self._otherwise(turn, wording)
        await self.services.desk.rate(turn.conversation_id, score, None, key(turn, "rating"))
        over = [SlotSet("survey_open", None), SlotSet("score", score)]
        if score < SATISFIED:
            return [*over, FollowupAction("survey_form")]
        wording.say("utter_rating_satisfied")
        return over

    @staticmethod
    def _otherwise(turn: Turn, wording: Wording) -> Events:
        over, serves = SlotSet("survey_open", None), OTHERWISE.get(turn.intent)
        if serves:
            return [over, FollowupAction(serves)]
        wording.say("utter_out_of_scope")
        return [over]


def _reason(turn: Turn) -> Answers:
    text = turn.words().strip()
    return {"survey_comment": text[:LONGEST_COMMENT]} if len(text) > 1 else {}


class SurveyForm(SkillForm):
    """What should have been better."""

    form = "survey_form"
    wish = "complain"
    own_slots = ("survey_comment",)
    questions = (Question("survey_comment", "utter_question_survey_comment", _reason),)


class SurveyAction(SkillAction):
    """Opens a follow-up for who is not satisfied."""

    action_name = "action_survey"
    form = "survey_form"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """The reason goes with the score, and with the case to the people who make it good."""
        comment, score = str(turn.slots["survey_comment"]), int(turn.slots.get("score") or 1)
        over = [SlotSet("survey_comment", None), SlotSet("asked", None)]
        if _NO_REASON.fullmatch(comment):
            wording.say("utter_survey_no_reason")
            return over
        await self.services.desk.rate(turn.conversation_id, score, comment, key(turn, "rating"))
        case = await self._follow_up(score, comment, turn, wording)
        wording.say("utter_survey_follow_up", number=case.number, deadline=wording.moment(case.deadline_at))
        return [*over, SlotSet("case_number", case.number)]

    async def _follow_up(self, score: int, comment: str, turn: Turn, wording: Wording) -> OpenedCase:
        deadline = self.services.clock() + timedelta(hours=self.services.facts.deadlines.complaint_hours)
        once = key(turn, "survey")
        summary = wording.for_agents(
            "utter_phrase_survey", score=score, text=" ".join(comment.split())[:LONGEST_SUMMARY]
        )
        details = {"score": score, "comment": comment}
        conversation, kind = turn.conversation_id, "follow_up"
        case = await self.services.desk.open_case(
            NewCase(conversation, kind, summary, deadline, once, waybill=turn.slots.get("waybill"), details=details)
        )
        promise = wording.for_agents("utter_phrase_promise_survey", number=case.number)
        await self.services.desk.promise(conversation, promise, deadline, case.number, once)
        return case
