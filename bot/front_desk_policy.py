"""Rasa's policy that calls a person when one is due, and asks back when the message was not understood.

It stands above the rules: what it decides goes before them, and where it has nothing to say they decide alone.
"""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from typing import Any, Dict, Iterator, List, Optional, Text

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException

from bot.brief import FACTS
from bot.brief_messages import BRIEF
from bot.emotion import ANGER
from bot.emotion_names import CALM
from bot.escalation import Escalation, Thresholds, Turn, escalation, is_unsure
from bot.features import is_wordless
from bot.follow_on import AFFIRM, DENY, FOLLOW_ON, Situation, Step, about_parcel, step
from bot.human_stretch import is_human
from bot.language import LANGUAGE, is_foreign
from bot.remarks import Remark, served

ESCALATE = "action_escalate"
ASK_BACK = "action_fallback"
OTHER_LANGUAGE = "action_other_language"
SLOT = "escalation"
TOPIC = "topic"
# So many messages in a row that an open form could not use, after which people take over (BUSINESS B12).
MOST_ATTEMPTS = 4
_FACTS = frozenset({"waybill", "place", "phone", "order_number", "weight", "item"})
# A rating (一般) is hardly understood as a wish, and needs not be.
_SERVES_SHORT_MESSAGES = frozenset({FOLLOW_ON, AFFIRM, DENY, "action_rate"})
_THREAT = "threat"
_BARE_TERMS = frozenset({"incident", "item_kind", "insurance", "item"})
# A person was called or has spoken: what came before is dealt with, and only anger is remembered across it.
_PRIORITY = 8


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class FrontDeskPolicy(Policy):
    """Predicts `action_escalate` with the slot `escalation`, what serves a short or a foreign message, or nothing."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """The thresholds of `bot.escalation.Thresholds`."""
        return {"priority": _PRIORITY, **asdict(Thresholds())}

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> None:
        """Creates the policy. Raises InvalidConfigException for a threshold that is no number."""
        super().__init__(config, model_storage, resource, execution_context, **kwargs)
        self._limits = _limits(self.config)

    def train(self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """There is nothing to learn; the thresholds are settings."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[Text, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Speaks only right after a customer's message."""
        if tracker.latest_action_name != ACTION_LISTEN_NAME or not _customer_is_last(tracker):
            return self._prediction(self._default_predictions(domain))
        serves = step_of(tracker)
        turns = turns_of(tracker, is_served=serves is not None)
        due = escalation(turns, self._limits) or _stuck_form(tracker, turns)
        if due:
            return self._call(ESCALATE, domain, [SlotSet(SLOT, _described(due))])
        if tracker.latest_message and is_foreign((tracker.latest_message.parse_data or {}).get(LANGUAGE)):
            return self._call(OTHER_LANGUAGE, domain, [])
        if serves:
            events = [SlotSet(TOPIC, dict(serves.topic))] if serves.topic else []
            return self._call(serves.action, domain, events)
        if is_unsure(turns[-1], self._limits) and not tracker.active_loop_name:
            return self._call(ASK_BACK, domain, [])
        return self._prediction(self._default_predictions(domain))

    def _call(self, action: Text, domain: Domain, events: List[Event]) -> PolicyPrediction:
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(action)] = 1.0
        # An open form predicts without looking at the message, and only a prediction of the same kind can stand above it.
        return self._prediction(probabilities, optional_events=events, is_no_user_prediction=True)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FrontDeskPolicy:
        """Loads the policy, which is its settings."""
        return cls(config, model_storage, resource, execution_context)


def step_of(tracker: DialogueStateTracker) -> Optional[Step]:
    """What serves the latest message if it is short and goes on with what came before."""
    latest = tracker.latest_message
    parsed = latest.parse_data if latest else {}
    situation = Situation(
        topic=tracker.get_slot(TOPIC) or {},
        before=frozenset(_previous_actions(tracker)),
        form=tracker.active_loop_name,
        asked=bool(tracker.get_slot("asked")),
    )
    kinds = frozenset(one["entity"] for one in parsed.get("entities") or []) & FACTS
    brief, intent = parsed.get(BRIEF) or {}, (latest.intent_name if latest else None) or ""
    remarked = None if situation.form else served(_remark(tracker, parsed.get("entities") or [], intent), situation)
    if remarked:
        return remarked
    found = step(brief, kinds, situation)
    return found or (None if situation.form else about_parcel(brief, kinds, intent))


def _remark(tracker: DialogueStateTracker, entities: List[Dict[Text, Any]], intent: Text) -> Remark:
    return Remark(
        text=(tracker.latest_message.text if tracker.latest_message else None) or "",
        intent=intent,
        kinds=frozenset(one["entity"] for one in entities),
        fee=next((str(one["value"]) for one in entities if one["entity"] == "fee"), None),
        has_case=bool(tracker.get_slot("case_number")),
        was_asked=tracker.get_slot("summed_up") is not None,
    )


