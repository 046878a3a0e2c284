"""What sending a parcel costs about, always with the telephone of the outlet that sets the price (BUSINESS B7)."""

from decimal import Decimal

from rasa_sdk.events import SlotSet

from actions.absurd import weight_flaw
from actions.base import Events, SkillAction
from actions.coverage import record_demand, say_unserved, settle_place
from actions.forms import SkillForm
from actions.questions import Answers, Progress, Question
from actions.reading import is_weight, kilograms
from actions.route import from_answer, lone_place, places_named, to_answer
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.coverage import check_coverage
from courier.facts import Outlet
from courier.outlets import outlets_for
from courier.pricing import Quote, quote
from courier.vocabulary.remarks import finds_dear

# How the form ends without a quotation: another fee than the freight, a discount, a place that is not open yet.
FEE_ENDINGS = frozenset({"other", "discount"})
UNSERVED = "unserved"
PLACES = ("to_place", "from_place")
# Papers in an envelope are charged as the first kilogram.
DOCUMENT_KG = "1"


def _volunteered(turn: Turn) -> Answers:
    """A lone place in the question itself is where the parcel goes."""
    is_answer = turn.slots.get("requested_slot") in PLACES
    is_question = turn.intent == "ask_price" or turn.follows
    return places_named(turn) or (lone_place("to_place", turn) if is_question and not is_answer else {})


def _weight_named(turn: Turn) -> Answers:
    weight = turn.value("weight")
    if weight_flaw(turn):
        return {}
    if weight and is_weight(weight):
        return {"weight": weight}
    return {"weight": DOCUMENT_KG} if turn.value("item_kind") == "document" else {}


def _weight(turn: Turn) -> Answers:
    bare = None if turn.is_payload or weight_flaw(turn) else kilograms(turn.text)
    return _weight_named(turn) or ({"weight": bare} if bare else {})


class PriceForm(SkillForm):
    """From where, to where, how heavy."""

    form = "price_form"
    wish = "ask_price"
    returns = True
    questions = (
        Question("to_place", "utter_question_to_place", to_answer, volunteered=_volunteered),
        Question("from_place", "utter_question_from_place", from_answer),
        Question(
            "weight",
            "utter_question_weight",
            _weight,
            volunteered=_weight_named,
            unknown="utter_question_weight_unknown",
            flaw=weight_flaw,
        ),
    )

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Other fees are not the form's matter; both places must be clear, and served."""
        fee = turn.value("fee")
        if turn.form_started_now(self.form) and turn.form_before() == "change_form" and not turn.values("place"):
            fee = "other"  # What a change of delivery costs.
        if turn.previous_was(PriceAction.action_name) and finds_dear(turn.text):
            fee = "discount"
        if fee in FEE_ENDINGS and not turn.value("place"):
            return progress.end(str(fee))
        for slot in PLACES:
            coverage = settle_place(self.services, progress, wording, slot)
            if coverage and coverage.status == UNSERVED:
                return progress.end(UNSERVED)
            if progress.slots.get(slot) is None:
                return


class PriceAction(SkillAction):
    """Quotes a guide price, or says who can."""

    action_name = "action_price"
    form = "price_form"
    topic = Topic(
        again="price_form",
        facts={**{slot: slot for slot in (*PLACES, "weight")}, "place": "from_place"},
        takes=("place", "weight", "item_kind", "item"),
        answers={
            "price": "price_form",
            "arrival": "action_howto",
            "when": "action_howto",
            "phone": "outlet_form",
            "address": "outlet_form",
            "hours": "outlet_form",
        },
    )

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Finish as the form ended."""
        ended = turn.slots.get("form_ended")
        over = [SlotSet("form_ended", None), SlotSet("asked", None)]
        if ended in FEE_ENDINGS:
            self._say_fee(str(ended), turn, wording)
            return over
        if ended == UNSERVED:
            return [*over, *await self._offer_ems(turn, wording)]
        # Who sends from there will want that outlet, should a pickup follow.
        origin = turn.slots["from_place"]
        self._say_price(turn, wording)
        return [*over, SlotSet("place", origin)]

    def _say_price(self, turn: Turn, wording: Wording) -> None:
        origin, destination, weight = (turn.slots[slot] for slot in ("from_place", "to_place", "weight"))
        price = quote(self.services.facts, origin, destination, Decimal(weight))
        outlet = price.outlet if price else next(iter(outlets_for(self.services.facts, origin)), None)
        names, phone = self._names(outlet, wording)
        if price is None:
            wording.say("utter_price_by_outlet", origin=origin, destination=destination, outlet=names, phone=phone)
            return
        wording.say(
            "utter_price_quoted",
            origin=wording.place(price.origin),
            destination=wording.place(price.destination),
            weight=weight,
            price=_plain(price),
            days=price.days,
            divisor=self.services.facts.prices.volumetric_divisor,
            outlet=names,
            phone=phone,
        )

    def _say_fee(self, fee: str, turn: Turn, wording: Wording) -> None:
        outlet = next(iter(outlets_for(self.services.facts, str(turn.slots.get("place") or ""))), None)
        name, phone = self._names(outlet, wording)
        amount = f"{self.services.facts.prices.discount_from_cny.normalize():f}"
        wording.say(f"utter_price_{fee}", outlet=name, phone=phone, amount=amount)

    def _names(self, outlet: Outlet | None, wording: Wording) -> tuple[str, str]:
        if outlet:
            return outlet.name, outlet.phone
        return wording.phrase("utter_phrase_our_service"), self.services.facts.company.hotline

    async def _offer_ems(self, turn: Turn, wording: Wording) -> Events:
        """Where we are not yet, with what EMS costs (BUSINESS B6)."""
        events: Events = []
        for slot in PLACES:
            coverage = check_coverage(self.services.facts, str(turn.slots.get(slot) or ""))
            if coverage.status == UNSERVED:
                case = await record_demand(self.services, coverage, turn, wording)
                say_unserved(coverage, case, wording)
                events += [SlotSet(slot, None), SlotSet("case_number", case.number)]
        return events


def _plain(price: Quote) -> str:
    return f"{price.price_cny.normalize():f}"
