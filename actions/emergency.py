"""Somebody is in danger: the numbers to call and a person, in the same answer (BUSINESS B12)."""

from actions.base import Events, SkillAction
from actions.human import EMERGENCY, hand_off, say_emergency
from actions.turn import Turn
from actions.wording import Wording


class EmergencyAction(SkillAction):
    """For an emergency of which the policy was not sure enough to call a person by itself."""

    action_name = "action_emergency"
    unavailable = "utter_handoff_unavailable"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """The numbers come first: they help even when the desk is away."""
        say_emergency(self, turn, wording)
        return await hand_off(self, turn, wording, reason=EMERGENCY)
