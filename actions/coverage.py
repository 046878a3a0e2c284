"""Whether we deliver to a place, and what to do where we do not yet (BUSINESS B6)."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, digression
from actions.desk import NewCase, OpenedCase
from actions.forms import SkillForm
from actions.questions import Flaw, Progress, Question
from actions.services import Services
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Button, Wording
from courier.coverage import Coverage, check_coverage, unserved_entry
from courier.vocabulary import Place

# 那火星送不送: what stands before the question is a name, unless it is one of these.
_ASKS_FOR = re.compile(
    r"(?:那么?|还有|请问)?(?P<name>[\u4e00-\u9fff]{2,8}?)(?:送不送|能不能送|能不能到|能?送得?到?吗|能?到吗|能?寄吗)"
)
_NO_NAME = re.compile(r"[这那哪里你我他您们它几今明后天都也还会可为怎啥什么快件东西包裹]")
TOPIC = Topic(
    again="action_coverage",
    # Who asks whether we reach a place would send there.
    facts={"place": "place", "to_place": "place"},
    takes=("place",),
    answers={
        "may": "action_coverage",
        "what_now": "action_coverage",
        "phone": "outlet_form",
        "address": "outlet_form",
        "hours": "outlet_form",
        "price": "price_form",
        "arrival": "action_howto",
        "when": "action_howto",
    },
)
# Of a place that is not open yet, the answer has all that there is to say.
UNSERVED_TOPIC = replace(
    TOPIC, takes=("place", "carrier"), answers=dict.fromkeys((*TOPIC.answers, "why"), "action_coverage")
)
CHOICES = 6
NAMED = 3
EMS = "ems"


def place_answer(turn: Turn) -> dict[str, Any]:
    """The place in the message; of several, the last is where the parcel shall go."""
    places = turn.values("place")
    return {"place": places[-1]} if places else {}


def settle_place(services: Services, progress: Progress, wording: Wording, slot: str = "place") -> Coverage | None:
    """Look the slot's place up. An unclear one is asked for again, with the places that bear the name as buttons."""
    place = progress.slots.get(slot)
    if place is None:
        return None
    coverage = check_coverage(services.facts, place)
    if coverage.status == "ambiguous":
        progress.set(**{slot: None})
        progress.ask_instead = "utter_question_which_place"
        progress.values["name"] = place
        progress.buttons = [_choice(one, wording) for one in coverage.candidates[:CHOICES]]
        return None
    if coverage.status == "unknown":
        progress.set(**{slot: None, "attempts": (progress.slots.get("attempts") or 0) + 1})
        return None
    return coverage


def _choice(place: Place, wording: Wording) -> Button:
    return {"title": wording.place(place), "payload": f'/inform{{"place": "{place.full_name}"}}'}


def asks_for_unknown(turn: Turn) -> bool:
    """Whether the message names a place that is none: 那火星送不送, after another place was answered for."""
    found = None if turn.is_payload or turn.value("place") else _ASKS_FOR.match(turn.text.strip())
    return found is not None and not _NO_NAME.search(found["name"])


def _unknown_place(turn: Turn) -> Flaw | None:
    """A name that no division, town or outlet bears: 火星送不送."""
    names_something = turn.intent in ("unserved_region", "inform", "out_of_scope") and not turn.is_payload
    return ("utter_question_place_unknown", {}) if names_something and not turn.value("place") else None


class CoverageForm(SkillForm):
    """Asks for the place until it is clear which one is meant."""

    form = "coverage_form"
    wish = "unserved_region"
    returns = True
    questions = (
        Question("place", "utter_question_place", place_answer, volunteered=place_answer, flaw=_unknown_place),
    )

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """Make sure that the place is one."""
        settle_place(self.services, progress, wording)


