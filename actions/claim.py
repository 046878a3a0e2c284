"""Compensation: collect only what is missing, assess by the rule, open the claim (BUSINESS B4)."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, finished, key
from actions.claim_terms import ABOUT_CLAIM, contact_of, sending_outlet
from actions.desk import NewCase, OpenedCase
from actions.fallback import FallbackAction
from actions.forms import Answers, Progress, Question, SkillForm, Slots
from actions.lookup import record_if_given
from actions.reading import amount_yuan
from actions.smalltalk import DenyAction
from actions.topic import Topic
from actions.tracking import is_foreign, waybill_answer
from actions.turn import Turn
from actions.wording import Wording
from courier.compensation import Assessment, assess
from courier.tracking import Tracking

FOREIGN = "foreign"


def _incident(turn: Turn) -> Answers:
    value = turn.value("incident")
    return {"incident": value} if value else {}


def _item_kind(turn: Turn) -> Answers:
    value = turn.value("item_kind")
    return {"item_kind": value} if value else {}


def _insurance(turn: Turn) -> Answers:
    """保价 with its sum fills both slots; a plain no means neither insurance nor declared value."""
    value = turn.value("insurance") or ("none" if turn.intent == "deny" else None)
    if value == "declared":
        return {"insurance": value, "insured": True, **_declared(turn)}
    return {"insurance": value, "insured": value != "none"} if value else {}


def _volunteered_insurance(turn: Turn) -> Answers:
    return _insurance(turn) if turn.value("insurance") else {}


def _declared(turn: Turn) -> Answers:
    amount = _amount(turn)
    return {"declared_value": amount} if amount else {}


def _loss(turn: Turn) -> Answers:
    amount = _amount(turn)
    return {"loss_value": amount} if amount else {}


def _amount(turn: Turn) -> float | None:
    """The sum in the message; the digits of waybills and telephones are none."""
    return None if turn.is_payload else amount_yuan(turn.rest())


def _is_declared(slots: Slots) -> bool:
    return slots.get("insurance") == "declared"


class ClaimForm(SkillForm):
    """What the rule needs to know. The parcel's own record answers most of it."""

    form = "claim_form"
    wish = "claim_compensation"
    own_slots = ("incident", "item_kind", "insurance", "insured", "declared_value", "loss_value")
    questions = (
        Question("incident", "utter_question_incident", _incident, volunteered=_incident),
        Question(
            "waybill",
            "utter_question_waybill",
            waybill_answer,
            volunteered=waybill_answer,
            unknown="utter_question_waybill_unknown",
        ),
        Question("item_kind", "utter_question_item_kind", _item_kind, volunteered=_item_kind),
        Question("insurance", "utter_question_insurance", _insurance, volunteered=_volunteered_insurance),
        Question("declared_value", "utter_question_declared_value", _declared, needed=_is_declared),
        Question("loss_value", "utter_question_loss_value", _loss),
    )

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Take document or goods, insurance and declared value from the parcel's record."""
        waybill = progress.slots.get("waybill")
        if not waybill:
            return
        tracking = await record_if_given(self.services, waybill, turn)
        if is_foreign(self.services, tracking):
            return progress.end(FOREIGN)
        if tracking.found:
            progress.set(**_recorded(tracking))


