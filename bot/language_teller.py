"""Rasa's component that tells the language of a message (bot/language.py), and takes one that has no answers out of the guesses."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.emotion import EMOTION
from bot.emotion_names import CALM
from bot.intent_model import WISHES
from bot.language import LANGUAGE, is_foreign, language_of

OUT_OF_SCOPE = "out_of_scope"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageTeller(GraphComponent, IntentClassifier):
    """Sets `language` on each message that tells it.

    What the classifiers made of a language that they never learned is chance: such a message is `out_of_scope` and calm.
    """

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageTeller:
        """Creates the component; there is nothing to configure, train, persist or load."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Tells the language of each message that has text."""
        for message in messages:
            told = language_of(message.get(TEXT) or "")
            if told:
                message.set(LANGUAGE, told, add_to_output=True)
            if is_foreign(told):
                self._forget_guesses(message)
        return messages

    @staticmethod
    def _forget_guesses(message: Message) -> None:
        intent = {INTENT_NAME_KEY: OUT_OF_SCOPE, PREDICTED_CONFIDENCE_KEY: 1.0}
        others = [one for one in message.get(INTENT_RANKING_KEY) or [] if one[INTENT_NAME_KEY] != OUT_OF_SCOPE]
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)
        message.set(EMOTION, {"name": CALM, "confidence": 1.0}, add_to_output=True)
        message.set(WISHES, [], add_to_output=True)
