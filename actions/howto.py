"""How shipping works: a short answer to the part of it that the customer's words name."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import Events, SkillAction, digression
from actions.route import Route, places_named, route
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.facts import Facts
from courier.facts.load import OWN_ZONES
from courier.pricing import quote

TRANSIT = "transit"
TRANSIT_TOPIC = Topic(
    again="action_howto",
    facts={"from_place": "from_place", "to_place": "to_place", "place": "from_place"},
    takes=("place",),
    answers={"arrival": "action_howto", "when": "action_howto", "price": "price_form", "phone": "outlet_form"},
)
# The days in the price table hardly depend on the weight.
ANY_WEIGHT = Decimal(1)


class HowtoAction(SkillAction):
    """Answers by the topic; data/lookups/howto.yml holds the words for each."""

    action_name = "action_howto"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """The transit time between two places if they are named, else the topic's own answer."""
        is_transit = turn.follows or len(turn.values("place")) > 1
        topic = turn.value("howto") or (TRANSIT if is_transit else "general")
        if turn.follows or topic == TRANSIT:
            events = say_transit(self.services.facts, turn, wording)
            return [*events, SlotSet("topic", TRANSIT_TOPIC.left_by(self.action_name, turn.slots, events))]
        company = self.services.facts.company
        wording.say(f"utter_howto_{topic}", hotline=company.hotline, website=company.website, wechat=company.wechat)
        # 寄身份证可以吗，从武汉到广州: the way is not asked for again, should the price be next.
        told = [SlotSet(slot, place) for slot, place in places_named(turn).items()]
        return [*told, *digression(turn, None, "place")]


def say_transit(facts: Facts, turn: Turn, wording: Wording) -> Events:
    """How many days it takes between two places, else in general; the places are kept for the next question."""
    places = _places(turn)
    price = quote(facts, places.origin or "", places.destination or "", ANY_WEIGHT)
    kept = [SlotSet("from_place", places.origin), SlotSet("to_place", places.destination)]
    if price is None:
        usual: dict[str, Any] = {where: days(facts, where) for where in (*OWN_ZONES, "other")}
        wording.say("utter_howto_transit", **usual)
        return [*kept, *digression(turn, None, "place")]
    wording.say(
        "utter_howto_transit_days",
        origin=wording.place(price.origin),
        destination=wording.place(price.destination),
        days=price.days,
        phone=price.outlet.phone if price.outlet else facts.company.hotline,
    )
    # Who asks how long it takes from there would send from there.
    return [*kept, SlotSet("place", places.origin)]


def _places(turn: Turn) -> Route:
    """The places of the message; one alone completes the question before it, else it is where the parcel goes."""
    named, only = route(turn), turn.value("place")
    if named.origin and named.destination:
        return named
    goes_on = turn.follows or turn.is_retold
    origin, destination = (turn.slots.get("from_place"), turn.slots.get("to_place")) if goes_on else (None, None)
    if not only:
        return Route(origin, destination)
    if not (named.origin or named.destination):
        if origin and destination and origin in turn.denied:
            return Route(only, destination)
        return Route(only, destination) if destination and not origin else Route(origin, only)
    return Route(named.origin or origin, named.destination or destination)


def days(facts: Facts, where: str) -> str:
    """The days of all tariffs inside a city, inside a province, or to other zones, as 2-4."""
    own = where in OWN_ZONES
    named = [
        one.days for one in facts.prices.tariffs if (one.to_zone == where if own else one.to_zone not in OWN_ZONES)
    ]
    return _range([int(day) for text in named for day in text.split("-")])


def _range(numbers: Sequence[int]) -> str:
    least, most = min(numbers), max(numbers)
    return str(least) if least == most else f"{least}-{most}"
