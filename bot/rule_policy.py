"""Rasa's rules, at the same price in a long conversation as in a short one."""

from typing import Any, Dict, Iterator, List, Optional, Set, Text, Tuple

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, is_prev_action_listen_in_state
from rasa.shared.nlu.constants import INTENT

from bot.rule_shelves import RuleShelves

_KINDS = (RULES, RULES_FOR_LOOP_UNHAPPY_PATH)
# Of these only the latest matters to a state; of slots, the latest value of each.
_SUPERSEDING = frozenset({ActionExecuted, ActiveLoop, BotUttered, UserUttered})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RecentRulePolicy(RulePolicy):
    """Looks at as many of the latest states as the longest rule has, and decides as Rasa's policy does.

    Rasa describes the state before every action of the conversation and compares all of them, although a rule is
    satisfied by the states that it names and says nothing of earlier ones.
    """

    # Rasa asks twice about each action, first for rules about words and then for rules about intents.
    _described: Optional[Tuple[DialogueStateTracker, int, List[State]]] = None
    # Rasa tries every rule at every action; these are sorted instead.
    _shelves: Tuple[RuleShelves, ...] = ()
    # Whether any rule is about words, and how long the longest one is; found once for the rules as they are now.
    _of_rules: Optional[Tuple[Any, bool, int]] = None

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> Tuple[Optional[Text], Optional[Text], bool]:
        """Leaves out the search by words where no rule could be found by them."""
        if use_text_for_last_user_input and not self._known_of_rules()[1]:
            return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)

    def _get_possible_keys(self, lookup: Dict[Text, Text], states: List[State]) -> Set[Text]:
        """The rules that the states satisfy."""
        candidates = self._shelves_of(lookup).candidates(states[-1])
        possible: Set[Text] = super()._get_possible_keys(dict.fromkeys(candidates, ""), states)
        return possible

    def _shelves_of(self, lookup: Dict[Text, Text]) -> RuleShelves:
        known = next((shelves for shelves in self._shelves if shelves.are_of(lookup)), None)
        if known is None:
            known = RuleShelves(lookup, self._rule_key_to_state)
            # Two lookups are asked in turn, the one of all rules and the one of what interrupts forms.
            self._shelves = (*self._shelves, known)[-2:]
        return known

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: Optional[Dict[Text, Any]] = None,
    ) -> List[State]:
        """The latest states, oldest first."""
        *earlier, latest = self._latest_states(tracker, domain)
        states = [*earlier, {**latest, USER: dict(latest[USER])} if USER in latest else latest]
        self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)  # noqa: SLF001 - Rasa's own step.
        return states

    def _latest_states(self, tracker: DialogueStateTracker, domain: Domain) -> List[State]:
        known = self._described
        if known is None or known[0] is not tracker or known[1] != len(tracker.events):
            known = tracker, len(tracker.events), latest_states(tracker, domain, self._known_of_rules()[2])
            self._described = known
        return known[2]

    def _known_of_rules(self) -> Tuple[Any, bool, int]:
        known = self._of_rules
        if known is None or known[0] is not self.lookup:
            known = self.lookup, self._any_rule_without_intent(), self._longest_rule()
            self._of_rules = known
        return known

    def _any_rule_without_intent(self) -> bool:
        # Words are only looked at right after the customer's message, so only rules about that moment matter.
        latest = (states[-1] for states in self._rules(*_KINDS) if is_prev_action_listen_in_state(states[-1]))
        return any(INTENT not in state.get(USER, {}) for state in latest)

    def _longest_rule(self) -> int:
        return max(map(len, self._rules(*_KINDS)), default=1)

    def _rules(self, *kinds: Text) -> Iterator[List[State]]:
        return (self._rule_key_to_state(rule) for kind in kinds for rule in self.lookup.get(kind, ()))


def latest_states(tracker: DialogueStateTracker, domain: Domain, count: int) -> List[State]:
    """The states before each of the latest actions and before the next one, at most `count`, oldest first."""
    features = {name: slot for name, slot in tracker.slots.items() if slot.influence_conversation}
    events = [e for e in tracker.applied_events() if not isinstance(e, SlotSet) or e.key in features]
    actions = [index for index, event in enumerate(events) if isinstance(event, ActionExecuted)]
    start = actions[1 - count] if 1 < count <= len(actions) else (len(events) if count <= 1 else 0)
    replay = DialogueStateTracker(tracker.sender_id, features.values())
    for event in _not_superseded(events[:start]):
        replay.update(event)
    states = []
    for event in events[start:]:
        if isinstance(event, ActionExecuted):
            states.append(domain.get_active_state(replay))
        replay.update(event)
    return [*states, domain.get_active_state(replay)]


def _not_superseded(events: List[Event]) -> List[Event]:
    """The events that the state after them depends on, in their order."""
    latest: Dict[Any, Event] = {}
    for event in events:
        kind: Any = type(event)
        if kind is SlotSet:
            kind = event.key
        elif kind not in _SUPERSEDING:
            kind = id(event)
        latest.pop(kind, None)
        latest[kind] = event
    return list(latest.values())
