"""What identifies people, told to who knows the tail: courier, address, signature, names, contents (DESIGN D9)."""

from typing import Any

import structlog
from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events
from actions.lookup import record_if_given
from actions.parcel import MOST_AT_ONCE, WAYBILL, ParcelAction, is_foreign, telephone_of
from actions.privacy import TAIL, GatedForm, is_verified
from actions.questions import Answers, Progress, Question
from actions.reading import is_not_known
from actions.turn import Turn
from actions.wording import Wording
from courier.tracking import People, Person, Tracking
from courier.vocabulary import mask_waybill

log = structlog.get_logger(__name__)

COURIER, DONE, OTHER_CARRIER = "courier", "done", "other_carrier"


class DetailsForm(GatedForm):
    """Which parcels, and the tail; the slot `details` keeps what was asked of them."""

    form = "details_form"
    # No intent is about this: the entity `detail` says it, whatever the message is classified as.
    wish = ""
    returns = True
    questions = (WAYBILL, TAIL)

    def _is_digression(self, turn: Turn, question: Question, answers: Answers) -> bool:
        """Another detail is more of the same."""
        return not turn.value("detail") and super()._is_digression(turn, question, answers)

    def protected(self, turn: Turn, progress: Progress) -> list[str]:
        """All parcels that were asked about."""
        return list(progress.slots["details"]["of"])

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Take in what is asked and of which parcels, then check the tail."""
        progress.set(details=self._asked(turn, progress))
        if turn.value("carrier") not in (None, self.services.facts.company.carrier):
            return progress.end(OTHER_CARRIER)
        waybills = progress.slots["details"]["of"]
        if not waybills:
            return
        tracked = [await record_if_given(self.services, one, turn) for one in waybills]
        if all(is_foreign(self.services, one) for one in tracked):
            return progress.end(DONE)
        await self.pass_gate(turn, progress)
        if self._is_enough(turn, progress):
            return progress.end(DONE)
        if COURIER in progress.slots["details"]["what"] and not progress.ask_instead:
            progress.ask_instead = "utter_question_tail_or_outlet"
            progress.values["outlet_phone"] = telephone_of(self.services, tracked[0])

    def _asked(self, turn: Turn, progress: Progress) -> dict[str, list[str]]:
        begins = turn.form_started_now(self.form) and turn.slots.get("resume") != self.form
        before = {} if begins else progress.slots.get("details") or {}
        what = dict.fromkeys([*before.get("what", []), *turn.values("detail")])
        waybill = progress.slots.get("waybill")
        named = turn.values("waybill")[:MOST_AT_ONCE] or before.get("of") or ([str(waybill)] if waybill else [])
        return {"what": list(what), "of": named}

    def _is_enough(self, turn: Turn, progress: Progress) -> bool:
        """Of several parcels some were verified, and for the others the customer has no tail."""
        passed = any(is_verified(self.services, progress.slots, one) for one in progress.slots["details"]["of"])
        return passed and not progress.ended and (turn.intent == "deny" or is_not_known(turn.text))


class DetailsAction(ParcelAction):
    """Tells what was asked, for the parcels that were verified."""

    action_name = "action_details"
    form = "details_form"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """One answer for each parcel."""
        over = [SlotSet(slot, None) for slot in ("details", "form_ended", "asked")]
        if turn.slots.get("form_ended") == OTHER_CARRIER:
            return [*over, FollowupAction("outlet_form")]
        asked = turn.slots.get("details") or {"what": [], "of": []}
        for waybill in asked["of"]:
            tracking = await record_if_given(self.services, waybill, turn)
            if is_foreign(self.services, tracking):
                self.say_whose(tracking, wording)
            else:
                await self.answer(tracking, turn, wording)
        return over

    async def answer(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """Nothing without the tail, whatever led here."""
        if not is_verified(self.services, turn.slots, tracking.waybill):
            return []
        people = await self.services.source.people(tracking.waybill)
        known, asked = _known(people, tracking) if people else {}, turn.slots["details"]["what"]
        parts = "\n".join(_sentence(what, known.get(what, {}), wording) for what in asked)
        _note_for_audit(turn, tracking.waybill, asked)
        wording.say("utter_details", waybill=tracking.waybill, parts=parts, outlet_phone=self.phone(tracking))
        return []


def _note_for_audit(turn: Turn, waybill: str, what: list[str]) -> None:
    log.info(
        "privacy.details.told", conversation_id=turn.conversation_id, waybill=mask_waybill(waybill), what=",".join(what)
    )


def _known(people: People, tracking: Tracking) -> dict[str, dict[str, Any]]:
    """What fills the sentence of each kind of detail; an empty value means that it is not recorded."""
    return {
        COURIER: _of_person(people.courier),
        "address": {"address": people.address},
        "signer": {"note": people.signed_by},
        "receiver": _of_person(people.receiver),
        "sender": _of_person(people.sender),
        "content": {"content": people.content},
        "value": {"value": f"{tracking.declared_value or 0:f}" if tracking.declared_value else ""},
        "code": {"note": people.in_locker},
    }


def _of_person(person: Person | None) -> dict[str, Any]:
    return {"person": person.name, "phone": person.phone} if person else {}


def _sentence(what: str, values: dict[str, Any], wording: Wording) -> str:
    is_recorded = bool(values) and all(values.values())
    return wording.phrase(f"utter_phrase_detail_{what}{'' if is_recorded else '_none'}", **values)
