"""Keeps a conversation's working memory short, however long the conversation is."""

from typing import Iterable, List, Optional, Text

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.human_stretch import is_human

# Customer messages: as soon as there are more than LONGEST, all but the last KEPT are replaced by what they led to.
LONGEST = 16
KEPT = 10
# Words from a human stretch that stay known longer, so that hearing of it again adds nothing (bot/human_stretch.py).
KEPT_HUMAN = 100


def shortened(tracker: DialogueStateTracker, slots: Iterable[Slot]) -> Optional[List[Event]]:
    """The events of a shorter tracker in the same state; None as long as the tracker is short enough.

    Ordinary events take the place of the old ones: slots that are set, an open form. Rasa and the actions therefore
    read a shortened tracker like any other.
    """
    events = list(tracker.events)
    starts = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(starts) <= LONGEST:
        return None
    before = _best_cut(tracker.sender_id, events, starts[: 1 - KEPT], list(slots))
    return [*_standing_for(before), *events[len(before.events) :]]


def _best_cut(sender: Text, events: List[Event], starts: List[int], slots: List[Slot]) -> DialogueStateTracker:
    """What may go: everything before the latest of these messages that came while no form was open."""
    latest = DialogueStateTracker.from_events(sender, events[: starts[-1]], slots)
    if latest.active_loop_name is None:
        return latest
    for start in reversed(starts[-KEPT:-1]):
        earlier = DialogueStateTracker.from_events(sender, events[:start], slots)
        if earlier.active_loop_name is None and start:
            return earlier
    return latest


def _standing_for(before: DialogueStateTracker) -> List[Event]:
    time = before.events[-1].timestamp
    kept_words = [event for event in before.events if isinstance(event, BotUttered) and is_human(event)]
    changed = [slot for slot in before.slots.values() if slot.value != slot.initial_value]
    return [
        *_open_form(before, time),
        *(SlotSet(slot.name, slot.value, time) for slot in changed),
        *kept_words[-KEPT_HUMAN:],
        *([ConversationPaused(time)] if before.is_paused() else []),
        ActionExecuted(ACTION_LISTEN_NAME, timestamp=time),
    ]


def _open_form(before: DialogueStateTracker, time: float) -> List[Event]:
    name = before.active_loop_name
    if name is None:
        return []
    opened: List[Event] = [ActionExecuted(name, timestamp=time), ActiveLoop(name, time)]
    return [*opened, ActionExecutionRejected(name, timestamp=time)] if before.is_active_loop_rejected else opened
