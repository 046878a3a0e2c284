"""How the customer feels, message by message: calm, upset or angry (DESIGN D8)."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.emotion_names import ANGRY, CALM, EMOTIONS, UPSET
from bot.text_model import Settings, TextModel, digest_of_code

EMOTION = "emotion"
# How likely the message is angry, whatever it is named: upset words may have some heat.
ANGER = "anger"

_FILE = "emotions.joblib"
_COLUMNS = ["emotion", "text"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EmotionModel(GraphComponent):
    """Adds `emotion: {name, confidence}` and `anger` to each message, trained with the assistant from the files of a folder."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`data`: folder of tab-separated files with a header, an emotion and a message a line.

        `calm_from`: a message less likely to be calm than this is not; the rest as for IntentModel.
        """
        return {"data": "data/emotion", "calm_from": 0.5, "vectors": "var/vectors.npz", **Settings.defaults()}

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
    ) -> EmotionModel:
        """Creates an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        """Rasa trains again when the code or the examples change; it does not know of this folder otherwise."""
        digest = hashlib.sha256(digest_of_code().encode())
        for file in _files(config.get("data") or cls.get_default_config()["data"]):
            digest.update(file.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the folder's files and from the examples of intents, which are calm unless a file says otherwise.

        Raises InvalidConfigException with file and line for a bad file.
        """
        emotions = {one.get(TEXT): CALM for one in training_data.intent_examples if one.get(TEXT)}
        emotions.update((text, emotion) for emotion, text in read_examples(self._config["data"]))
        self._model = TextModel.train(
            list(emotions), list(emotions.values()), Settings.of(self._config), Path(self._config["vectors"])
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Judges each message that has text."""
        for message in messages:
            text = message.get(TEXT)
            if text and self._model:
                chances = dict(self._model.rank(text))
                name = (
                    CALM if chances[CALM] >= self._config["calm_from"] else max((UPSET, ANGRY), key=chances.__getitem__)
                )
                message.set(EMOTION, {"name": name, "confidence": chances[name]}, add_to_output=True)
                message.set(ANGER, chances[ANGRY], add_to_output=True)
        return messages

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EmotionModel:
        """Loads the component as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, TextModel.load(folder / _FILE))


def read_examples(folder: Text) -> List[Tuple[Text, Text]]:
    """All (emotion, text) of a folder. Raises InvalidConfigException with file and line for one that cannot be used."""
    files = _files(folder)
    if not files:
        raise InvalidConfigException(f"There is no .tsv file with labelled messages in {folder}.")
    return [example for file in files for example in _read(file)]


def _read(file: Path) -> List[Tuple[Text, Text]]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or rows[0] != _COLUMNS:
        raise InvalidConfigException(f"{file}:1: the first line must be the header emotion<TAB>text.")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(_COLUMNS) or row[0] not in EMOTIONS or not row[1].strip():
            raise InvalidConfigException(f"{file}:{number}: expected calm, upset or angry, a tab and a message.")
    return [(emotion, text) for emotion, text in rows[1:]]


def _files(folder: Text) -> List[Path]:
    return sorted(Path(folder).glob("*.tsv"))
