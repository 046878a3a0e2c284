"""What the customer wished besides: offered once the first matter is done, and served with the words of then."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction
from actions.matter import Matter
from actions.turn import FACTS, Turn
from actions.wording import Wording

LONGEST_QUOTED = 24
# What joins the wish to the one before it, and the signs at both ends.
_AROUND = re.compile(r"^(?:\W|另外|还有|顺便|顺带|对了|此外|再|also|and|by the way|besides)+|\W+$", re.IGNORECASE)
# What begins to serve a wish, as data/rules has it; a test compares the two.
STARTS: Mapping[str, str] = {
    "track_parcel": "action_track",
    "urge_delivery": "urge_form",
    "not_received": "not_received_form",
    "change_delivery": "change_form",
    "follow_up_case": "follow_up_form",
    "complain": "complaint_form",
    "claim_compensation": "claim_form",
    "pickup_request": "pickup_form",
    "unserved_region": "action_coverage",
    "ask_price": "price_form",
    "ask_outlet_contact": "outlet_form",
    "ask_prohibited_item": "prohibited_form",
    "ask_service_hours": "action_hours",
    "ask_shipping_howto": "action_howto",
}


class OfferAction(SkillAction):
    """Offers the wish that waited; whatever is not a yes drops it."""

    action_name = "action_offer"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """One sentence, with a yes and a no."""
        waiting = [one for one in turn.slots.get("pending") or [] if one["name"] in STARTS]
        if waiting:
            wording.say("utter_offer", wish=self._named(waiting[0], wording))
        return [SlotSet("offered", waiting or None), SlotSet("pending", None), FollowupAction("action_listen")]

    @staticmethod
    def _named(wish: Mapping[str, Any], wording: Wording) -> str:
        """The customer's own words, if they are few (BUSINESS B1.3)."""
        words = _AROUND.sub("", " ".join(wish["text"].split()))
        return words if 0 < len(words) <= LONGEST_QUOTED else wording.phrase(f"utter_phrase_wish_{wish['name']}")


def go_on_with(matter: Matter, turn: Turn, others: Sequence[Matter] = ()) -> Events:
    """Serve the matter as if the customer said it now: until the next message every action reads its words and facts."""
    taken_as: dict[str, Any] = {**matter.as_data(), "at": turn.message_id}
    facts = [SlotSet(slot, matter.value(slot)) for slot in FACTS if matter.value(slot)]
    waiting = [other.as_data() for other in others] or None
    return [
        *facts,
        SlotSet("taken_as", taken_as),
        SlotSet("offered", None),
        SlotSet("pending", waiting),
        FollowupAction(STARTS[matter.name]),
    ]
