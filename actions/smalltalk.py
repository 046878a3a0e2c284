"""Short messages that mean something only by what was said before: information, yes, no."""

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction
from actions.hours import HoursAction
from actions.howto import HowtoAction, say_transit
from actions.price import goes_on_about_price
from actions.tracking import TrackAction
from actions.turn import Turn
from actions.wording import Wording


class InformAction(SkillAction):
    """The customer gave something that was not asked for: use it (BUSINESS B2)."""

    action_name = "action_inform"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """A waybill is looked up; a telephone or a place is kept, and the wish is asked for."""
        if turn.value("waybill") and turn.value("incident") in ("damaged", "short"):
            return [FollowupAction("claim_form")]
        if turn.value("waybill"):
            return await TrackAction(self.services).act(turn, wording)
        if goes_on_about_price(turn):
            return [FollowupAction("price_form")]
        place, phone = turn.value("place"), turn.value("phone")
        if len(turn.values("place")) > 1 or (place and turn.previous_was(HowtoAction.action_name)):
            return say_transit(self.services.facts, turn, wording)
        if place and turn.previous_was(HoursAction.action_name):
            return await HoursAction(self.services).act(turn, wording)
        if place:
            wording.say("utter_noted_place", place=place)
        elif phone:
            wording.say("utter_noted_phone", phone=phone)
        else:
            wording.say("utter_what_wish")
        return []


class AffirmAction(SkillAction):
    """Yes: tries again what the desk could not take before, else asks what is needed."""

    action_name = "action_affirm"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Repeat the unfinished form, or go on."""
        unfinished = turn.slots.get("asked")
        if unfinished:
            return [SlotSet("asked", None), FollowupAction(unfinished)]
        wording.say("utter_what_else" if turn.slots.get("case_number") else "utter_what_wish")
        return []


class DenyAction(SkillAction):
    """No, with nothing open: nothing more is needed."""

    action_name = "action_deny"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Close kindly."""
        wording.say("utter_nothing_more")
        return [SlotSet("asked", None)]
