"""Short messages that mean something only by what was said before: information, yes, no."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.about_case import belongs_to_case, contests_claim
from actions.base import Events, SkillAction
from actions.closing import NOTHING_MORE, close
from actions.howto import say_transit
from actions.matter import Matter
from actions.numbers import say_flaw
from actions.second_wish import OfferAction, go_on_with
from actions.turn import Turn
from actions.wording import Wording

HEARD = "heard"
# It sounds like a no, and turns nothing down.
_DOES_NOT_KNOW = re.compile(
    r"(?:我|也|都|真的?)*(?:不知道|不晓得|不清楚)[啊呀了呢\W]*|i (?:don'?t|do not) know\W*", re.IGNORECASE
)
_PLAIN_NO_LENGTH = 6


class InformAction(SkillAction):
    """The customer gave something that was not asked for: use it (BUSINESS B2)."""

    action_name = "action_inform"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """What an action can use is handed to it; a telephone or a place is kept, and the wish is asked for."""
        leads_to = _leads_to(turn)
        if leads_to:
            return [FollowupAction(leads_to)]
        if say_flaw(turn, wording):
            return []
        if len(turn.values("place")) > 1:
            return say_transit(self.services.facts, turn, wording)
        place, phone = turn.value("place"), turn.value("phone")
        if place:
            wording.say("utter_noted_place", place=place)
        elif phone:
            wording.say("utter_noted_phone", phone=phone)
        else:
            wording.say("utter_what_wish")
        return []


def _leads_to(turn: Turn) -> str | None:
    """What serves information: the case that it puts right or adds to, a claim, or the look-up of a parcel."""
    belongs = belongs_to_case(turn)
    if belongs:
        return belongs
    if not turn.value("waybill"):
        return None
    return "claim_form" if turn.value("incident") in ("damaged", "short") else "action_track"


class AffirmAction(SkillAction):
    """Yes, or heard: goes on with what was offered or could not be done, else lets the answer before it rest."""

    action_name = "action_affirm"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """What was offered, then what a plain yes means; after an answer it is only acknowledged, and nothing is asked."""
        offered: list[Mapping[str, Any]] = turn.slots.get("offered") or []
        unfinished = turn.slots.get("asked")
        heard = turn.brief.get("says") == HEARD
        if offered and turn.previous_was(OfferAction.action_name) and not heard:
            first, *others = map(Matter.from_data, offered)
            return go_on_with(first, turn, others)
        if unfinished and not heard:
            return [SlotSet("asked", None), FollowupAction(unfinished)]
        accepted = turn.slots.get("claim_assessed") and turn.is_payload
        if accepted and not turn.slots.get("proof"):
            wording.say("utter_question_proof")
            return [SlotSet("asked", None), SlotSet("claim_assessed", None)]
        if turn.slots.get("topic") and not accepted:
            again = "_again" if turn.previous_ended_with(self.action_name) else ""
            wording.say(f"utter_acknowledged{again}")
            return [SlotSet("asked", None), SlotSet("claim_assessed", None)]
        wording.say("utter_what_else" if turn.slots.get("case_number") else "utter_what_wish")
        return [SlotSet("claim_assessed", None)] if accepted else []


class DenyAction(SkillAction):
    """No, with nothing open: nothing more is needed."""

    action_name = "action_deny"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Close kindly; who wants none of what was offered is asked to say it differently."""
        if contests_claim(turn):
            return [FollowupAction("action_dispute")]
        over = [SlotSet("asked", None), SlotSet("offered", None)]
        if _DOES_NOT_KNOW.fullmatch(turn.text.strip()) and not turn.slots.get("asked"):
            wording.say("utter_what_wish")
        elif turn.brief.get("neither") or _says_more_than_no(turn):
            wording.say("utter_neither_wish")
        elif turn.slots.get("asked") or turn.slots.get("offered") or turn.is_payload:
            # Only what was offered is turned down.
            wording.say("utter_nothing_more")
        else:
            return [*over, *await close(self, turn, wording, NOTHING_MORE)]
        return over


def _says_more_than_no(turn: Turn) -> bool:
    """Whether a sentence only sounds like a no: I never agreed to that, 还没保价."""
    is_plain = turn.brief.get("says") == "no" or turn.value("ending") or turn.is_payload
    is_long = len(turn.text) > _PLAIN_NO_LENGTH or bool(turn.value("insurance"))
    return not is_plain and bool(turn.slots.get("topic")) and is_long
