"""Finds the rules whose latest state can be the latest one without trying all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Callable, DefaultDict, List, Mapping, Optional, Text, Tuple

from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import State
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

# The action before and the intent; None where a rule leaves it open.
Place = Tuple[Optional[Text], Optional[Text]]
# Only the beginning of a conversation has no action before it.
_BEGINNING: Place = ("", None)


class RuleShelves:
    """Some rules, sorted by the action and the intent that their latest state asks for."""

    def __init__(self, lookup: Mapping[Text, Text], states_of: Callable[[Text], List[State]]) -> None:
        """Sorts the keys of `lookup`; `states_of` gives the states of a key, the latest last."""
        self._lookup = lookup
        self._count = len(lookup)
        self._shelves: DefaultDict[Place, List[Text]] = defaultdict(list)
        for key in lookup:
            self._shelves[_place_of_rule(states_of(key)[-1])].append(key)

    def are_of(self, lookup: Mapping[Text, Text]) -> bool:
        """Whether these are the rules of `lookup` as it is now; training takes some away."""
        return self._lookup is lookup and self._count == len(lookup)

    def candidates(self, latest: State) -> List[Text]:
        """The keys of the rules that the latest state may satisfy, and of none that it is sure to satisfy not."""
        before = latest.get(PREVIOUS_ACTION)
        if not before:
            return self._shelves.get(_BEGINNING, [])
        actions = {before.get(ACTION_NAME), None}
        intents = {latest.get(USER, {}).get(INTENT), None}
        return [key for action in actions for intent in intents for key in self._shelves.get((action, intent), ())]


def _place_of_rule(latest: State) -> Place:
    before = latest.get(PREVIOUS_ACTION)
    if not before:
        return _BEGINNING
    return _wanted(before.get(ACTION_NAME)), _wanted(latest.get(USER, {}).get(INTENT))


def _wanted(value: Optional[Text]) -> Optional[Text]:
    return value if value and value != SHOULD_NOT_BE_SET else None
