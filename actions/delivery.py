"""A parcel that should come sooner, and one that is shown as delivered and did not arrive (BUSINESS B3)."""

from rasa_sdk.events import SlotSet

from actions.base import Events
from actions.enquiry import NOT_RECEIVED, WHEREABOUTS, enquire
from actions.forms import SkillForm
from actions.lookup import PARCEL_TAIL
from actions.topic import Topic
from actions.tracking import ABOUT_PARCEL, WAYBILL, ParcelAction
from actions.turn import Turn
from actions.wording import Wording
from courier.tracking import Tracking

# Once an outlet was asked, a bare when is about its answer.
ABOUT_ENQUIRY = {**ABOUT_PARCEL, "when": "action_follow_up", "what_now": "action_follow_up"}
ENQUIRY_FACTS = {"waybill": "waybill", "case_number": "case_number"}
# A parcel on its way can be hurried; one that arrived cannot, and where an enquiry runs already it is named.
ON_ITS_WAY = frozenset({"in_transit", "out_for_delivery"})
DELIVERED = frozenset({"signed", "in_locker"})


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
        events = await self.tell_where(tracking, turn, wording)
        if tracking.status not in ON_ITS_WAY:
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


class NotReceivedForm(SkillForm):
    """Asks which parcel did not arrive."""

    form = "not_received_form"
    wish = "not_received"
    returns = True
    questions = (WAYBILL, PARCEL_TAIL)


class NotReceivedAction(ParcelAction):
    """Has the delivery checked; a parcel that is not delivered yet is only found."""

    action_name = "action_not_received"
    form = "not_received_form"
    topic = Topic(again="action_not_received", facts=ENQUIRY_FACTS, takes=("waybill",), answers=ABOUT_ENQUIRY)

    async def answer(self, tracking: Tracking, turn: Turn, wording: Wording) -> Events:
        """When and where it was delivered, and by when the outlet tells who has it."""
        if tracking.status not in DELIVERED:
            return await self.tell_where(tracking, turn, wording)
        summary = wording.for_agents("utter_phrase_enquiry_not_received", waybill=tracking.waybill)
        case, _ = await enquire(self.services, tracking, turn, wording, about=NOT_RECEIVED, summary=summary)
        deadline = wording.moment(case.deadline_at)
        response = f"utter_not_received_{tracking.status}"
        self.say_as(response, tracking, wording, number=case.number, deadline=deadline)
        return [SlotSet("case_number", case.number)]
