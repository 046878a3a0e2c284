"""Compensation: assess by the rule, open the claim or put it right, and call a person where one decides (BUSINESS B4, B12)."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.amending import puts_right
from actions.base import Events, SkillAction, finished, key
from actions.claim_form import FOREIGN, NO_PROOF, RUNNING, running_claim
from actions.claim_terms import ABOUT_CLAIM, contact_of, sending_outlet
from actions.desk import CaseChange, NewCase, OpenedCase
from actions.fallback import FallbackAction
from actions.human import call_person
from actions.lookup import record_if_given
from actions.privacy import is_verified
from actions.questions import Slots
from actions.smalltalk import DenyAction
from actions.topic import Topic
from actions.turn import FOLLOW_ON, Turn
from actions.wording import Wording
from courier.compensation import Assessment, assess
from courier.tracking import Tracking

# What an assessment depends on.
ASSESSED = ("waybill", "incident", "item_kind", "insurance", "declared_value", "loss_value")


class ClaimAction(SkillAction):
    """Tells limit, rule and way, and opens the claim."""

    action_name = "action_claim"
    form = "claim_form"
    topic = Topic(
        again="claim_form",
        facts={"waybill": "waybill", "case_number": "case_number"},
        corrects=("waybill", "money", "item_kind"),
        answers=ABOUT_CLAIM,
    )

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Assess what the form collected."""
        ended = turn.slots.get("form_ended")
        if ended == FOREIGN:
            wording.say("utter_claim_foreign", waybill=turn.slots["waybill"])
            return [SlotSet("form_ended", None), SlotSet("waybill", None)]
        if ended == RUNNING:
            return await self._tell_running(turn, wording)
        return await self._settle(turn, wording)

    async def _settle(self, turn: Turn, wording: Wording) -> Events:
        """Open the claim or put it right; an amount above the bot's limit is a person's to decide."""
        tracking = await record_if_given(self.services, turn.slots["waybill"], turn)
        assessment = assess_slots(self.services.facts.compensation, turn.slots)
        amends = turn.slots.get("amends")
        record = self._amend if amends else self._open_case
        case = await record(tracking, assessment, turn, wording)
        withheld = self._is_withheld(tracking, turn)
        beyond = self._is_beyond_bot(assessment, turn, withheld=withheld)
        called = await call_person(self, turn, "beyond_authority", skill="claim") if beyond else []
        if withheld:
            response = "utter_claim_recorded_beyond_bot" if beyond else "utter_claim_recorded"
            self._say(response, assessment, tracking, case, wording)
        else:
            (self._say_amended if amends else self._say_assessed)(assessment, tracking, case, turn, wording)
        return [
            *(SlotSet(name, None) for name in ("amends", "asked")),
            SlotSet("case_number", case.number),
            SlotSet("case_told", True),
            SlotSet("claim_assessed", None if beyond else True),
            finished(turn, "claim_form"),
            *called,
        ]

    async def _tell_running(self, turn: Turn, wording: Wording) -> Events:
        """Number and deadline instead of a second claim; only the customer's own can be put right here."""
        over = SlotSet("form_ended", None)
        waybill = turn.slots["waybill"]
        case = await running_claim(self.services, waybill, turn.conversation_id)
        if case is None:
            return [over, FollowupAction("claim_form")]
        if not case.own and not is_verified(self.services, turn.slots, waybill):
            # Somebody else's case is told to who is on the parcel (DESIGN D9); the form asks for the tail.
            return [over, SlotSet("details", {"waybill": waybill}), FollowupAction("follow_up_form")]
        own = await self.services.desk.cases_in(turn.conversation_id)
        is_own = any(one.number == case.number for one in own)
        if not is_own:
            # Whoever is told the deadline is owed an answer, also when somebody else claimed first.
            await self._promise(case, f"{turn.conversation_id}:{case.number}", turn, wording)
        wording.say(
            "utter_claim_running", waybill=waybill, number=case.number, deadline=wording.moment(case.deadline_at)
        )
        return [
            over,
            SlotSet("asked", None),
            SlotSet("case_number", case.number if is_own else None),
            SlotSet("case_told", is_own),
        ]

    async def _amend(self, tracking: Tracking, assessment: Assessment, turn: Turn, wording: Wording) -> OpenedCase:
        """The claim as it should have been; its deadline stays."""
        number = str(turn.slots["amends"])
        summary = self._summary(tracking, turn.slots, wording)
        change = CaseChange(
            idempotency_key=key(turn, "amend", number),
            waybill=tracking.waybill,
            summary=summary,
            outlet=sending_outlet(tracking),
            details=_details(turn.slots, assessment, wording),
            note=wording.for_agents("utter_phrase_amended", words=turn.words() or summary),
        )
        return await self.services.desk.amend(number, change)

    def _is_withheld(self, tracking: Tracking, turn: Turn) -> bool:
        """Figures that give a recorded declared value away are only for who is on the parcel (DESIGN D9)."""
        return bool(tracking.declared_value) and not is_verified(self.services, turn.slots, tracking.waybill)

    def _is_beyond_bot(self, assessment: Assessment, turn: Turn, *, withheld: bool) -> bool:
        """By the amount; where that may not be told by the loss alone, so that nobody can find it by trying."""
        by_loss = _slot_yuan(turn.slots, "loss_value") > self.services.facts.compensation.bot_limit_cny
        return by_loss if withheld else assessment.beyond_bot

    def _say_assessed(
        self, assessment: Assessment, tracking: Tracking, case: OpenedCase, turn: Turn, wording: Wording
    ) -> None:
        response = "utter_claim_above_limit" if assessment.exceeds_limit else "utter_claim_assessed"
        response = "utter_claim_beyond_bot" if assessment.beyond_bot else response
        self._say(response, assessment, tracking, case, wording)

    def _say(
        self, response: str, assessment: Assessment, tracking: Tracking, case: OpenedCase, wording: Wording
    ) -> None:
        outlet, phone = contact_of(self.services, tracking, wording)
        wording.say(
            response,
            number=case.number,
            waybill=tracking.waybill,
            deadline=wording.moment(case.deadline_at),
            outlet=outlet,
            phone=phone,
            **self._rule(assessment, wording),
        )

    def _say_amended(
        self, assessment: Assessment, tracking: Tracking, case: OpenedCase, turn: Turn, wording: Wording
    ) -> None:
        slots, deadline = turn.slots, wording.moment(case.deadline_at)
        if all(slots.get(name) == turn.slot_before(name) for name in ASSESSED):
            proof = _proof_named(slots, wording.phrase, wording)
            return wording.say("utter_claim_proof_noted", number=case.number, proof=proof, deadline=deadline)
        return wording.say(
            "utter_claim_amended_beyond_bot" if assessment.beyond_bot else "utter_claim_amended",
            number=case.number,
            waybill=tracking.waybill,
            incident=wording.phrase(f"utter_phrase_incident_{slots['incident']}"),
            loss=_yuan(_slot_yuan(slots, "loss_value")),
            deadline=deadline,
            **self._rule(assessment, wording),
        )

    def _rule(self, assessment: Assessment, wording: Wording) -> dict[str, Any]:
        """The rule, what it gives at most and for this loss, the way to the money and what to bring."""
        english, rules = wording.lang == "en", self.services.facts.compensation
        steps = (step.en if english else step.zh for step in assessment.route)
        return {
            "rule": assessment.terms.en if english else assessment.terms.zh,
            "limit": _yuan(assessment.limit),
            "amount": _yuan(assessment.amount or Decimal(0)),
            "route": "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)),
            "material": wording.phrase("utter_phrase_comma").join(rules.material_en if english else rules.material_zh),
        }

    @staticmethod
    def _summary(tracking: Tracking, slots: Slots, wording: Wording) -> str:
        incident = wording.for_agents(f"utter_phrase_incident_{slots['incident']}")
        loss = _yuan(_slot_yuan(slots, "loss_value"))
        return wording.for_agents("utter_phrase_claim", waybill=tracking.waybill, incident=incident, loss=loss)

    async def _open_case(self, tracking: Tracking, assessment: Assessment, turn: Turn, wording: Wording) -> OpenedCase:
        deadline = self.services.clock() + timedelta(hours=self.services.facts.deadlines.claim_hours)
        idempotency_key = key(turn, "claim", tracking.waybill)
        case = await self.services.desk.open_case(
            NewCase(
                conversation_id=turn.conversation_id,
                kind="claim",
                summary=self._summary(tracking, turn.slots, wording),
                deadline_at=deadline,
                idempotency_key=idempotency_key,
                waybill=tracking.waybill,
                outlet=sending_outlet(tracking),
                details=_details(turn.slots, assessment, wording),
            )
        )
        await self._promise(case, idempotency_key, turn, wording)
        return case

    async def _promise(self, case: OpenedCase, once: str, turn: Turn, wording: Wording) -> None:
        promise = wording.for_agents("utter_phrase_promise_claim", number=case.number)
        await self.services.desk.promise(turn.conversation_id, promise, case.deadline_at, case.number, once)


