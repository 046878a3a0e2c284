"""What is not understood: one two-way question, then a person (BUSINESS B12, DESIGN D8)."""

from rasa_sdk.events import FollowupAction

from actions.about_case import belongs_to_case, contests_claim
from actions.base import Events, SkillAction
from actions.human import hand_off
from actions.numbers import say_flaw
from actions.survey import rating_of
from actions.turn import FOLLOW_ON, Turn
from actions.wording import Button, Wording
from courier.vocabulary.remarks import seeks_way_round

# Wishes that a customer can be asked about, with the fragments that name them.
OFFERED = (
    "track_parcel",
    "complain",
    "claim_compensation",
    "unserved_region",
    "pickup_request",
    "urge_delivery",
    "not_received",
    "change_delivery",
    "follow_up_case",
    "ask_price",
    "ask_outlet_contact",
    "ask_prohibited_item",
    "ask_service_hours",
    "ask_shipping_howto",
)


# bot/remarks.py sends messages to it that no rule has.
SERVED_BY_POLICY = frozenset({"action_track"})


class FallbackAction(SkillAction):
    """Asks which of the two likeliest wishes is meant; the policy sends the customer here when it is unsure."""

    action_name = "action_fallback"
    unavailable = "utter_handoff_unavailable"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Ask or hand over. Rasa also comes here when no rule fits, so the turn always ends after this.

        What the policy had served outside the rules needs nothing more.
        """
        if _is_served(turn):
            return [FollowupAction("action_listen")]
        events = await self._use_what_is_there(turn, wording)
        if any(event["event"] == "followup" for event in events):
            return events
        return [*events, FollowupAction("action_listen")]

    async def _use_what_is_there(self, turn: Turn, wording: Wording) -> Events:
        if turn.value("detail"):
            return [FollowupAction("details_form")]
        if turn.value("waybill"):
            return [FollowupAction("action_track")]
        if say_flaw(turn, wording):
            return []
        known_by_actions = _known_by_actions(turn)
        if known_by_actions:
            return [FollowupAction(known_by_actions)]
        if turn.previous_was(self.action_name):
            return await hand_off(self, turn, wording, reason="not_understood")
        self._ask_which(turn, wording)
        return []

    @staticmethod
    def _ask_which(turn: Turn, wording: Wording) -> None:
        first, second = likeliest(turn)
        wording.say(
            "utter_which_wish",
            first=wording.phrase(f"utter_phrase_wish_{first}"),
            second=wording.phrase(f"utter_phrase_wish_{second}"),
            buttons=[_button(first, wording), _button(second, wording), *wording.buttons("utter_phrase_person")],
        )


def _is_served(turn: Turn) -> bool:
    return bool(SERVED_BY_POLICY & set(turn.actions_since_message()))


def _known_by_actions(turn: Turn) -> str | None:
    """What serves a message that is hardly understood and still an answer: a rating, a correction, an objection."""
    if turn.slots.get("survey_open") and rating_of(turn):
        return "action_rate"
    belongs = belongs_to_case(turn)
    if belongs:
        return belongs
    topic = turn.slots.get("topic") or {}
    if topic.get("of") == "action_prohibited" and turn.previous_was("action_prohibited") and seeks_way_round(turn.text):
        return FOLLOW_ON
    # Until the customer accepts an assessment, it may be contested.
    return "action_dispute" if contests_claim(turn) else None


def likeliest(turn: Turn) -> tuple[str, str]:
    """The two likeliest wishes that can be offered."""
    ranked = [intent for intent in turn.ranking if intent in OFFERED]
    first, second, *_ = dict.fromkeys([*ranked, *OFFERED])
    return first, second


def _button(intent: str, wording: Wording) -> Button:
    wish = wording.phrase(f"utter_phrase_wish_{intent}")
    return {"title": wish[:1].upper() + wish[1:], "payload": f"/{intent}"}
