"""A parcel that should come sooner, and one that is shown as delivered and did not arrive (BUSINESS B3)."""

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events
from actions.enquiry import NOT_RECEIVED, REDELIVERY, WHEREABOUTS, enquire
from actions.forms import SkillForm
from actions.lookup import PARCEL_TAIL
from actions.parcel import ABOUT_PARCEL, WAYBILL, ParcelAction
from actions.questions import Progress
from actions.reading import says_missing
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording
from courier.tracking import Tracking
from courier.vocabulary.remarks import holds_anothers

# Once an outlet was asked, a bare when is about its answer.
ABOUT_ENQUIRY = {**ABOUT_PARCEL, "when": "action_follow_up", "what_now": "action_follow_up"}
ENQUIRY_FACTS = {"waybill": "waybill", "case_number": "case_number"}
# A parcel on its way can be hurried; one that arrived cannot, and where an enquiry runs already it is named.
ON_ITS_WAY = frozenset({"in_transit", "in_destination_city", "out_for_delivery"})
DELIVERED = frozenset({"signed", "in_locker"})
ASKS_DETAILS, IS_CLAIM = "asks_details", "is_claim"
# What came, and not as it was sent: 签收了但是箱子是空的.
IN_THE_BOX = frozenset({"short", "damaged"})
# What is the matter is told before the waybill is asked for, and perhaps the tail.
MATTER_MESSAGES = 3


class UrgeForm(SkillForm):
    """Asks which parcel shall be hurried."""

    form = "urge_form"
    wish = "urge_delivery"
    returns = True
    questions = (WAYBILL, PARCEL_TAIL)


class UrgeAction(ParcelAction):
    """Says where the parcel is and asks its outlet to hurry, once."""

    action_name = "action_urge"
    form = "urge_form"
    topic = Topic(again="action_urge", facts=ENQUIRY_FACTS, takes=("waybill",), answers=ABOUT_ENQUIRY)

    async def answer(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """The status as in tracking; then the enquiry that hurries the parcel, unless it is there already."""
        if tracking.status == "in_locker":
            return await self._deliver_again(tracking, turn, wording)
        events = await self.tell_where(tracking, turn, wording)
        if self.situation(tracking) not in ON_ITS_WAY:
            return events
        summary = wording.for_agents("utter_phrase_enquiry_urge", waybill=tracking.waybill)
        case, running = await enquire(self.services, tracking, turn, wording, about=WHEREABOUTS, summary=summary)
        wording.say(
            "utter_urge_running" if running else "utter_urge_opened",
            number=case.number,
            deadline=wording.moment(case.deadline_at),
            outlet=tracking.latest.outlet if tracking.latest else self.services.facts.company.name,
        )
        return [*events, SlotSet("case_number", case.number)]

    async def _deliver_again(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """A locker needs the receiver's consent (PROTOCOLS §8.3, article 28): without it the parcel comes to the door."""
        summary = wording.for_agents("utter_phrase_enquiry_redelivery", waybill=tracking.waybill)
        case, _ = await enquire(self.services, tracking, turn, wording, about=REDELIVERY, summary=summary)
        deadline = wording.moment(case.deadline_at)
        self.say_as("utter_redelivery_opened", tracking, wording, number=case.number, deadline=deadline)
        return [SlotSet("case_number", case.number)]


class NotReceivedForm(SkillForm):
    """Asks which parcel did not arrive."""

    form = "not_received_form"
    wish = "not_received"
    returns = True
    questions = (WAYBILL, PARCEL_TAIL)

    async def enrich(self, turn: Turn, progress: Progress, wording: Wording) -> None:
        """A mere 谁签收的 asks about a person, and says nothing of a parcel that is missing; an empty box is a loss."""
        if turn.affirmed("incident") in IN_THE_BOX and turn.form_started_now(self.form):
            return progress.end(IS_CLAIM)
        is_question = turn.value("detail") and turn.brief and not says_missing(turn.text)
        if is_question and turn.form_started_now(self.form):
            progress.end(ASKS_DETAILS)


class NotReceivedAction(ParcelAction):
    """Has the delivery checked; a parcel that is not delivered yet is only found."""

    action_name = "action_not_received"
    form = "not_received_form"
    topic = Topic(again="action_not_received", facts=ENQUIRY_FACTS, takes=("waybill",), answers=ABOUT_ENQUIRY)

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Answer for the parcels, unless only a person was asked about, or the parcel came and not what was in it."""
        leads_to = {ASKS_DETAILS: "details_form", IS_CLAIM: "claim_form"}.get(str(turn.slots.get("form_ended")))
        if leads_to:
            return [SlotSet("form_ended", None), FollowupAction(leads_to)]
        return await super().act(turn, wording)

    async def answer(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """When and where it was delivered, and by when the outlet tells who has it."""
        is_swapped = any(holds_anothers(text) for text in turn.latest_texts(MATTER_MESSAGES))
        if tracking.status not in DELIVERED and not is_swapped:
            return await self.tell_where(tracking, turn, wording)
        what = "swapped" if is_swapped else "not_received"
        summary = wording.for_agents(f"utter_phrase_enquiry_{what}", waybill=tracking.waybill)
        case, _ = await enquire(self.services, tracking, turn, wording, about=NOT_RECEIVED, summary=summary)
        deadline = wording.moment(case.deadline_at)
        response = "utter_not_received_swapped" if is_swapped else f"utter_not_received_{tracking.status}"
        self.say_as(response, tracking, wording, number=case.number, deadline=deadline)
        return [SlotSet("case_number", case.number)]
