"""Rasa's intent classifier of this assistant (docs/decisions/0006-understanding.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.features import is_wordless
from bot.text_model import FEWEST_LABELS, Ranking, Settings, TextModel, digest_of_code
from bot.wishes import wishes

WISHES = "wishes"
_FILE = "intents.joblib"
# ？？？ says nothing about the wish, and must not borrow one from the punctuation of the examples.
_NO_WISH = "out_of_scope"
_NEEDS_DICTIONARIES = "wode kuaidi dao nali le"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentModel(GraphComponent, IntentClassifier):
    """Sets `intent` and `intent_ranking` of each message; it needs no tokenizer or featurizer before it."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`vectors`: the file that keeps the vectors of examples between trainings; the rest as bot.text_model.Settings.

        `weights`: how much the chance of an intent counts, 1 where nothing is said.
        """
        return {"vectors": "var/vectors.npz", "weights": {}, **Settings.defaults()}

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[TextModel] = None,
    ) -> None:
        """Creates the component, trained if a model is given."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentModel:
        """Creates an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        """Rasa trains again when the classifier's code changes."""
        return digest_of_code()

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples; with fewer than three intents it stays untrained, as Rasa's classifiers do."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        intents = [one.get(INTENT) for one in examples]
        if len(set(intents)) >= FEWEST_LABELS:
            self._model = TextModel.train(
                [one.get(TEXT) for one in examples],
                intents,
                Settings.of(self._config),
                Path(self._config["vectors"]),
            )
            with self._model_storage.write_to(self._resource) as folder:
                self._model.save(folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Classifies each message that has text."""
        for message in messages:
            text = message.get(TEXT)
            if text and self._model:
                ranking = [_intent(name, chance) for name, chance in self._rank(self._model, text)]
                told = wishes(text, self._model.skim)
                # Of several wishes the most urgent is the message's intent; the others are offered once it is served.
                first = [_intent(told[0].name, told[0].confidence)] if told else []
                others = [one for one in ranking if not told or one[INTENT_NAME_KEY] != told[0].name]
                message.set(INTENT, [*first, *others][0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, [*first, *others], add_to_output=True)
                message.set(WISHES, [wish.as_data() for wish in told], add_to_output=True)
        return messages

    def _rank(self, model: TextModel, text: Text) -> Ranking:
        ranking = model.rank(text)
        if is_wordless(text) and _NO_WISH in model.classes:
            return [(_NO_WISH, 1.0), *((name, 0.0) for name, _ in ranking if name != _NO_WISH)]
        return _weighed(ranking, self._config["weights"])

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentModel:
        """Loads the component as it was trained."""
        with model_storage.read_from(resource) as folder:
            file = folder / _FILE
            model = TextModel.load(file) if file.is_file() else None
        if model:
            # The dictionaries of words and of pinyin take seconds to load, for which no customer should wait.
            model.rank(_NEEDS_DICTIONARIES)
        return cls(config, model_storage, resource, model)


def _weighed(ranking: Ranking, weights: Mapping[Text, float]) -> Ranking:
    """The chances, of which those of weighty intents count more; they add up to 1 again."""
    chances = {name: chance * weights.get(name, 1) for name, chance in ranking}
    total = sum(chances.values())
    return sorted(((name, chance / total) for name, chance in chances.items()), key=lambda one: -one[1])


def _intent(name: Text, chance: float) -> Dict[Text, Any]:
    return {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: chance}
