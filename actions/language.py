"""A message in a language that the front desk has no answers in."""

from rasa_sdk.events import FollowupAction

from actions.base import Events, SkillAction
from actions.human import hand_off
from actions.turn import Turn
from actions.wording import Wording

# Languages in which domain.yml has one sentence that says which two are served: utter_phrase_language_<code>.
GREETED = frozenset(
    (
        "ja",
        "ko",
        "ru",
        "uk",
        "th",
        "ar",
        "fa",
        "el",
        "he",
        "hi",
        "vi",
        "fr",
        "es",
        "de",
        "id",
        "pt",
        "it",
        "tr",
        "pl",
        "nl",
    )
)


class OtherLanguageAction(SkillAction):
    """Says in which languages the customer is served, looks up a waybill all the same, and offers a person."""

    action_name = "action_other_language"
    unavailable = "utter_handoff_unavailable"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """The same again, and nothing that was looked up: a person takes over."""
        looked_up = turn.value("waybill") or turn.previous_was("action_track")
        if turn.previous_was(self.action_name) and not looked_up and not turn.active_form:
            events = await hand_off(self, turn, wording, reason="not_understood")
            return [*events, FollowupAction("action_listen")]
        wording.say("utter_other_language", native=_native(turn, wording))
        if turn.active_form:
            # The open form takes what it can read, and asks its question again.
            return []
        return [FollowupAction("action_track" if turn.value("waybill") else "action_listen")]


def _native(turn: Turn, wording: Wording) -> str:
    messages = (event for event in reversed(turn.events) if event["event"] == "user")
    told = next(((event.get("parse_data") or {}).get("language") for event in messages), None)
    return wording.phrase(f"utter_phrase_language_{told}") + "\n" if told in GREETED else ""
