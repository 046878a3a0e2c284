"""Takes a message that is nothing but information, such as a lone waybill, place or sum, for what it is."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.emotion import ANGER, EMOTION
from bot.emotion_names import CALM

INFORM = "inform"
KINDS = "entities"
_SUM = re.compile(r"[\d.,]+\s*[万千百]?\s*(?:元|块钱?|rmb|yuan)?", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class BareInformation(GraphComponent, IntentClassifier):
    """Sets the intent `inform`, and calm, where the rules found everything there is to read; other messages stay as they are.

    Single words and numbers have too few characters for a statistical classifier to be sure of.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`entities`: the kinds of entity that are information in themselves."""
        return {
            KINDS: [
                "waybill",
                "doubtful_number",
                "order_number",
                "phone",
                "phone_tail",
                "place",
                "money",
                "weight",
                "time",
            ]
        }

    def __init__(self, config: Dict[Text, Any]) -> None:
        """Creates the component."""
        self._kinds = frozenset(config[KINDS])

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BareInformation:
        """Creates the component; there is nothing to train, persist or load."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Overrules the classifier before it for bare information."""
        for message in messages:
            if message.get(TEXT) and self._is_bare(message):
                intent = {INTENT_NAME_KEY: INFORM, PREDICTED_CONFIDENCE_KEY: 1.0}
                others = [one for one in message.get(INTENT_RANKING_KEY) or [] if one[INTENT_NAME_KEY] != INFORM]
                message.set(INTENT, intent, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)
                message.set(EMOTION, {"name": CALM, "confidence": 1.0}, add_to_output=True)
                message.set(ANGER, 0.0, add_to_output=True)
        return messages

    def _is_bare(self, message: Message) -> bool:
        text = message.get(TEXT)
        found = [one for one in message.get(ENTITIES) or [] if one[ENTITY_ATTRIBUTE_TYPE] in self._kinds]
        rest = text
        for one in sorted(found, key=lambda one: -int(one[ENTITY_ATTRIBUTE_START])):
            rest = rest[: one[ENTITY_ATTRIBUTE_START]] + " " + rest[one[ENTITY_ATTRIBUTE_END] :]
        without_sum = _SUM.sub(" ", rest)
        nothing_left = not any(character.isalnum() for character in without_sum)
        return nothing_left and (bool(found) or without_sum != rest)
