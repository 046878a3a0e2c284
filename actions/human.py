"""Handing over to a person at once, with everything that was collected (BUSINESS B12)."""

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.base import Events, SkillAction
from actions.turn import Turn
from actions.wording import Wording

# What the conversation was about decides who takes it.
SKILL_OF_FORM = {
    "track_form": "tracking",
    "coverage_form": "tracking",
    "claim_form": "claim",
    "pickup_form": "pickup",
    "complaint_form": "complaint",
}
LONGEST_TRIGGER = 200


class RequestHumanAction(SkillAction):
    """The customer asked for a person."""

    action_name = "action_request_human"
    unavailable = "utter_handoff_unavailable"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Hand over; forms stop asking, what they collected stays."""
        return await hand_off(self, turn, wording, reason="customer_request")


async def hand_off(action: SkillAction, turn: Turn, wording: Wording, reason: str) -> Events:
    """Ask the desk for a person and tell the customer. Raises DeskUnavailable."""
    trigger = (turn.words() or turn.text)[:LONGEST_TRIGGER]
    await action.services.desk.hand_off(turn.conversation_id, reason, trigger, skill_of(turn))
    wording.say("utter_handoff")
    return [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("resume", None), SlotSet("asked", None)]


def skill_of(turn: Turn) -> str:
    """Which people know the matter: that of the open form, else of the last finished one."""
    forms = [turn.active_form, *reversed(turn.slots.get("finished") or [])]
    return next((SKILL_OF_FORM[form] for form in forms if form in SKILL_OF_FORM), "general")
