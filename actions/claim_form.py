"""What a claim has to know, asked only where neither the parcel's record nor the customer told it (BUSINESS B4)."""

import re

import structlog

from actions.absurd import amount_flaw
from actions.claim_terms import every_term
from actions.desk import DeskUnavailable, OpenedCase
from actions.forms import SkillForm
from actions.lookup import record_if_given
from actions.parcel import is_foreign, waybill_answer
from actions.questions import Answers, Progress, Question, Slots, never
from actions.reading import amount_yuan, is_lone_sum
from actions.services import Services
from actions.turn import Turn
from actions.wording import Wording
from courier.tracking import Tracking

log = structlog.get_logger(__name__)

# How the form ends early: another carrier's parcel, a claim for this parcel that runs already.
FOREIGN, RUNNING = "foreign", "running"
NO_PROOF = "none"
# What attachments prove, by their kind.
_SHOWN = {"image": "photo", "video": "photo", "file": "document"}
# What shows the value of a parcel, by the words that name it.
PROOFS = {
    "invoice": re.compile(r"发票|收据|小票|invoice|receipt", re.IGNORECASE),
    "order": re.compile(r"订单|购买记录|付款记录|支付记录|截图|聊天记录|order|purchase", re.IGNORECASE),
    "photo": re.compile(r"照片|拍照|拍了|图片|视频|photo|picture|video", re.IGNORECASE),
    "document": re.compile(r"PDF|电子文件|文档", re.IGNORECASE),
}
_NO_PROOF = re.compile(
    r"(?:没有?|无|缺)(?:任何|什么)?(?:发票|凭证|证明|收据|小票|订单|记录|照片)|(?:no|without) (?:invoice|receipt|proof)",
    re.IGNORECASE,
)
# Beside these words a sum is what the parcel was worth: 损失260元, 500块的杯子.
_LOSS_TOLD = re.compile(
    r"(?:损失|价值|值|原价|花了?|worth|loss of|cost)[^\d,，。；;]{0,6}\d|[\d百千万]\s*多?[块元]钱?的|\d yuan (?:worth|of)",
    re.IGNORECASE,
)
_ASKS_HOW_MUCH = re.compile(r"赔.{0,3}(?:多少|几)|(?:多少|几).{0,3}赔|how much", re.IGNORECASE)
_ANOTHER = re.compile(r"再赔|另|别的|其他|还有一?[个件]|第二[个件]|another|second|other", re.IGNORECASE)
_DECLARED = re.compile(r"保价|声明|declared", re.IGNORECASE)
# Papers get lost, torn or wet; what breaks or leaks is no paper.
_BREAKS = re.compile(r"碎|摔|漏了?|裂|broke|smash|shatter|leak", re.IGNORECASE)
# Asked for one of these, whoever names a sum means the loss.
_BEFORE_SUMS = frozenset({"incident", "waybill", "item_kind"})


def _incident(turn: Turn) -> Answers:
    value = turn.affirmed("incident")
    return {"incident": value} if value else {}


def _item_kind(turn: Turn) -> Answers:
    value = turn.affirmed("item_kind")
    if not value and not turn.is_payload and _BREAKS.search(turn.rest()):
        value = "goods"
    return {"item_kind": value} if value else {}


def _item_kind_asked(turn: Turn) -> Answers:
    """Whoever names the thing instead (一套碗) has sent goods; papers are known by their names."""
    return _item_kind(turn) or ({"item_kind": "goods"} if turn.value("item") else {})


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


def _volunteered_loss(turn: Turn) -> Answers:
    """A sum that the message calls the loss; a declared value is none."""
    declares = (turn.value("insurance") or "declared") == "declared" and _DECLARED.search(turn.text)
    is_bare = turn.slots.get("requested_slot") in _BEFORE_SUMS and is_lone_sum(turn.text)
    told = (is_bare or _LOSS_TOLD.search(turn.rest())) and not declares
    return _loss(turn) if told and turn.slots.get("requested_slot") != "declared_value" else {}


def _amount(turn: Turn) -> float | None:
    """The sum in the message; the digits of waybills and telephones are none."""
    return None if turn.is_payload or amount_flaw(turn) else amount_yuan(turn.rest())


def _proof(turn: Turn) -> Answers:
    """Which kinds of proof the customer has, parted by blanks."""
    if turn.value("proof"):
        return {"proof": turn.value("proof")}
    shown = {_SHOWN[kind] for kind in turn.attached if kind in _SHOWN}
    if not shown and (turn.is_payload or turn.intent == "ask_shipping_howto" or turn.brief.get("asks")):
        return {}
    if not shown and _NO_PROOF.search(turn.text):
        return {"proof": NO_PROOF}
    named = [name for name, words in PROOFS.items() if words.search(turn.text) or name in shown]
    return {"proof": " ".join(named)} if named else {}