def _recorded(tracking: Tracking) -> Answers:
    """The contract as it is on the parcel; it outweighs what the customer remembers."""
    known: Answers = {"item_kind": tracking.kind} if tracking.kind else {}
    if tracking.declared_value:
        return {**known, "insurance": "declared", "insured": True, "declared_value": float(tracking.declared_value)}
    if tracking.insured is not None:
        return {**known, "insurance": "insured" if tracking.insured else "none", "insured": tracking.insured}
    return known


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
        if turn.slots.get("form_ended") == FOREIGN:
            wording.say("utter_claim_foreign", waybill=turn.slots["waybill"])
            return [SlotSet("form_ended", None), SlotSet("waybill", None)]
        tracking = await record_if_given(self.services, turn.slots["waybill"], turn)
        assessment = assess_slots(self.services.facts.compensation, turn.slots)
        case = await self._open_case(tracking, assessment, turn, wording)
        self._say(assessment, tracking, case, wording)
        return [
            SlotSet("case_number", case.number),
            SlotSet("claim_assessed", True),
            SlotSet("asked", None),
            finished(turn, "claim_form"),
        ]

    def _say(self, assessment: Assessment, tracking: Tracking, case: OpenedCase, wording: Wording) -> None:
        english = wording.lang == "en"
        rules = self.services.facts.compensation
        material = rules.material_en if english else rules.material_zh
        outlet, phone = contact_of(self.services, tracking, wording)
        wording.say(
            "utter_claim_above_limit" if assessment.needs_human else "utter_claim_assessed",
            number=case.number,
            waybill=tracking.waybill,
            deadline=wording.moment(case.deadline_at),
            rule=assessment.terms.en if english else assessment.terms.zh,
            limit=_yuan(assessment.limit),
            amount=_yuan(assessment.amount or Decimal(0)),
            route="\n".join(f"{n}. {step.en if english else step.zh}" for n, step in enumerate(assessment.route, 1)),
            material=wording.phrase("utter_phrase_comma").join(material),
            outlet=outlet,
            phone=phone,
        )

    async def _open_case(self, tracking: Tracking, assessment: Assessment, turn: Turn, wording: Wording) -> OpenedCase:
        deadline = self.services.clock() + timedelta(hours=self.services.facts.deadlines.claim_hours)
        idempotency_key = key(turn, "claim", tracking.waybill)
        incident = wording.for_agents(f"utter_phrase_incident_{turn.slots['incident']}")
        case = await self.services.desk.open_case(
            NewCase(
                conversation_id=turn.conversation_id,
                kind="claim",
                summary=wording.for_agents(
                    "utter_phrase_claim",
                    waybill=tracking.waybill,
                    incident=incident,
                    loss=_yuan(_slot_yuan(turn.slots, "loss_value")),
                ),
                deadline_at=deadline,
                idempotency_key=idempotency_key,
                waybill=tracking.waybill,
                outlet=sending_outlet(tracking),
                details=_details(turn.slots, assessment),
            )
        )
        promise = wording.for_agents("utter_phrase_promise_claim", number=case.number)
        await self.services.desk.promise(turn.conversation_id, promise, case.deadline_at, case.number, idempotency_key)
        return case


class DisputeAction(SkillAction):
    """After an assessment: a customer who contests it gets a person, any other wish goes its own way (BUSINESS B12)."""

    action_name = "action_dispute"
    unavailable = "utter_handoff_unavailable"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Tell contesting from a new complaint, a new claim, a plain no, or something not understood."""
        over = SlotSet("claim_assessed", None)
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
    declared = _slot_yuan(slots, "declared_value") if _is_declared(slots) else Decimal(0)
    return assess(
        rules,
        kind=slots["item_kind"],
        insured=slots.get("insurance") != "none",
        declared_value=declared,
        loss=_slot_yuan(slots, "loss_value"),
    )


def _details(slots: Slots, assessment: Assessment) -> Mapping[str, Any]:
    names = ("incident", "item_kind", "insurance", "declared_value", "loss_value")
    collected = {name: slots.get(name) for name in names if slots.get(name) is not None}
    return {
        **collected,
        "rule": assessment.rule,
        "limit_cny": str(assessment.limit),
        "amount_cny": str(assessment.amount),
    }


def _slot_yuan(slots: Slots, name: str) -> Decimal:
    # Slots travel as JSON floats; two places are all that money has.
    return Decimal(str(slots.get(name) or 0)).quantize(Decimal("0.01"))


def _yuan(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.01')).normalize():f}"
