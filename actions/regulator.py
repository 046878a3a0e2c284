"""Where customers turn to when a complaint with us leads to nothing (BUSINESS B4)."""

from rasa_sdk.events import FollowupAction

from actions.base import Events, SkillAction
from actions.turn import Turn
from actions.wording import Wording


class RegulatorAction(SkillAction):
    """Who asks for the regulator's telephone hears it plainly, and that we can record the complaint now."""

    action_name = "action_regulator"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """The policy comes here whatever the message sounds like, so no rule has the next word."""
        facts = self.services.facts
        wording.say("utter_regulator", number=facts.company.regulator, law_days=facts.deadlines.complaint_law_days)
        return [FollowupAction("action_listen")]
