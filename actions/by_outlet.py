"""What only the outlet can settle: the invoice for the freight, accounts of companies, parcels that go abroad."""

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction
from actions.turn import Turn
from actions.wording import Wording
from courier.facts import Account
from courier.outlets import outlets_for
from courier.vocabulary.remarks import account_number


class ByOutletAction(SkillAction):
    """Says what to ask the outlet for, with its telephone where the place is known; a subclass names the `answer`."""

    answer: str

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Where it is sent from counts, else the place that was talked about."""
        place = turn.value("place") or turn.slots.get("from_place") or turn.slots.get("place")
        outlet = next(iter(outlets_for(self.services.facts, str(place or ""))), None)
        if outlet:
            wording.say(f"{self.answer}_outlet", outlet=outlet.name, phone=outlet.phone)
        else:
            wording.say(self.answer, hotline=self.services.facts.company.hotline)
        return [FollowupAction("action_listen")]


class FreightInvoiceAction(ByOutletAction):
    """The outlet that took the money writes it; any other invoice is the shop's."""

    action_name = "action_freight_invoice"
    answer = "utter_freight_invoice"


class AccountAction(ByOutletAction):
    """Monthly bills and terms for who sends much; whose account is known gets its outlet and manager (BUSINESS B16)."""

    action_name = "action_account"
    answer = "utter_account"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """An account that was named stays known, so that nobody is asked for it again."""
        number = account_number(turn.text) or turn.slots.get("account")
        if not number:
            return await super().act(turn, wording)
        account = self.services.facts.account(str(number))
        if account is None:
            wording.say("utter_account_unknown", account=str(number), hotline=self.services.facts.company.hotline)
            return [FollowupAction("action_listen")]
        self._introduce(account, wording)
        return [SlotSet("account", account.number), FollowupAction("action_listen")]

    def _introduce(self, account: Account, wording: Wording) -> None:
        outlet = self.services.facts.outlet(account.outlet)
        wording.say(
            "utter_account_known",
            account=account.number,
            manager=account.manager,
            manager_phone=account.phone,
            outlet=outlet.name if outlet else "",
            phone=outlet.phone if outlet else "",
        )


class AbroadAction(ByOutletAction):
    """Whether and for how much a parcel goes abroad is not in our tables."""

    action_name = "action_abroad"
    answer = "utter_abroad"