def _is_declared(slots: Slots) -> bool:
    return slots.get("insurance") == "declared"


class ClaimForm(SkillForm):
    """What the rule needs to know. The parcel's own record answers most of it."""

    form = "claim_form"
    wish = "claim_compensation"
    own_slots = ("incident", "item_kind", "insurance", "insured", "declared_value", "loss_value", "proof")
    questions = (
        Question("incident", "utter_question_incident", _incident, volunteered=_incident),
        Question(
            "waybill",
            "utter_question_waybill",
            waybill_answer,
            volunteered=waybill_answer,
            unknown="utter_question_waybill_unknown",
        ),
        Question("item_kind", "utter_question_item_kind", _item_kind_asked, volunteered=_item_kind),
        Question("insurance", "utter_question_insurance", _insurance, volunteered=_volunteered_insurance),
        Question(
            "declared_value",
            "utter_question_declared_value",
            _declared,
            needed=_is_declared,
            unknown="utter_question_declared_value_unknown",
            flaw=amount_flaw,
        ),
        Question(
            "loss_value",
            "utter_question_loss_value",
            _loss,
            volunteered=_volunteered_loss,
            unknown="utter_question_loss_value_unknown",
            flaw=amount_flaw,
        ),
        Question("proof", "utter_question_proof", _proof, volunteered=_proof, needed=never),
    )

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Take document or goods, insurance and declared value from the parcel's record; a parcel has one open claim."""
        waybill = progress.slots.get("waybill")
        if not waybill:
            if turn.form_started_now(self.form) and _ASKS_HOW_MUCH.search(turn.text):
                wording.say("utter_claim_terms_asked", terms=every_term(self.services, wording))
            return
        tracking = await record_if_given(self.services, waybill, turn)
        if is_foreign(self.services, tracking):
            return progress.end(FOREIGN)
        if not progress.slots.get("amends") and _is_new(turn, progress, self.form):
            try:
                if await running_claim(self.services, waybill, turn.conversation_id):
                    return progress.set(waybill=None) if _means_another(turn) else progress.end(RUNNING)
            except DeskUnavailable as error:
                # The claim itself will tell the customer, should the desk still be away then.
                log.warning("actions.claim.unchecked", conversation_id=turn.conversation_id, reason=str(error))
        if tracking.found:
            progress.set(**_recorded(tracking))
        elif await self._was_read_from_another(turn, progress):
            progress.set(insurance=None, insured=None, declared_value=None)

    async def _was_read_from_another(self, turn: Turn, progress: Progress) -> bool:
        """Whether what is known of the contract is the record of the parcel that was named by mistake."""
        mistaken = turn.followed.get("waybill")
        if not progress.slots.get("amends") or not mistaken or "waybill" not in progress.changes:
            return False
        return (await record_if_given(self.services, str(mistaken), turn)).found


def tells_proof(turn: Turn) -> bool:
    """Whether a message after a claim says which proof of value there is: 没有发票, or a button."""
    topic = turn.slots.get("topic") or {}
    is_about_claim = topic.get("of") == "action_claim" and bool(topic["facts"].get("case_number"))
    return is_about_claim and not turn.follows and bool(_proof(turn))


async def running_claim(services: Services, waybill: str, asked_in: str) -> OpenedCase | None:
    """The parcel's claim that somebody still works on; `asked_in` is the conversation whose customer asks."""
    cases = await services.desk.cases_of(waybill, asked_in)
    return next((case for case in cases if case.kind == "claim" and case.is_open), None)


def _is_new(turn: Turn, progress: Progress, form: str) -> bool:
    return turn.form_started_now(form) or "waybill" in progress.changes


def _means_another(turn: Turn) -> bool:
    """Whether a claim for a further parcel is meant, which the message does not name."""
    return not turn.value("waybill") and bool(_ANOTHER.search(turn.words()))


def _recorded(tracking: Tracking) -> Answers:
    """The contract as it is on the parcel; it outweighs what the customer remembers."""
    known: Answers = {"item_kind": tracking.kind} if tracking.kind else {}
    if tracking.declared_value:
        return {**known, "insurance": "declared", "insured": True, "declared_value": float(tracking.declared_value)}
    if tracking.insured is not None:
        return {**known, "insurance": "insured" if tracking.insured else "none", "insured": tracking.insured}
    return known
