"""A short message that goes on with the answer before it: 那10斤呢, 电话多少, 不是上海是杭州 (bot/follow_on.py decides which do)."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction
from actions.turn import FACTS, Turn
from actions.wording import Wording


class FollowOnAction(SkillAction):
    """Brings the facts of the answer back, and has the question answered that the message asks about them."""

    action_name = "action_follow_on"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Without a question word it is the same question again, with what the message changes."""
        topic: Mapping[str, Any] = turn.slots["topic"]
        target = topic["answers"].get(turn.brief.get("asks"), topic["again"])
        facts = {slot: value for slot, value in topic["facts"].items() if not _is_named(slot, turn)}
        if turn.wants_another:
            facts["waybill"] = None
        changed = [SlotSet(slot, value) for slot, value in facts.items() if turn.slots.get(slot) != value]
        return [*changed, FollowupAction(target)]


def _is_named(slot: str, turn: Turn) -> bool:
    """Whether the message itself gives the fact, so that Rasa has filled the slot with it."""
    return slot in FACTS and turn.value(slot) is not None
