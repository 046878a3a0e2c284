"""Questions about compensation, before a claim and after its assessment: how much, when, with which papers (BUSINESS B4)."""

from decimal import Decimal

from rasa_sdk.events import SlotSet

from actions.base import Events, SkillAction
from actions.lookup import record_if_given
from actions.privacy import is_verified
from actions.services import Services
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.compensation import assess
from courier.facts.schemas import CompensationLimit
from courier.tracking import Tracking, unknown

# Every question about a claim is answered here, whether it is opened yet or not.
ABOUT_CLAIM = {
    **dict.fromkeys(("compensation", "material", "payout", "when", "why", "what_now", "phone"), "action_claim_terms"),
    "where": "action_track",
    "arrival": "action_track",
}


class ClaimTermsAction(SkillAction):
    """Says what the rules say of this parcel, without opening a claim."""

    action_name = "action_claim_terms"
    topic = Topic(
        again="action_track",
        facts={"waybill": "waybill"},
        takes=("waybill",),
        answers={**ABOUT_CLAIM, "why": "action_track", "phone": "outlet_form"},
    )

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """The part that the question word asks for; the claim's own number and deadline, if there is one."""
        waybill = str(turn.slots.get("waybill") or "")
        tracking = await record_if_given(self.services, waybill, turn) if waybill else unknown("")
        number = str(turn.followed.get("case_number") or "")
        if turn.asks in ("material", "what_now"):
            wording.say("utter_claim_material", material=self._material(wording))
        elif turn.asks in ("payout", "when"):
            await self._say_when(number, turn, wording)
        elif turn.asks == "phone":
            outlet, phone = contact_of(self.services, tracking, wording)
            wording.say("utter_claim_outlet", outlet=outlet, phone=phone)
        else:
            response = "utter_claim_terms_of_claim" if number else "utter_claim_terms"
            if turn.active_form == "claim_form":
                response = "utter_claim_terms_asked"
            wording.say(response, waybill=tracking.waybill, number=number, terms=self._terms(tracking, turn, wording))
        # A question about the claim leaves the claim the topic.
        return [SlotSet("topic", turn.slots["topic"])] if number else []

    async def _say_when(self, number: str, turn: Turn, wording: Wording) -> None:
        case = await self.services.desk.case(number, turn.conversation_id) if number else None
        if case is None:
            is_collected = turn.active_form == "claim_form"
            wording.say("utter_claim_payout_asked" if is_collected else "utter_claim_payout")
            return
        wording.say("utter_claim_payout_of_claim", number=number, deadline=wording.moment(case.deadline_at))

    def _terms(self, tracking: Tracking, turn: Turn, wording: Wording) -> str:
        """The parcel's own terms only for who is on it: they tell whether and how high it is insured (DESIGN D9)."""
        rules = self.services.facts.compensation
        is_known = tracking.found and is_verified(self.services, turn.slots, tracking.waybill)
        if not is_known or tracking.kind is None:
            return every_term(self.services, wording)
        declared = tracking.declared_value or Decimal(0)
        found = assess(rules, kind=tracking.kind, insured=bool(tracking.insured), declared_value=declared)
        limit = wording.phrase("utter_phrase_claim_limit", limit=f"{found.limit.normalize():f}")
        return f"{_sentence(found.terms, wording)}{limit}"

    def _material(self, wording: Wording) -> str:
        rules = self.services.facts.compensation
        return wording.phrase("utter_phrase_comma").join(
            rules.material_en if wording.lang == "en" else rules.material_zh
        )


def every_term(services: Services, wording: Wording) -> str:
    """What is paid at most, by how a parcel was sent."""
    rules = services.facts.compensation
    every = (rules.uninsured, rules.insured_goods, rules.insured_documents, rules.declared_value)
    return ("" if wording.lang != "en" else " ").join(_sentence(one, wording) for one in every)


def contact_of(services: Services, tracking: Tracking, wording: Wording) -> tuple[str, str]:
    """The outlet that a customer with a claim first contacts, and its telephone."""
    name = sending_outlet(tracking)
    outlet = services.facts.outlet(name or "")
    phone = outlet.phone if outlet else services.facts.company.hotline
    return name or wording.phrase("utter_phrase_sending_outlet"), phone


def sending_outlet(tracking: Tracking) -> str | None:
    """The outlet that took the parcel in: headquarters sends every claim there first."""
    taken_in = [scan for scan in tracking.scans if scan.type == "收件"] or list(tracking.scans)
    return taken_in[-1].outlet if taken_in else None


def _sentence(terms: CompensationLimit, wording: Wording) -> str:
    return terms.en if wording.lang == "en" else terms.zh