def _stuck_form(tracker: DialogueStateTracker, turns: List[Turn]) -> Optional[Escalation]:
    """A form that understood none of the latest messages goes round in circles."""
    attempts = tracker.get_slot("attempts") or 0
    if not tracker.active_loop_name or attempts < MOST_ATTEMPTS or turns[-1].pressed:
        return None
    # A sum of minus five hundred is a wrong answer, and still one.
    said = [event for event in tracker.events if isinstance(event, UserUttered)][-MOST_ATTEMPTS - 1 :]
    if any(event.entities for event in said):
        return None
    return Escalation("not_understood", [turn.text for turn in turns[-MOST_ATTEMPTS:]], 1.0)


def turns_of(tracker: DialogueStateTracker, *, is_served: bool = False) -> List[Turn]:
    """The customer's messages since a person last spoke, oldest first; `is_served` says that the last one is understood."""
    turns: List[Turn] = []
    for event in _since_person(tracker):
        if isinstance(event, UserUttered):
            turns.append(_turn(event))
        elif turns and isinstance(event, ActionExecuted) and event.action_name in _SERVES_SHORT_MESSAGES:
            turns[-1] = _understood(turns[-1])
    return [*turns[:-1], _understood(turns[-1])] if is_served and turns else turns


def _since_person(tracker: DialogueStateTracker) -> List[Event]:
    events: List[Event] = []
    for event in reversed(tracker.applied_events()):
        if isinstance(event, BotUttered) and is_human(event):
            break
        events.append(event)
    return events[::-1]


def _previous_actions(tracker: DialogueStateTracker) -> Iterator[Text]:
    """What the bot did between the latest message and the one before it."""
    messages = 0
    for event in reversed(tracker.applied_events()):
        messages += isinstance(event, UserUttered)
        if messages > 1:
            return
        if messages and isinstance(event, ActionExecuted) and event.action_name:
            yield event.action_name


def _understood(turn: Turn) -> Turn:
    """A short message that was served as such is understood; with its question word it asks something of its own."""
    asks = frozenset({f"asks {turn.asks}"}) if turn.asks else frozenset()
    return replace(turn, understood=True, facts=turn.facts | asks)


def _customer_is_last(tracker: DialogueStateTracker) -> bool:
    for event in reversed(tracker.events):
        if isinstance(event, ActionExecuted):
            return False
        if isinstance(event, UserUttered):
            return True
    return False


def _turn(event: UserUttered) -> Turn:
    parsed = event.parse_data or {}
    ranking = parsed.get("intent_ranking") or []
    brief = parsed.get(BRIEF) or {}
    text = event.text or ""
    # A yes, a no, a heard, a question mark or a bare fact (破损) is too short to have a mood read out of it.
    is_bare = is_wordless(text) or bool(brief and (brief["says"] or brief["neither"])) or _is_fact(event, text)
    emotion = {} if is_bare else parsed.get("emotion") or {}
    return Turn(
        text=text,
        intent=event.intent_name or "",
        confidence=float((event.intent or {}).get("confidence") or 0.0),
        runner_up=float(ranking[1]["confidence"]) if len(ranking) > 1 else 0.0,
        emotion=emotion.get("name") or CALM,
        emotion_confidence=float(emotion.get("confidence") or 0.0),
        anger=float(parsed.get(ANGER) or 0.0),
        facts=frozenset(str(one["value"]) for one in event.entities if one["entity"] in _FACTS),
        threats=[text[one["start"] : one["end"]] for one in event.entities if one["entity"] == _THREAT],
        pressed=text.startswith("/"),
        asks=brief.get("asks"),
    )


def _is_fact(event: UserUttered, text: Text) -> bool:
    """Whether the message is one term and nothing else, as it stands on a button too."""
    whole = (0, len(text.rstrip("。.！!了 ")))
    terms = [one for one in event.entities if one["entity"] in _BARE_TERMS]
    return any((one.get("start"), one.get("end")) in (whole, (0, len(text))) for one in terms)


def _described(due: Escalation) -> Dict[Text, Any]:
    return {"reason": due.reason, "evidence": due.evidence, "score": round(due.score, 3)}


def _limits(config: Dict[Text, Any]) -> Thresholds:
    chosen = {field.name: config[field.name] for field in fields(Thresholds)}
    wrong = [name for name, value in chosen.items() if isinstance(value, bool) or not isinstance(value, (int, float))]
    if wrong:
        raise InvalidConfigException(f"config.yml, FrontDeskPolicy: {', '.join(wrong)} must be a number.")
    return Thresholds(**chosen)