class CoverageAction(SkillAction):
    """Answers for the place of the message."""

    action_name = "action_coverage"
    form = "coverage_form"
    topic = TOPIC

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Say whether we deliver there; a missing or unclear place is asked for by the form."""
        if turn.value("howto") and not turn.value("place"):
            return [FollowupAction("action_howto")]  # 能到付吗 only sounds like a place.
        place = None if asks_for_unknown(turn) else turn.slots.get("place")
        coverage = check_coverage(self.services.facts, place) if place else Coverage("unknown")
        if coverage.status in ("unknown", "ambiguous"):
            return [SlotSet("place", None), FollowupAction("coverage_form")]
        events: Events = [SlotSet("coverage_place", place), SlotSet("form_ended", None), SlotSet("asked", None)]
        events += digression(turn, self.form, "place")
        if coverage.status == "unserved":
            case = await record_demand(self.services, coverage, turn, wording)
            if turn.asks == "why" and coverage.place:
                say_why_unserved(self.services, coverage, case, wording)
            else:
                say_unserved(coverage, case, wording, wants_ems=turn.follows and turn.value("carrier") == EMS)
            topic = UNSERVED_TOPIC.left_by(self.action_name, turn.slots, [])
            return [*events, SlotSet("case_number", case.number), SlotSet("topic", topic)]
        self._say_served(coverage, wording)
        return events

    def _say_served(self, coverage: Coverage, wording: Wording) -> None:
        outlet = coverage.outlet
        gaps = wording.phrase("utter_phrase_comma").join(wording.place(one) for one in coverage.candidates[:NAMED])
        wording.say(
            f"utter_coverage_{coverage.status}" if outlet else "utter_coverage_no_outlet",
            place=_name(coverage, wording),
            outlet=outlet.name if outlet else "",
            phone=outlet.phone if outlet else self.services.facts.company.hotline,
            hours=outlet.hours if outlet else "",
            gaps=gaps,
        )


def say_unserved(coverage: Coverage, case: OpenedCase, wording: Wording, *, wants_ems: bool = False) -> None:
    """Say that the place is not open yet, what EMS costs about, and where the nearest outlet is.

    Who then asks about EMS, or takes it, hears how it is done.
    """
    ems, outlet = coverage.ems, coverage.outlet
    wording.say(
        "utter_coverage_ems" if wants_ems else "utter_coverage_unserved",
        place=_name(coverage, wording),
        ems_first=f"{ems.first_cny.normalize():f}" if ems else "",
        ems_extra=f"{ems.extra_cny.normalize():f}" if ems else "",
        ems_days=ems.days if ems else "",
        outlet=outlet.name if outlet else "",
        phone=outlet.phone if outlet else "",
        number=case.number,
    )


def say_why_unserved(services: Services, coverage: Coverage, case: OpenedCase, wording: Wording) -> None:
    """Why a place is not open yet, as the company's facts tell it."""
    entry = unserved_entry(services.facts, coverage.place.division) if coverage.place else None
    reason = entry.reason if entry and wording.lang != "en" else wording.phrase("utter_phrase_not_open_reason")
    wording.say("utter_coverage_why", place=_name(coverage, wording), reason=reason, number=case.number)


async def record_demand(services: Services, coverage: Coverage, turn: Turn, wording: Wording) -> OpenedCase:
    """Record once that a customer needs a place that is not open yet.

    It promises nothing, but is looked at within the week.
    """
    deadline = services.clock() + timedelta(days=services.facts.deadlines.complaint_law_days)
    place = coverage.place.full_name if coverage.place else ""
    return await services.desk.open_case(
        NewCase(
            conversation_id=turn.conversation_id,
            kind="demand",
            summary=wording.for_agents("utter_phrase_demand", place=place),
            deadline_at=deadline,
            idempotency_key=f"{turn.conversation_id}:demand:{place}",
            outlet=coverage.outlet.name if coverage.outlet else None,
            details={"place": place},
        )
    )


def _name(coverage: Coverage, wording: Wording) -> str:
    return wording.place(coverage.place) if coverage.place else ""
