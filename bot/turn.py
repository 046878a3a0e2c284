"""Reads one finished turn from a tracker: what the bot answered and what it understood."""

from typing import Any, Dict, List, Optional, Text

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT, SESSION_START_METADATA_SLOT
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_RANKING_LENGTH = 5
# Slots by which the dialogue steers itself; they say nothing about the customer's matter.
INTERNAL_SLOTS = frozenset(
    {
        REQUESTED_SLOT,
        SESSION_START_METADATA_SLOT,
        "lang",
        "amends",
        "arrange",
        "asked",
        "attempts",
        "case_told",
        "claim_assessed",
        "coverage_place",
        "details",
        "escalation",
        "finished",
        "form_ended",
        "no_reference",
        "no_waybill",
        "offered",
        # A carrier wants it with each lookup; nobody at the desk needs it (DESIGN D9).
        "parcel_tail",
        "pending",
        "pickup_offer",
        "resume",
        "score",
        "summed_up",
        "survey_open",
        "taken_as",
        "topic",
    }
)


def answers_to(tracker: DialogueStateTracker, message_id: Text) -> List[Dict[Text, Any]]:
    """What the bot said to the message, oldest first; empty when the message is not in the conversation."""
    return [_message(event) for event in _events_after(tracker, message_id) if isinstance(event, BotUttered)]


def is_answered(tracker: DialogueStateTracker, message_id: Text) -> bool:
    """Whether the message was answered and the bot had finished its turn."""
    events = _events_after(tracker, message_id)
    spoke = any(isinstance(event, BotUttered) for event in events)
    finished = any(isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME for event in events)
    return spoke and finished


def describe_turn(tracker: DialogueStateTracker) -> Dict[Text, Any]:
    """Intent, entities, slots and the open question after the latest customer message (docs/contracts.md §4)."""
    parse = dict(tracker.latest_message.parse_data) if tracker.latest_message else {}
    slots = {name: value for name, value in tracker.current_slot_values().items() if name not in INTERNAL_SLOTS}
    return {
        "intent": _confidence(parse.get("intent") or {}),
        "intent_ranking": [_confidence(intent) for intent in _ranking(parse)],
        "entities": [_entity(entity) for entity in parse.get("entities") or []],
        "emotion": parse.get("emotion"),
        "slots": {**{name: value for name, value in slots.items() if value not in (None, [])}, **_topic(tracker)},
        "active_loop": tracker.active_loop_name,
        "requested_slot": tracker.get_slot(REQUESTED_SLOT),
    }


def _topic(tracker: DialogueStateTracker) -> Dict[Text, Any]:
    """Which action answered last in the matter that is talked about; how it goes on is the dialogue's own business."""
    topic = tracker.get_slot("topic")
    return {"topic": topic["of"]} if topic else {}


def _events_after(tracker: DialogueStateTracker, message_id: Text) -> List[Event]:
    """Everything between the message and the next one; the last copy counts when a failed turn was repeated."""
    found: Optional[List[Event]] = None
    current: List[Event] = []
    for event in tracker.events:
        if isinstance(event, UserUttered):
            current = []
            if event.message_id == message_id:
                found = current
        else:
            current.append(event)
    return found or []


def _message(event: BotUttered) -> Dict[Text, Any]:
    data = event.data or {}
    message: Dict[Text, Any] = {"text": event.text or ""}
    if data.get("buttons"):
        message["buttons"] = [{"title": b["title"], "payload": b["payload"]} for b in data["buttons"]]
    if data.get("custom"):
        message["custom"] = data["custom"]
    return message


def _ranking(parse: Dict[Text, Any]) -> List[Dict[Text, Any]]:
    ranking = parse.get("intent_ranking") or []
    return [intent for intent in ranking if intent.get("name") != DEFAULT_NLU_FALLBACK_INTENT_NAME][:_RANKING_LENGTH]


def _confidence(intent: Dict[Text, Any]) -> Dict[Text, Any]:
    return {"name": intent.get("name"), "confidence": intent.get("confidence", 0.0)}


def _entity(entity: Dict[Text, Any]) -> Dict[Text, Any]:
    return {name: entity.get(name) for name in ("entity", "value", "start", "end")}
