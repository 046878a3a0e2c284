"""Praise: thanked for, and passed on to whom it concerns (BUSINESS B9)."""

import re
from datetime import timedelta

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, finished, key
from actions.complaint_details import details_of
from actions.desk import NewCase
from actions.feedback import LONGEST_SUMMARY, LONGEST_TEXT
from actions.forms import SkillForm
from actions.questions import Answers, Question
from actions.reading import is_not_known
from actions.turn import Turn
from actions.wording import Wording

# Words that want somebody praised (表扬一下小王), and so few that they cannot tell for what.
_WISH = re.compile(r"表扬|表彰|commend|praise", re.IGNORECASE)
_LONGEST_WISH, _LONGEST_IN_ENGLISH = 14, 40
_LONGEST_NO = 6


def _story(turn: Turn) -> Answers:
    """Whatever is told; 没有了 and 不知道 are no story, and end the question as well."""
    text = _words(turn)
    return {"praise_story": "" if len(text) <= _LONGEST_NO and is_not_known(text) else text}


class PraiseForm(SkillForm):
    """Where somebody works who shall be praised, and what they did."""

    form = "praise_form"
    wish = "praise"
    returns = True
    own_slots = ("praise_story",)
    questions = (Question("praise_story", "utter_question_praise", _story, open=True),)


class PraiseAction(SkillAction):
    """Thanks; praise for somebody or about a parcel is also recorded, so that it reaches them."""

    action_name = "action_praise"
    form = PraiseForm.form

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Whoever is named hears of it; who only says that somebody shall be praised is asked for what."""
        if self.form in turn.actions_since_message():
            told = " ".join(filter(None, (turn.slots.get("praise"), turn.slots.get("praise_story"))))
            await self._record(told, turn, wording)
            return [finished(turn, self.form)]
        text = _words(turn)
        named = details_of(self.services.facts, turn, text)
        knows_where = bool(turn.value("waybill")) or "outlet_named" in named
        if turn.active_form:
            wording.say("utter_praise")
        elif not knows_where and _is_mere_wish(text):
            return [SlotSet("praise", text), FollowupAction(self.form)]
        elif knows_where or "person" in named:
            await self._record(text, turn, wording)
        else:
            wording.say("utter_praise")
        # The policy may come here with words that sound like another wish, after which no rule has the next one.
        return [] if turn.intent == PraiseForm.wish else [FollowupAction("action_listen")]

    async def _record(self, text: str, turn: Turn, wording: Wording) -> None:
        case = await self.services.desk.open_case(
            NewCase(
                conversation_id=turn.conversation_id,
                kind="follow_up",
                summary=wording.for_agents("utter_phrase_praise", text=text[:LONGEST_SUMMARY]),
                deadline_at=self.services.clock() + timedelta(days=self.services.facts.deadlines.complaint_law_days),
                idempotency_key=key(turn, "praise"),
                # The parcel that was talked about before is the one that was brought so kindly.
                waybill=turn.slots.get("waybill"),
                details={"praise": text[:LONGEST_TEXT], **details_of(self.services.facts, turn, text)},
            )
        )
        wording.say("utter_praise_noted", number=case.number)


def _is_mere_wish(text: str) -> bool:
    longest = _LONGEST_IN_ENGLISH if text.isascii() else _LONGEST_WISH
    return len(text) <= longest and bool(_WISH.search(text))


def _words(turn: Turn) -> str:
    return " ".join(turn.words().split())[:LONGEST_TEXT]
