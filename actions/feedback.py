"""Suggestions: thanked for, and passed on to the people whom they concern (BUSINESS B9)."""

import re
from datetime import timedelta

from rasa_sdk.events import SlotSet

from actions.base import Events, SkillAction, finished, key
from actions.desk import NewCase
from actions.forms import SkillForm
from actions.questions import Answers, Question
from actions.turn import Turn
from actions.wording import Wording

LONGEST_TEXT = 1000
LONGEST_SUMMARY = 60
_SHORTEST = 4
_ONLY_WISH = re.compile(
    r"我|想|要|有|提|给|你们?|公司|个|一?点|些|一下|建议|意见|反馈|怎么|哪里|能|可以|吗|呢|suggestions?|have|an?|i|for|you|[\W_]",
    re.IGNORECASE,
)


def _suggestion(turn: Turn) -> Answers:
    text = turn.words().strip()
    return {"suggestion": text[:LONGEST_TEXT]} if len(text) >= _SHORTEST else {}


def _told_already(turn: Turn) -> Answers:
    """The suggesting message itself, if it says what."""
    tells = turn.intent == "suggest" and len(_ONLY_WISH.sub("", turn.words())) >= _SHORTEST
    return _suggestion(turn) if tells else {}


class SuggestForm(SkillForm):
    """What the customer suggests."""

    form = "suggest_form"
    wish = "suggest"
    returns = True
    own_slots = ("suggestion",)
    questions = (
        Question("suggestion", "utter_question_suggestion", _suggestion, volunteered=_told_already, open=True),
    )


class SuggestAction(SkillAction):
    """Records the suggestion; it promises no answer, but is looked at within the week."""

    action_name = "action_suggest"
    form = "suggest_form"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Open the case and thank."""
        text = " ".join(str(turn.slots["suggestion"]).split())
        case = await self.services.desk.open_case(
            NewCase(
                conversation_id=turn.conversation_id,
                kind="follow_up",
                summary=wording.for_agents("utter_phrase_suggestion", text=text[:LONGEST_SUMMARY]),
                deadline_at=self.services.clock() + timedelta(days=self.services.facts.deadlines.complaint_law_days),
                idempotency_key=key(turn, "suggestion"),
                details={"suggestion": text},
            )
        )
        wording.say("utter_suggestion_noted", number=case.number)
        return [SlotSet("asked", None), finished(turn, "suggest_form")]
