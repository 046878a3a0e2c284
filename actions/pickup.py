"""Pickup: first the local outlet's telephone; if the customer wants us to arrange it, a case and a 15-minute promise (BUSINESS B5)."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import Events, SkillAction, finished, key
from actions.coverage import record_demand, say_unserved, settle_place
from actions.desk import CaseChange, NewCase, OpenedCase
from actions.pickup_form import DECLINED, UNSERVED, visit_after
from actions.questions import Progress
from actions.reading import at_once
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.facts import Outlet
from courier.outlets import opens_next, outlets_for

# From so much on the outlet has to send more than a courier on a scooter.
MANY_PARCELS, HEAVY_KG = 3, 20
# What the outlet is told.
TOLD = ("place", "phone", "contact_name", "pickup_time")


class PickupAction(SkillAction):
    """Opens the pickup, or says what is left to the customer."""

    action_name = "action_pickup"
    form = "pickup_form"
    topic = Topic(
        again="pickup_form",
        facts={"place": "place", "case_number": "case_number"},
        takes=("phone", "time"),
        corrects=("place", "phone", "time"),
        answers={
            "when": "action_follow_up",
            "arrival": "action_follow_up",
            "phone": "outlet_form",
            "price": "price_form",
        },
    )

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Finish as the form ended."""
        ended = turn.slots.get("form_ended")
        if ended == UNSERVED:
            return await self._offer_ems(turn, wording)
        outlet = next(iter(outlets_for(self.services.facts, turn.slots["place"])), None)
        if ended == DECLINED:
            name, phone = self._names(outlet)
            wording.say("utter_pickup_declined", outlet=name, phone=phone)
            return [SlotSet("form_ended", None), finished(turn, "pickup_form")]
        amends = turn.slots.get("amends")
        case = await (self._amend if amends else self._open_case)(outlet, turn, wording)
        self._say(case, outlet, turn, wording)
        return [
            *(SlotSet(slot, None) for slot in ("asked", "amends", "pickup_offer")),
            SlotSet("case_number", case.number),
            SlotSet("case_told", True),
            finished(turn, "pickup_form"),
        ]

    def _say(self, case: OpenedCase, outlet: Outlet | None, turn: Turn, wording: Wording) -> None:
        name, phone = self._names(outlet)
        wording.say(
            self._response(outlet, turn),
            number=case.number,
            outlet=name,
            outlet_phone=phone,
            deadline=wording.moment(case.deadline_at),
            earliest=wording.moment(visit_after(self.services, outlet)),
            hours=outlet.hours if outlet else "",
            **_told(turn),
        )
        load = turn.slots.get("pickup_load") or {}
        if int(load.get("count") or 0) >= MANY_PARCELS or Decimal(load.get("weight") or 0) >= HEAVY_KG:
            wording.say("utter_pickup_load", load=_load(load, wording.phrase, wording))

    def _response(self, outlet: Outlet | None, turn: Turn) -> str:
        if turn.slots.get("amends"):
            return "utter_pickup_amended"
        if outlet and opens_next(outlet, self.services.clock()) > self.services.clock():
            return "utter_pickup_opened_before_hours"
        return "utter_pickup_opened_urgent" if at_once(turn.slots["pickup_time"]) else "utter_pickup_opened"

    def _names(self, outlet: Outlet | None) -> tuple[str, str]:
        company = self.services.facts.company
        return (outlet.name, outlet.phone) if outlet else (company.name, company.hotline)

    async def _offer_ems(self, turn: Turn, wording: Wording) -> Events:
        coverage = settle_place(self.services, Progress(dict(turn.slots)), wording)
        if coverage is not None:
            case = await record_demand(self.services, coverage, turn, wording)
            say_unserved(coverage, case, wording)
        return [SlotSet("form_ended", None), SlotSet("place", None), finished(turn, "pickup_form")]

    async def _open_case(self, outlet: Outlet | None, turn: Turn, wording: Wording) -> OpenedCase:
        """The outlet can be asked once it is open; the check follows within minutes (BUSINESS B5)."""
        now = self.services.clock()
        starts = opens_next(outlet, now) if outlet else now
        name, _ = self._names(outlet)
        case = await self.services.desk.open_case(
            NewCase(
                conversation_id=turn.conversation_id,
                kind="pickup",
                summary=self._summary(name, turn, wording),
                deadline_at=starts + timedelta(minutes=self.services.facts.deadlines.pickup_check_minutes),
                idempotency_key=key(turn, "pickup"),
                outlet=name,
                details=_details(turn, wording),
            )
        )
        promise = wording.for_agents("utter_phrase_promise_pickup", number=case.number, outlet=name)
        await self.services.desk.promise(
            turn.conversation_id, promise, case.deadline_at, case.number, key(turn, "pickup")
        )
        return case

    async def _amend(self, outlet: Outlet | None, turn: Turn, wording: Wording) -> OpenedCase:
        number, (name, _) = str(turn.slots["amends"]), self._names(outlet)
        change = CaseChange(
            idempotency_key=key(turn, "amend", number),
            outlet=name,
            summary=self._summary(name, turn, wording),
            details=_details(turn, wording),
            note=wording.for_agents("utter_phrase_amended", words=turn.words()),
        )
        return await self.services.desk.amend(number, change)

    @staticmethod
    def _summary(outlet: str, turn: Turn, wording: Wording) -> str:
        return wording.for_agents("utter_phrase_pickup", outlet=outlet, **_told(turn))


def _told(turn: Turn) -> dict[str, Any]:
    """What the outlet is told; the place as exactly as the customer told it."""
    street = turn.slots.get("street") or ""
    joint = " " if street.isascii() and street else ""
    return {slot: turn.slots[slot] for slot in TOLD} | {"place": f"{turn.slots['place']}{joint}{street}"}


def _details(turn: Turn, wording: Wording) -> dict[str, Any]:
    load, wanted_at = turn.slots.get("pickup_load"), turn.slots.get("pickup_at")
    return {
        **_told(turn),
        **({"wanted_at": wanted_at} if wanted_at else {}),
        **({"load": _load(load, wording.for_agents, wording)} if load else {}),
    }


def _load(load: Mapping[str, str], phrase: Callable[..., str], wording: Wording) -> str:
    counted = [phrase("utter_phrase_load_parcels", count=load["count"])] if load.get("count") else []
    weighed = [phrase("utter_phrase_load_weight", weight=load["weight"])] if load.get("weight") else []
    return wording.phrase("utter_phrase_comma").join([*counted, *weighed])
