"""Brings a tracker up to date after people served the conversation (DESIGN D5)."""

from typing import Any, Dict, List, Text

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.turn import INTERNAL_SLOTS

_SOURCE = "human"


def after_human_stretch(tracker: DialogueStateTracker, said: List[Dict[Text, Any]]) -> List[Event]:
    """What to add to the tracker; `said` holds {author, text, seq}. Empty when all of it was added before.

    Facts that the customer gave stay; how the dialogue steered itself is forgotten, because an agent has dealt with the
    open question. Customers' words are kept as the bot's records too: as user events they would be predicted on.
    """
    known = {event.metadata.get("seq") for event in tracker.events if is_human(event)}
    news = [entry for entry in said if entry["seq"] not in known]
    if not news:
        return []
    stale = [name for name, value in tracker.current_slot_values().items() if name in INTERNAL_SLOTS and value]
    return [
        ActiveLoop(None),
        *(SlotSet(name, None) for name in stale),
        *(BotUttered(entry["text"], metadata=_origin(entry)) for entry in news),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


def is_human(event: Event) -> bool:
    """Whether the event records what was said while people served the conversation."""
    return event.metadata.get("source") == _SOURCE


def _origin(entry: Dict[Text, Any]) -> Dict[Text, Any]:
    return {"source": _SOURCE, "author": entry["author"], "seq": entry["seq"]}