class DisputeAction(SkillAction):
    """After an assessment: a customer who contests it gets a person, any other wish goes its own way (BUSINESS B12)."""

    action_name = "action_dispute"
    unavailable = "utter_handoff_unavailable"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Tell contesting from a correction, a new complaint, a new claim, a plain no, or something not understood."""
        over = SlotSet("claim_assessed", None)
        if puts_right(turn):
            return [over, FollowupAction(FOLLOW_ON)]
        if turn.value("ending") == "disagree":
            await self.services.desk.hand_off(turn.conversation_id, "claim_disputed", turn.text, "claim")
            wording.say("utter_handoff_claim", number=turn.slots.get("case_number") or "")
            return [over]
        form = {"complain": "complaint_form", "claim_compensation": "claim_form"}.get(turn.intent)
        if form:
            return [over, FollowupAction(form)]
        instead = DenyAction if turn.intent == "deny" else FallbackAction
        return [over, *await instead(self.services).act(turn, wording)]


def assess_slots(rules: Any, slots: Slots) -> Assessment:
    """The assessment of what the form collected."""
    declared = _slot_yuan(slots, "declared_value") if slots.get("insurance") == "declared" else Decimal(0)
    return assess(
        rules,
        kind=slots["item_kind"],
        insured=slots.get("insurance") != "none",
        declared_value=declared,
        loss=_slot_yuan(slots, "loss_value"),
    )


def _details(slots: Slots, assessment: Assessment, wording: Wording) -> Mapping[str, Any]:
    names = ("incident", "item_kind", "insurance", "declared_value", "loss_value")
    collected = {name: slots.get(name) for name in names if slots.get(name) is not None}
    return {
        **collected,
        **({"proof": _proof_named(slots, wording.for_agents, wording)} if slots.get("proof") else {}),
        "rule": assessment.rule,
        "limit_cny": str(assessment.limit),
        "amount_cny": str(assessment.amount),
    }


def _proof_named(slots: Slots, phrase: Callable[[str], str], wording: Wording) -> str:
    kinds = str(slots.get("proof") or NO_PROOF).split()
    return wording.phrase("utter_phrase_comma").join(phrase(f"utter_phrase_proof_{kind}") for kind in kinds)


def _slot_yuan(slots: Slots, name: str) -> Decimal:
    # Slots travel as JSON floats; two places are all that money has.
    return Decimal(str(slots.get(name) or 0)).quantize(Decimal("0.01"))


def _yuan(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.01')).normalize():f}"
