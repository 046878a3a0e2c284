"""A tracker that stays in memory between the turns of its conversation."""

from __future__ import annotations

import copy
from itertools import islice
from typing import List, Optional, Set, Text, Tuple

from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

# Compared by type, since the classes of events are abstract ones and `isinstance` takes ten times as long for them.
_ADDING = frozenset({UserUttered, BotUttered, SlotSet})


class LiveTracker(DialogueStateTracker):
    """Rasa's tracker, with a copy that takes the state over: Rasa's plays all events again before each action."""

    # The applied events, and how many events there were when they were found.
    _applied: Tuple[int, List[Event]] = (-1, [])

    def applied_events(self) -> List[Event]:
        """The events without reverted ones; only what is new is looked at, unless it changes what came before."""
        known, applied = self._applied
        news = list(islice(self.events, max(known, 0), None))
        only_adds = 0 <= known <= len(self.events) and all(map(self._only_adds, news))
        applied = [*applied, *news] if only_adds else super().applied_events()
        self._applied = len(self.events), applied
        return list(applied)

    def _only_adds(self, event: Event) -> bool:
        # Running a form again takes the place of its last run.
        kind = type(event)
        return kind in _ADDING or (kind is ActionExecuted and event.action_name not in self._forms())

    def _forms(self) -> Set[Optional[Text]]:
        return {event.name for event in self.events if type(event) is ActiveLoop}

    def copy(self) -> LiveTracker:
        """A tracker in the same state that can be changed independently."""
        twin = copy.copy(self)
        twin.events = self.events.copy()
        twin.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
        twin.active_loop = copy.copy(self.active_loop)
        # As in Rasa's copy, only what is added to the original is marked with the model.
        twin.model_id = twin.assistant_id = None
        return twin

    @classmethod
    def of(cls, tracker: DialogueStateTracker) -> LiveTracker:
        """The same conversation as a live tracker. Both share their events, so only one of them may be used from now on."""
        live = cls(tracker.sender_id, [])
        vars(live).update(vars(tracker))
        return live
