"""After a case was told of: what puts it right or adds to it goes to the case, any other wish its own way."""

from collections.abc import Mapping

from rasa_sdk.events import FollowupAction, SlotSet

from actions.amending import puts_right
from actions.base import Events, SkillAction
from actions.claim_form import tells_proof
from actions.complaint_details import DEMANDS, demand_in
from actions.complaint_form import complaint_added_to
from actions.on_case import OnCaseAction, adds_to_change
from actions.second_wish import STARTS
from actions.turn import FOLLOW_ON, Turn
from actions.wording import Wording

# A correction in whole sentences sounds like these (名字写错了，是王五), and so does what a complaint is about.
OTHERWISE: Mapping[str, str] = {**STARTS, "suggest": "suggest_form"}
CLAIM, PICKUP = "LP", "QJ"
_ASKS_TO_HURRY = frozenset({"urge_delivery", "change_delivery"})


class AboutCaseAction(SkillAction):
    """Tells what belongs to the case from what does not."""

    action_name = "action_about_case"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Only the message right after the case can add to a complaint; a correction may also come later."""
        if contests_claim(turn):
            return [SlotSet("case_told", None), FollowupAction("action_dispute")]
        over, serves = SlotSet("case_told", None), belongs_to_case(turn) or _serves_wish(turn)
        if serves:
            return [over, FollowupAction(serves)]
        wording.say("utter_out_of_scope")
        return [over]


def _serves_wish(turn: Turn) -> str | None:
    """能快点吗 right after a pickup was booked is about the courier who comes, and not about a parcel."""
    is_pickup = str(turn.slots.get("case_number") or "").startswith(PICKUP)
    if is_pickup and turn.intent == "urge_delivery" and not turn.value("waybill"):
        return "action_follow_up"
    return OTHERWISE.get(turn.intent)


def contests_claim(turn: Turn) -> bool:
    """Whether the customer finds too little what a claim was assessed at, also some messages later."""
    is_claim = turn.slots.get("claim_assessed") or str(turn.slots.get("case_number") or "").startswith(CLAIM)
    return bool(is_claim) and turn.value("ending") == "disagree"


def belongs_to_case(turn: Turn) -> str | None:
    """What serves a message that puts a case right or adds to it; None for any other message."""
    if puts_right(turn) or tells_proof(turn):
        return FOLLOW_ON
    if adds_to_change(turn):
        return OnCaseAction.action_name
    return "complaint_form" if complaint_added_to(turn) and not _is_wish_of_its_own(turn) else None


def _is_wish_of_its_own(turn: Turn) -> bool:
    """Whether the words after a complaint ask for something else: 我还要申请理赔, and not 箱子也压扁了."""
    if turn.intent in _ASKS_TO_HURRY:
        return demand_in(turn.words()) is None
    wants_money = turn.intent == "claim_compensation" and DEMANDS["compensation"].search(turn.words())
    return bool(wants_money) or turn.intent in STARTS.keys() - {"claim_compensation", "complain"}
