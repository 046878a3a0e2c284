"""The invoice for the freight, which the outlet that took the money writes; any other invoice is the shop's."""

from rasa_sdk.events import FollowupAction

from actions.base import Events, SkillAction
from actions.turn import Turn
from actions.wording import Wording
from courier.outlets import outlets_for


class FreightInvoiceAction(SkillAction):
    """Says who writes it and what they need, with the outlet's telephone where the place is known."""

    action_name = "action_freight_invoice"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Where it is sent from counts, else the place that was talked about."""
        place = turn.value("place") or turn.slots.get("from_place") or turn.slots.get("place")
        outlet = next(iter(outlets_for(self.services.facts, str(place or ""))), None)
        if outlet:
            wording.say("utter_freight_invoice_outlet", outlet=outlet.name, phone=outlet.phone)
        else:
            wording.say("utter_freight_invoice", hotline=self.services.facts.company.hotline)
        return [FollowupAction("action_listen")]
